"""What cannot be taken is rejected by origin, line and reason, the rest is indexed, and the report adds up."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Store, rebuild
from tests.feeding import held, line, named, report

Opslag = Callable[..., CompletedProcess[str]]

MEGABYTES_10 = 10 * 1024 * 1024
BOM = b"\xef\xbb\xbf"

LINES: list[tuple[bytes, str | None]] = [
    (BOM + line(id="bom", body="En BOM er ingen fejl."), None),
    ('{"id": "latin", "body": "Bøde"}\n'.encode("latin-1"), "not UTF-8"),
    (b"\n", None),
    (b"<article>\n", "not JSON"),
    (b'{"body": "uden ende"\n', "not JSON"),
    (b'["body", "en liste"]\n', "not a JSON object"),
    (b'{"body": "dybt", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "JSON that is nested too deep"),
    (b'{"body": "lang", "x": "' + b"x" * MEGABYTES_10 + b'"}\n', "the line is longer than 10 MB"),
    (line(id="tom", title="Uden tekst"), "body is empty or missing"),
    (line(id="blank", body=" \n\t"), "body is empty or missing"),
    (line(id="tal", body=2018), "body is not a text"),
    (line(id=7, body="Nummer syv."), "id is not a text"),
    (line(body="Dato.", published="2023-02-29"), "published: '2023-02-29' is not a date that exists"),
    (line(body="Dato.", published="i går"), "published: 'i går' is not a date that exists"),
    (b'{"body": "r\0a"}\n', "NUL bytes"),
    (line(body="escaped \0"), "body has a NUL character"),
    (line(body="Kilde.", source="A\0B"), "source has a NUL character"),
    (b'{"body": "halv \\ud83d"}\n', "body has half a surrogate pair"),
    (b'{"body": "halv", "title": "\\ude00"}\n', "title has half a surrogate pair"),
    (b'{"id": "emoji", "body": "hel \\ud83d\\ude00"}\n', None),
    (line(body="M" + "\u0315\u0300" * 51), "body has more than 100 combining marks in a row"),
    (line(id="x" * 2000, body="Langt id."), "id has 2000 characters, 512 at most are allowed"),
    (line(id="x" * 513, body="Langt id."), "id has 513 characters, 512 at most are allowed"),
    (line(id="😀" * 512, body="Lige langt nok."), None),
    (line(id="a/./b", body="Sti."), "id has a path segment '.' or '..'"),
    (line(id="..", body="Sti."), "id has a path segment '.' or '..'"),
    (line(id="a/../../etc", body="Sti."), "id has a path segment '.' or '..'"),
    (line(id="a/..b/.c", body="Ingen sti."), None),
    (line(id="a\nb", body="Linjeskift."), "id has a character that cannot be printed"),
    (b'{"id": "langt tal", "body": "Et tal.", "x": ' + b"9" * 5000 + b"}\n", None),
    (line(id="ukendt", body="Andre nøgler tæller ikke.", forfatter=["x"]), None),
    (line(id="sidst", body="Uden linjeskift til sidst.").rstrip(), None),
]


def test_each_line_that_cannot_be_taken_is_named_and_the_rest_is_indexed(tmp_path: Path, opslag: Opslag) -> None:
    source = tmp_path / "fejl.jsonl"
    source.write_bytes(b"".join(data for data, _ in LINES))
    done = opslag("rebuild", source, "--index", "index")
    expected = [f"{source}:{number}: {reason}" for number, (_, reason) in enumerate(LINES, 1) if reason]
    assert done.stderr.splitlines() == expected
    assert set(held(tmp_path / "index")) == {"bom", "emoji", "😀" * 512, "a/..b/.c", "langt tal", "ukendt", "sidst"}
    assert report(done) == (len(LINES) - 1, 7, len(expected), 0)


TEXTS: dict[str, tuple[bytes, str | None]] = {
    "bom.txt": (BOM + "Færgen sejler.".encode(), None),
    "latin.txt": ("Færgen sejler.".encode("latin-1"), "not UTF-8"),
    "nul.txt": (b"Midt i\0teksten.", "body has a NUL character"),
    "stor.txt": (b"Stor." + b" " * (MEGABYTES_10 - 5), None),
    "større.txt": (b"Stor." + b" " * (MEGABYTES_10 - 4), "the file is larger than 10 MB"),
    "tom.txt": (b"", "body is empty or missing"),
    "utf16.txt": ("Færgen sejler.".encode("utf-16"), "not UTF-8"),
}


def test_each_text_file_that_cannot_be_taken_is_named_and_the_rest_is_indexed(tmp_path: Path, opslag: Opslag) -> None:
    folder = tmp_path / "tekster"
    folder.mkdir()
    for name, (data, _) in TEXTS.items():
        (folder / name).write_bytes(data)
    done = opslag("rebuild", folder, "--index", "index")
    expected = [f"{folder / name}: {reason}" for name, (_, reason) in sorted(TEXTS.items()) if reason]
    assert done.stderr.splitlines() == expected
    assert sorted(body.strip() for body in held(tmp_path / "index").values()) == ["Færgen sejler.", "Stor."]
    assert report(done) == (len(TEXTS), 2, len(expected), 0)


def test_the_first_hundred_rejections_are_listed_and_the_others_counted(tmp_path: Path, opslag: Opslag) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{}\n" * 100 + named("a"))
    (tmp_path / "b.jsonl").write_bytes(b"{}\n" * 50)
    done = opslag("rebuild", "a.jsonl", "b.jsonl", "--index", "index")
    listed = [f"a.jsonl:{number}: body is empty or missing" for number in range(1, 101)]
    assert done.stderr.splitlines() == [*listed, "... and 50 more rejected"]
    assert report(done) == (151, 1, 150, 0)
    done = opslag("rebuild", "a.jsonl", "--index", "index")
    assert (done.stderr.splitlines(), report(done)) == (listed, (101, 1, 100, 0))


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (named("ny") + b"{}\n", ["--strict"], "ny.jsonl:2: body is empty or missing (--strict: nothing was indexed)"),
        (b"{}\n", [], "no article to index, 1 rejected; index is as it was"),
        (b"", [], "no article to index, 0 rejected; index is as it was"),
    ],
    ids=["strict", "all rejected", "empty"],
)
def test_a_failed_build_leaves_the_live_index(
    tmp_path: Path, opslag: Opslag, data: bytes, options: list[str], message: str
) -> None:
    (tmp_path / "live.jsonl").write_bytes(named("live"))
    assert report(opslag("rebuild", "live.jsonl", "--strict", "--index", "index")) == (1, 1, 0, 0)
    before = sorted(tmp_path.glob("index/*"))
    (tmp_path / "ny.jsonl").write_bytes(data)
    done = opslag("rebuild", "ny.jsonl", *options, "--index", "index")
    *rejected, error = done.stderr.splitlines()
    assert (done.returncode, done.stdout, error) == (1, "", f"Error: {message}")
    assert rejected == (["ny.jsonl:1: body is empty or missing"] if data == b"{}\n" else [])
    assert held(tmp_path / "index") == {"live": "Artikel live."}
    assert sorted(tmp_path.glob("index/*")) == before


GOOD = st.tuples(st.sampled_from("abcde"), st.text("æøå", min_size=1, max_size=3))
BAD = st.sampled_from([b"{}\n", b"[\n", b"\xff\n", line(id="a", body="x", published="2018-13"), b'{"body": "\0"}\n'])


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(first=GOOD, others=st.lists(GOOD | BAD | st.just(b" \n"), max_size=20))
def test_the_report_adds_up(first: tuple[str, str], others: list[tuple[str, str] | bytes]) -> None:
    items = [*others, first]
    good = dict(item for item in items if isinstance(item, tuple))
    bad = sum(isinstance(item, bytes) and item != b" \n" for item in items)
    read = sum(item != b" \n" for item in items)
    lines = [item if isinstance(item, bytes) else line(id=item[0], body=item[1]) for item in items]
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.jsonl")
        source.write_bytes(b"".join(lines))
        made = rebuild([source], Store(Path(folder, "index")))
        assert (made.read, made.indexed, made.rejected) == (read, len(good), bad)
        assert made.indexed + made.rejected + made.duplicates == read
        assert held(Path(folder, "index")) == good
