"""The house: `opslag.py -> web -> search -> index`, never back; Whoosh and segments in few rooms."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.cases import assert_none
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


def test_arrows_point_one_way() -> None:
    def upward(path: Path) -> set[str]:
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        rooms = {name.split(".")[0] for name in imported(path)} & {*ROOMS, "data"}
        return rooms - {room} - MAY_IMPORT[room]

    assert_none(upward, SOURCES)


WHOOSH_ROOMS = ("index/columnar/whoosh/", "search/whoosh/", "index/danish/")
"""Who may import Whoosh: the rooms made for it, and the steps of the Danish analysis, which are its filters."""

WHOOSH_CLASSES = {"index/schema.py", "index/columnar/codec.py"}
"""The schema and the segment, which a table of contents names by their modules."""


def importers(room: str, module: str) -> set[str]:
    """The files of a room that import a module, or one below it."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / room).rglob("*.py")
        if any(f"{name}.".startswith(f"{module}.") for name in imported(path))
    }


def test_whoosh_stays_in_its_rooms() -> None:
    found = importers("index", "whoosh") | importers("search", "whoosh") | importers("web", "whoosh")
    assert {path for path in found if not path.startswith(WHOOSH_ROOMS)} == WHOOSH_CLASSES


UNPICKLING = {"TOC", "FileIndex", "open_dir", "open_reader", "loads", "Unpickler", "read_pickle", "open_index"}
"""What reads a pickle, or Whoosh's table of contents, which is one."""


def unpickling(path: Path) -> set[str]:
    """What a file names that reads a pickle."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    used = {alias.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    used |= {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)} - {"json.loads"}
    return {name for name in used if name.rpartition(".")[2] in {*UNPICKLING, "pickle", "marshal", "shelve"}}


def test_nothing_reads_a_pickle_but_the_room_of_whoosh() -> None:
    room = ROOT / "index/columnar/whoosh"
    assert_none(unpickling, [path for path in SOURCES if path.parent != room])
    assert any(map(unpickling, room.glob("*.py")))


def test_only_engines_know_what_a_segment_looks_like() -> None:
    engines = ("search/columnar/", "search/whoosh/")
    assert [path for path in importers("search", "index.columnar") if not path.startswith(engines)] == []
    assert importers("web", "index.columnar") == set()


def loaded(path: Path) -> set[Path]:
    """The files of the product that a file imports, and those that these import."""
    found, left = set[Path](), [path]
    while left:
        modules = [ROOT.joinpath(*name.split(".")) for name in imported(left.pop())]
        files = [file for module in modules for file in (module / "__init__.py", module.with_suffix(".py"))]
        new = {file for file in files if file in SOURCES} - found
        found |= new
        left += new
    return found


def test_an_article_loads_no_engine() -> None:
    files = {str(path.relative_to(ROOT)) for path in loaded(ROOT / "index/article.py")}
    assert "index/danish/sentences.py" in files
    assert not {file for file in files if file.startswith("index/columnar/")}


def test_questions_are_asked_through_the_seam() -> None:
    outside = {path for path in importers("search", "search.columnar") if not path.startswith("search/columnar/")}
    assert {path for path in outside if not path.startswith("search/whoosh/")} == {"search/engine.py"}
    assert importers("web", "search.columnar") == importers("web", "search.whoosh") == set()


def test_servers_load_nothing_that_only_commands_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, web; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "whoosh" in loaded
    assert not {"wordfreq", "ir_measures", "pytrec_eval"} & {*loaded}


def test_every_file_says_what_it_is() -> None:
    silent = [path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []
