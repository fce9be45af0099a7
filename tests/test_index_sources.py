"""Where articles come from: JSON Lines, plain or gzipped, text files, and folders of them as they lie about."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from index import Rejected, read_articles
from tests.feeding import held, line, named, report

Opslag = Callable[..., CompletedProcess[str]]

MEGABYTES_10 = 10 * 1024 * 1024


def read(path: Path) -> list[str | tuple[int | None, str]]:
    """What is read of a file: the ids of articles, and line and reason of what is rejected."""
    return [(item.line, item.reason) if isinstance(item, Rejected) else item.id for item in read_articles(path)]


def test_a_line_of_ten_megabytes_is_taken(tmp_path: Path) -> None:
    record = {"id": "stor", "body": "Stor.", "x": ""}
    record["x"] = "x" * (MEGABYTES_10 - len(json.dumps(record)))
    source = tmp_path / "stor.jsonl"
    source.write_bytes(json.dumps(record).encode() + b"\n" + json.dumps(record).encode() + b" \n" + named("lille"))
    assert read(source) == ["stor", (2, "the line is longer than 10 MB"), "lille"]


DAMAGED = "the gzip data is damaged or cut off here"
TWO, ONE = gzip.compress(named("a", "b")), gzip.compress(named("c"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(TWO, ["a", "b"], id="whole"),
        pytest.param(TWO + ONE, ["a", "b", "c"], id="two gzip files in one"),
        pytest.param(TWO + ONE[:12], ["a", "b", (3, DAMAGED)], id="cut off"),
        pytest.param(TWO[:-4], ["a", "b", (3, DAMAGED)], id="cut off in the checksum"),
        pytest.param(TWO + ONE[:10] + b"\xff" * 30, ["a", "b", (3, DAMAGED)], id="damaged"),
        pytest.param(TWO[:-8] + bytes(4) + TWO[-4:], ["a", "b", (3, DAMAGED)], id="wrong checksum"),
        pytest.param(TWO + b"mere", ["a", "b", (3, DAMAGED)], id="rubbish behind"),
        pytest.param(named("a"), [(1, DAMAGED)], id="not gzip"),
    ],
)
def test_gzip_is_read_up_to_where_it_is_damaged(tmp_path: Path, data: bytes, expected: list[object]) -> None:
    (tmp_path / "i.jsonl.gz").write_bytes(data)
    assert read(tmp_path / "i.jsonl.gz") == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of all that lies about in folders."""
    folder = tmp_path / "mappe"
    for name in ("b/dybt", "b.jsonl", ".git"):
        (folder / name).mkdir(parents=True)
    (folder / "z.jsonl").write_bytes(named("z"))
    (folder / "A.JSONL.GZ").write_bytes(gzip.compress(named("a")))
    (folder / "b/dybt/c.jsonl").write_bytes(named("c"))
    (folder / "b.jsonl/d.TXT").write_bytes(b"Artikel d.")
    for name in (".skjult.jsonl", ".git/x.jsonl", "læs.md", "x.json", "jsonl"):
        (folder / name).write_bytes(named("skjult"))
    return folder


def test_a_folder_stands_for_the_files_below_it(folder: Path, tmp_path: Path, opslag: Opslag) -> None:
    done = opslag("rebuild", folder, "--index", "index")
    assert (report(done), done.stderr) == ((4, 4, 0, 0), "")
    assert sorted(held(tmp_path / "index").values()) == ["Artikel a.", "Artikel c.", "Artikel d.", "Artikel z."]


def test_what_cannot_be_read_in_a_folder_is_named(folder: Path, opslag: Opslag) -> None:
    (folder / "væk.jsonl").symlink_to("ingen steder")
    os.mkfifo(folder / "kø.jsonl")
    deep = folder / "dyb"
    deep.mkdir()
    descriptor = os.open(deep, os.O_RDONLY)
    for _ in range(25):  # 5,000 characters: longer than a path can be.
        os.mkdir("d" * 200, dir_fd=descriptor)
        above, descriptor = descriptor, os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(above)
    os.close(descriptor)
    done = opslag("rebuild", folder, "--index", "index")
    shutil.rmtree(deep)
    errors = sorted(line.removeprefix(f"{folder}/") for line in done.stderr.splitlines())
    assert report(done) == (7, 4, 3, 0)
    assert re.fullmatch(r"dyb/[d/]+: cannot be read: File name too long", errors[0])
    assert errors[1:] == ["kø.jsonl: not a regular file", "væk.jsonl: cannot be read: No such file or directory"]


def test_names_that_cannot_be_printed_are_read_and_reported_on_one_line(tmp_path: Path, opslag: Opslag) -> None:
    (tmp_path / "ny\nlinje\x1b[31m.txt").write_bytes(b"\xff")
    (tmp_path / os.fsdecode(b"\xe6.txt")).write_bytes(b"\xff")
    (tmp_path / os.fsdecode(b"\xf8.txt")).write_bytes(b"Navnet er latin-1.")
    done = opslag("rebuild", tmp_path, "--index", "index")
    expected = [f"{tmp_path}/ny\\nlinje\\x1b[31m.txt: not UTF-8", f"{tmp_path}/\\udce6.txt: not UTF-8"]
    assert done.stderr.splitlines() == expected
    assert report(done) == (3, 1, 2, 0)


@pytest.mark.parametrize("name", ["artikler.csv", "artikler.json", "jsonl", "kø.jsonl"])
def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path, opslag: Opslag, name: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(named("a"))
    if name.startswith("kø"):
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).write_bytes(named("b"))
    done = opslag("rebuild", "a.jsonl", name, "--index", "index")
    message = f"Error: {name}: not a folder, nor a file that ends in .jsonl, .jsonl.gz, .txt\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert not (tmp_path / "index").exists()


def test_the_last_of_several_articles_with_one_id_counts(tmp_path: Path, opslag: Opslag) -> None:
    (tmp_path / "b.jsonl").write_bytes(
        line(id="x", body="Første.") + line(id="y", body="Alene.") + line(id="x", body="Anden.")
    )
    (tmp_path / "a.jsonl").write_bytes(line(id="x", body="Tredje.") + line(id="x", published="i går", body="Fjerde."))
    done = opslag("rebuild", "b.jsonl", "a.jsonl", "--index", "index")
    assert report(done) == (5, 2, 1, 2)
    assert held(tmp_path / "index") == {"x": "Tredje.", "y": "Alene."}
