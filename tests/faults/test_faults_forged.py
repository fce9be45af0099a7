"""An index is data: one that an attacker made, checksums and all, is answered from or refused in a line with status 5,
and nothing of it runs."""

import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.array_footer import MAGIC, TAIL, VERSION
from index.danish.lexicon import LEXICON_NAME
from index.manifest import FileEntry
from opslag import main
from tests.cases import assert_none
from tests.faults.damage import live, segment
from tests.faults.forged import hostile_lists, seal, set_trap, set_trap_in_schema, write_manifest, write_segments
from tests.faults.process import write_articles
from web import create_app

TRAPS: dict[str, Callable[[Path], object]] = {
    "segments": lambda index: set_trap(live(index), 1),
    "a newer table of contents": lambda index: set_trap(live(index), 99),
    "schema": lambda index: set_trap_in_schema(live(index)),
    "pickles in place of all other files": lambda index: [
        shutil.copy(live(index) / "_MAIN_1.toc", path) for path in (segment(index), live(index) / LEXICON_NAME)
    ],
}
"""Where an attacker can put a pickle."""


def commands(folder: Path) -> list[list[str]]:
    """Every command that reads an index; those that change it last."""
    added = str(write_articles(folder / "added.jsonl", "ny", 1))
    return [
        ["check"],
        ["info"],
        ["search", "udgave"],
        ["search", "udgave", "--json"],
        ["analyze", "færgen"],
        ["add", "--workers", "1", added],
        ["remove", "artikel-1"],
        ["optimize"],
    ]


def run(index: Path, command: list[str]) -> Result:
    return CliRunner().invoke(main, [*command, "--index", str(index)])


def asked(index: Path) -> list[int]:
    """The statuses with which the application answers."""
    app = create_app({"INDEX": str(index)})
    client = app.test_client()
    statuses = [client.get(path).status_code for path in ("/healthz", "/soeg?q=udgave", "/api/search?q=udgave")]
    app.extensions["engine"].close()
    return statuses


@pytest.mark.parametrize("where", TRAPS)
def test_no_pickle_of_an_index_is_read(small_index: Path, tmp_path: Path, where: str) -> None:
    TRAPS[where](small_index)
    seal(small_index)
    is_refused = where.startswith("pickles")
    assert asked(small_index) == [503 if is_refused else 200] * 3
    for command in commands(tmp_path):
        result = run(small_index, command)
        assert result.exit_code == (5 if is_refused else 0), (command, result.output)
        assert not (tmp_path / "sprung").exists(), command
    if is_refused:
        served = run(small_index, ["serve", "--port", "0"])
        assert (served.exit_code, served.stderr.count("\n")) == (5, 1)


@pytest.mark.parametrize("set_trap", [TRAPS["segments"], TRAPS["schema"]])
def test_the_traps_are_such_that_whoosh_would_fall_for_them(
    small_index: Path, tmp_path: Path, set_trap: Callable[[Path], object]
) -> None:
    set_trap(small_index)
    assert not (tmp_path / "sprung").exists()
    TOC.read(FileStorage(str(live(small_index))), "MAIN")
    assert (tmp_path / "sprung").is_dir()


def test_a_list_of_segments_that_cannot_be_is_refused_in_a_line(small_index: Path, tmp_path: Path) -> None:
    lists = dict(hostile_lists(small_index))
    to_run = commands(tmp_path)

    def faults(what: str) -> list[object]:
        write_segments(small_index, lists[what])
        return [
            (command, result.exit_code, result.output[:300], result.exception)
            for command in to_run
            if (result := run(small_index, command)).exit_code != 5 or result.stderr.count("\n") != 1 or result.stdout
        ]

    assert_none(faults, lists)
    assert asked(small_index) == [503] * 3


MANIFESTS: dict[str, dict[str, object]] = {
    "a number of articles in words": {"articles": "5"},
    "a fraction": {"articles": 5.0},
    "no number": {"articles": None},
    "fewer than none": {"articles": -5},
    "a time that is none": {"created": "\x1b[2Jbagdør"},
    "a time that is a list": {"created": ["2026"]},
    "a file elsewhere": {"files": {"../x": FileEntry(0, "0" * 64)}},
    "a file at the root": {"files": {"/etc/passwd": FileEntry(0, "0" * 64)}},
    "a file with a name for terminals": {"files": {"\x1b[2J": FileEntry(0, "0" * 64)}},
    "a size below zero": {"files": {"x": FileEntry(-1, "0" * 64)}},
    "a size in words": {"files": {"x": FileEntry("1", "0" * 64)}},  # type: ignore[arg-type]
    "a checksum that is a number": {"files": {"x": FileEntry(1, 7)}},  # type: ignore[arg-type]
    "a version in words": {"format_version": "6"},
    "a version that is a list": {"format_version": [[6]]},
    "an analysis that is a number": {"analysis": 7},
}


@pytest.mark.parametrize("what", MANIFESTS)
def test_a_manifest_that_cannot_be_is_refused_in_a_line(small_index: Path, tmp_path: Path, what: str) -> None:
    write_manifest(small_index, **MANIFESTS[what])
    for command in commands(tmp_path):
        result = run(small_index, command)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (5, "", 1), (command, result.output)
        assert "\x1b" not in result.stderr


FOOTERS: dict[str, Callable[[dict[str, object]], object]] = {
    "no arrays": lambda footer: footer.update(arrays={}),
    "no fields": lambda footer: footer.update(facts={}),
    "fields that are numbers": lambda footer: footer.update(facts={"documents": 5, "fields": {"id": 7}, "columns": []}),
    "columns that are not there": lambda footer: footer.update(
        facts={"documents": 5, "fields": {}, "columns": ["../x"]}
    ),
    "more articles than there are": lambda footer: footer["facts"].update(documents=2**60),  # type: ignore[attr-defined]
    "articles in words": lambda footer: footer["facts"].update(documents="fem"),  # type: ignore[attr-defined]
    "arrays of a negative length": lambda footer: footer.update(arrays={"stored": ["|u1", 64, -9, 0]}),
    "arrays at a fraction": lambda footer: footer.update(arrays={"stored": ["|u1", 64.0, 1, 0]}),
    "arrays that are huge": lambda footer: footer.update(arrays={"stored": ["|u1", 64, 10**30, 0]}),
}


@pytest.mark.parametrize("what", FOOTERS)
def test_a_segment_that_cannot_be_is_refused_in_a_line(small_index: Path, tmp_path: Path, what: str) -> None:
    rewrite_footer(segment(small_index), FOOTERS[what])
    seal(small_index)
    for command in commands(tmp_path):
        result = run(small_index, command)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (5, "", 1), (command, result.output)


def test_a_segment_in_place_of_the_lexicon_is_refused_in_a_line(small_index: Path, tmp_path: Path) -> None:
    shutil.copy(segment(small_index), live(small_index) / LEXICON_NAME)
    seal(small_index)
    for command in commands(tmp_path):
        result = run(small_index, command)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (5, "", 1), (command, result.output)


@pytest.mark.parametrize("name", ["manifest.json", "segments.json", LEXICON_NAME, "_MAIN_1.toc"])
@pytest.mark.parametrize("become", [os.mkfifo, lambda path: path.symlink_to("/etc/passwd")], ids=["pipe", "link"])
def test_what_is_no_file_is_neither_waited_for_nor_followed(
    small_index: Path, tmp_path: Path, become: Callable[[Path], object], name: str
) -> None:
    path = live(small_index) / name
    path.unlink()
    become(path)
    for command in commands(tmp_path):
        result = run(small_index, command)
        assert (result.exit_code, result.stdout) == (5, ""), command
        assert str(path) in result.stderr, command


def rewrite_footer(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change the footer of an array file, and put its checksum right."""
    data = path.read_bytes()
    at, length, *_ = TAIL.unpack(data[-TAIL.size :])
    footer = json.loads(data[at : at + length])
    change(footer)
    text = json.dumps(footer).encode()
    path.write_bytes(data[:at] + text + TAIL.pack(at, len(text), zlib.crc32(text), VERSION, MAGIC))
