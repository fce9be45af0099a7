"""The house: `opslag.py -> web -> search -> index`, never back; Whoosh in few rooms."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports import imported

ROOT = Path(__file__).parent.parent
ROOMS = ("index", "search", "web", "opslag")
MAY_IMPORT = {
    "index": set(),
    "search": {"index"},
    "web": {"index", "search", "data"},
    "opslag": {"index", "search", "web"},
    "data": set(),
}
SOURCES = [
    *sorted(path for room in ("index", "search", "web", "data") for path in (ROOT / room).rglob("*.py")),
    ROOT / "opslag.py",
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    rooms = {name.split(".")[0] for name in imported(path)} & {*ROOMS, "data"}
    assert rooms - {room} <= MAY_IMPORT[room]


def test_web_knows_nothing_of_whoosh() -> None:
    for path in (ROOT / "web").rglob("*.py"):
        assert not any(module.split(".")[0] == "whoosh" for module in imported(path)), path


def test_servers_load_nothing_that_only_commands_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, web; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "whoosh" in loaded
    assert not {"wordfreq", "ir_measures", "pytrec_eval"} & {*loaded}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
