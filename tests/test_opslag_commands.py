"""The command `opslag` as its users meet it: exit statuses, help, where the index lies, what is printed where; no
traceback, whatever is typed."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from index import BuildFailed, DamagedIndex, IndexLocked, NoIndex, OpslagError, Store, UnknownFormat, rebuild
from opslag import main
from search import BudgetExceeded, QueryError
from tests.cases import assert_each
from web.parameters import BadParameter

COMMANDS = sorted(main.commands)

ARTICLES = (
    {"id": "fyr", "title": "Fyret tændes", "body": "Fyret på Vesterholm tændes igen.", "published": "2019-03-02"},
    {"id": "kro", "body": "Kroen i Rågeby åbner.", "source": "Havneposten", "published": "2024-11-30"},
    {"id": "bro", "body": "Broen er lukket hele sommeren."},
)

Opslag = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and things that are none."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(article) for article in ARTICLES))
    (folder / "bad.jsonl").write_text('{"body": "Havnen fryser til."}\n{"title": "uden brødtekst"}\n')
    (folder / "empty.jsonl").write_text("")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "nothing").mkdir()
    rebuild([folder / "articles.jsonl"], Store(folder / "index"))
    return folder


def invoke(shelf: Path, command: str, **environment: str | None) -> Result:
    """Run a command line in which `@name` is something on the shelf."""
    arguments = [str(shelf / word[1:]) if word.startswith("@") else word.replace("_", " ") for word in command.split()]
    return CliRunner().invoke(main, arguments, env={"OPSLAG_INDEX": str(shelf / "index"), **environment})


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("rebuild @articles.jsonl --index @new", 0),
        ("rebuild @bad.jsonl --index @new", 0),
        ("rebuild @articles.jsonl @bad.jsonl --workers 1 --index @new", 0),
        ("rebuild @bad.jsonl --strict --index @new", 1),
        ("rebuild @empty.jsonl --index @new", 1),
        ("rebuild @nothing --index @new", 1),
        ("rebuild @articles.jsonl --index @photo.png", 1),
        ("rebuild --index @new", 2),
        ("rebuild @photo.png --index @new", 2),
        ("rebuild @nowhere.jsonl --index @new", 2),
        ("rebuild @articles.jsonl --workers 0 --index @new", 2),
        ("rebuild @articles.jsonl --workers many --index @new", 2),
        ("add @articles.jsonl --index @added", 0),
        ("add @articles.jsonl @bad.jsonl --index @added", 0),
        ("add @bad.jsonl --strict", 1),
        ("add @empty.jsonl", 1),
        ("add @articles.jsonl --index @photo.png", 1),
        ("add", 2),
        ("add @photo.png", 2),
        ("add @nowhere.jsonl", 2),
        ("remove intet", 1),
        ("remove", 2),
        ("remove fyr --index @nothing", 4),
        ("optimize", 0),
        ("optimize again", 2),
        ("optimize --index @nothing", 4),
        ("search fyret", 0),
        ("search fyret --json", 0),
        ("search intetsteds", 0),
        ("search fyret --from 2020 --to 2019", 2),
        ("search fyret --from 2019-02-30", 2),
        ("search fyret --limit 0", 2),
        ("search fyret --limit 51", 2),
        ("search fyret --page 101", 2),
        ("search fyret --sort smukkest", 2),
        (f"search {'f' * 1001}", 2),
        ("search", 2),
        ("search fyret --index @nothing", 4),
        ("search fyret --index @photo.png", 4),
        ("check", 0),
        ("check --index @nothing", 4),
        ("check --index @nowhere", 4),
        ("check again", 2),
        ("info", 0),
        ("info --index @nothing", 4),
        ("info --json", 2),
        ("serve --index @nothing", 4),
        ("serve --port 70000", 2),
        ("serve --workers 0", 2),
        ("analyze USA's_forsvarsministre_i_Århus", 0),
        ("analyze", 2),
        ("evaluate @nothing", 1),
        ("evaluate @nowhere", 2),
        ("evaluate", 2),
        ("forget", 2),
        ("--forget", 2),
    ],
)
def test_every_command_ends_with_the_status_of_what_happened(shelf: Path, command: str, status: int) -> None:
    result = invoke(shelf, command)
    assert result.exit_code == status, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    if status:
        assert result.stderr.splitlines()[-1].startswith("Error: ")
        assert result.stdout == ""
    else:
        assert result.stdout
        assert "Error" not in result.stderr


def test_a_rebuild_lists_what_it_rejects_on_errors_and_counts_on_output(shelf: Path) -> None:
    result = invoke(shelf, "rebuild @bad.jsonl --index @new")
    assert result.stdout == "2 articles read: 1 indexed, 1 rejected, 0 duplicates.\n"
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{shelf / 'bad.jsonl'}:2: ")
    assert "body" in line


ERRORS = {
    IndexLocked("taget"): 3,
    NoIndex("intet"): 4,
    DamagedIndex("ødelagt"): 5,
    QueryError("words", "for mange"): 2,
    BadParameter("sort", "ulæseligt"): 2,
    UnknownFormat(Path("foto.png")): 2,
    BuildFailed("mislykket"): 1,
    OpslagError("galt"): 1,
    BudgetExceeded("for længe"): 1,
    OSError(28, "No space left on device"): 1,
}
"""What may go wrong in any command, and the status it ends with."""


def test_every_error_ends_a_command_with_its_status_and_its_sentence() -> None:
    def ended(error: Exception) -> tuple[int, str, str]:
        def fail() -> None:
            raise error

        main.add_command(click.Command("fail", callback=fail))
        try:
            result = CliRunner().invoke(main, ["fail"])
        finally:
            del main.commands["fail"]
        return result.exit_code, result.stdout, result.stderr

    assert_each(ended, {error: (status, "", f"Error: {error}\n") for error, status in ERRORS.items()})


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(shelf: Path, command: str, option: str) -> None:
    result = invoke(shelf, f"{command} {option}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: main {command}".rstrip())
    if not command:
        assert set(COMMANDS) <= set(result.stdout.split())
        assert "Exit status: 0 done; 1 failed; 2 wrong usage" in result.stdout
    elif command not in ("analyze", "evaluate"):
        assert "--index DIR" in result.stdout
        assert "[env var: OPSLAG_INDEX; default: var/index]" in " ".join(result.stdout.split())


def test_the_index_is_named_by_option_or_environment_or_lies_in_var_index(
    shelf: Path, tmp_path: Path, opslag: Opslag
) -> None:
    missing = str(shelf / "nothing")
    assert invoke(shelf, "info").exit_code == 0
    assert invoke(shelf, "info", OPSLAG_INDEX=missing).stderr.startswith(f"Error: {missing}: no index here")
    assert invoke(shelf, "info --index @index", OPSLAG_INDEX=missing).exit_code == 0
    unset = opslag("info")
    assert (unset.returncode, unset.stderr) == (4, "Error: var/index: no index here; run opslag rebuild\n")
    assert opslag("rebuild", shelf / "articles.jsonl").returncode == 0
    assert (tmp_path / "var" / "index" / "current").is_symlink()
    assert opslag("info", env={"OPSLAG_INDEX": ""}).returncode == 0


def test_info_says_what_the_index_holds(shelf: Path) -> None:
    rows = dict(line.split(":", 1) for line in invoke(shelf, "info").stdout.splitlines())
    rows = {name: value.strip() for name, value in rows.items()}
    live = (shelf / "index" / "current").resolve()
    size = sum(path.stat().st_size for path in live.iterdir() if path.name != "manifest.json")
    assert rows["generation"] == live.name
    assert rows["articles"] == "3"
    assert rows["sources"] == "1"
    assert rows["dates"] == "2019-03-02 to 2024-11-30"
    assert rows["size"] == f"{size / 1e6:.1f} MB"
    assert {"id", "body", "published", "section", "source", "title"} <= set(rows["fields"].split(", "))


def test_articles_are_added_replaced_and_removed(shelf: Path) -> None:
    assert invoke(shelf, "add @articles.jsonl --index @other").stdout.startswith("3 articles read: 3 indexed, ")
    (shelf / "more.jsonl").write_text(
        '{"id": "kro", "body": "Kroen i Rågeby er brændt."}\n{"id": "å", "body": "Åen."}\n'
    )
    assert invoke(shelf, "add @more.jsonl --index @other").stdout.startswith("2 articles read: 2 indexed, ")
    found = json.loads(invoke(shelf, "search brændt --json --index @other").stdout)
    assert [hit["id"] for hit in found["hits"]] == ["kro"]
    removed = invoke(shelf, "remove kro å forkert --index @other")
    assert (removed.exit_code, removed.stderr) == (0, "forkert: not in the index\n")
    assert removed.stdout == "2 removed, 1 not in the index.\n"
    assert invoke(shelf, "search kroen --exact --index @other").stdout.startswith("0 articles")
    refused = invoke(shelf, "remove kro --index @other")
    assert refused.stderr == f"Error: {shelf / 'other'}: no article has any of these ids; the index is as it was\n"
    assert invoke(shelf, "optimize --index @other").stdout == "2 articles in one segment.\n"
    assert invoke(shelf, "check --index @other").exit_code == 0


def test_a_refused_command_says_nothing_on_output_and_one_line_on_errors(shelf: Path, opslag: Opslag) -> None:
    done = opslag("check", "--index", shelf / "nowhere")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == f"Error: {shelf / 'nowhere'}: no index here; run opslag rebuild\n"
