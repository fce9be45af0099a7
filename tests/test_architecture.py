"""The house: `opslag.py -> web -> search -> index`, never back; Whoosh in few rooms."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.cases import assert_none

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


def imported(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules.add(node.module or "")
    return modules


def test_arrows_point_one_way() -> None:
    def upward(path: Path) -> set[str]:
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        rooms = {name.split(".")[0] for name in imported(path)} & {*ROOMS, "data"}
        return rooms - {room} - MAY_IMPORT[room]

    assert_none(upward, SOURCES)


def test_web_knows_nothing_of_whoosh() -> None:
    for path in (ROOT / "web").rglob("*.py"):
        assert not any(module.split(".")[0] == "whoosh" for module in imported(path)), path


def test_servers_load_nothing_that_only_commands_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, web; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "whoosh" in loaded
    assert not {"wordfreq", "ir_measures", "pytrec_eval"} & {*loaded}


def test_every_file_says_what_it_is() -> None:
    silent = [path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []
