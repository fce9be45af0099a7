"""What the command `opslag` prints, and where: reports on output, errors and progress beside it; and what it does when
that cannot be printed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import Store, rebuild
from opslag import main
from tests.faults.process import start, write_articles
from tests.faults.terminal import Terminal

Opslag = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    source = folder / "articles.jsonl"
    source.write_text('{"id": "kro", "body": "Kroen i Rågeby åbner."}')
    rebuild([source], Store(folder / "index"))
    return folder / "index"


def test_a_rebuild_reports_on_output_and_lists_what_it_rejects_on_errors(tmp_path: Path, opslag: Opslag) -> None:
    source = tmp_path / "mixed.jsonl"
    source.write_text("\n".join(['{"id": "a", "body": "Én."}', *["[]"] * 103, '{"id": "a", "body": "To."}']))
    done = opslag("rebuild", source, "--index", tmp_path / "index")
    assert done.returncode == 0
    assert done.stdout == "105 articles read: 1 indexed, 103 rejected, 1 duplicates.\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 101
    assert all(line.startswith(f"{source}:{number}: ") for number, line in enumerate(lines[:100], 2))
    assert lines[100] == "... and 3 more rejected"


def test_progress_is_shown_on_a_terminal_and_not_in_a_pipe(tmp_path: Path, opslag: Opslag) -> None:
    source = write_articles(tmp_path / "many.jsonl", "første", 300)
    arguments = ("rebuild", "--workers", 1, "--index", tmp_path / "index", source)
    terminal = Terminal(*arguments, folder=tmp_path)
    printed = terminal.printed()
    assert terminal.process.returncode == 0
    for sign in ("Indexing", "a second", "300 articles read: 300 indexed"):
        assert sign in printed
    piped = opslag(*arguments)
    assert (piped.returncode, piped.stderr) == (0, "")
    assert piped.stdout == "300 articles read: 300 indexed, 0 rejected, 0 duplicates.\n"


def test_bytes_that_are_no_utf_8_are_no_traceback(index: Path, opslag: Opslag) -> None:
    odd = os.fsdecode(b"kroen \xff")
    found = opslag("search", odd, "--json", "--index", index)
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["total"] == 1
    for arguments, status in (
        (["search", odd, "--index", str(index)], 0),
        (["search", "kroen", "--source", odd, "--index", str(index)], 0),
        (["analyze", odd], 0),
        (["rebuild", odd], 2),
        (["info", "--index", odd], 4),
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == status, arguments
        assert result.exception is None or isinstance(result.exception, SystemExit), arguments


def test_letters_that_a_terminal_lacks_are_no_traceback(index: Path, opslag: Opslag) -> None:
    done = opslag("search", "kroen", "--index", index, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert r"R\xe5geby \xe5bner" in done.stdout


def test_where_a_score_comes_from_is_told_in_shares_that_are_never_nothing(tmp_path: Path, opslag: Opslag) -> None:
    source = tmp_path / "articles.jsonl"
    bodies = ["Færgeskipper Madsen er gået i land.", *(f"Nummer {number} er gået i land." for number in range(200))]
    source.write_text("".join(json.dumps({"body": body}) + "\n" for body in bodies))
    assert opslag("rebuild", source, "--index", tmp_path / "index").returncode == 0
    found = opslag("search", "en færge er", "--explain", "--index", tmp_path / "index", "--limit", 1).stdout
    shares = dict(line.strip().split(" ", 1)[::-1] for line in found.splitlines() if "% " in line)
    assert shares["er, in a form of its own (er)"] == "<1%"
    assert float(shares["færge, as a part (Færgeskipper)"].rstrip("%")) > 30


def test_what_would_command_the_terminal_is_shown_as_text(tmp_path: Path, opslag: Opslag) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps({"title": "Kro \x1b[2J\x07", "body": "Kro\x9b31m.", "source": "A\x1b]0;x"}))
    opslag("rebuild", source, "--index", tmp_path / "index")
    done = opslag("search", "kro", "--index", tmp_path / "index")
    assert done.returncode == 0
    assert "Kro �[2J�" in done.stdout
    assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout)


@pytest.mark.slow
def test_output_that_cannot_be_written_is_one_line(index: Path) -> None:
    code = "import os, subprocess, sys; sys.exit(subprocess.call(sys.argv[1:], stdout=open('/dev/full', 'w')))"
    for command in (["info"], ["search", "kroen"]):
        process = start(*command, "--index", index, folder=index.parent, before=(sys.executable, "-c", code))
        assert process.communicate() == ("", "Error: [Errno 28] No space left on device\n")
        assert process.returncode == 1


def test_a_reader_that_has_heard_enough_hears_no_complaint(index: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "import os, subprocess, sys; sys.exit(subprocess.call(sys.argv[2:], stdout=int(sys.argv[1])))"
    before = (sys.executable, "-c", code, str(writer))
    process = start("info", "--index", index, folder=index.parent, before=before, pass_fds=(writer,))
    os.close(writer)
    assert process.communicate() == ("", "")
    assert process.returncode == 1
