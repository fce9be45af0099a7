"""The figures of the house, counted: which files know Whoosh and the arrays, how long they are, how often a question is
cut into pieces.

    python -m tests.house

The house is the checkout whose packages are imported. One that has no such program is counted by a copy of
`tests/house.py`, `tests/imports.py` and `tests/answers` in a folder of its own:

    PYTHONPATH=folder-above-the-copied-tests checkout/.venv/bin/python -P -m tests.house
"""

import ast
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient
from rich import box
from rich.console import Console
from rich.table import Table

from search.lexer import pieces
from tests.answers.asking import client
from tests.answers.indexes import HOUSE, opslag
from tests.imports import imported

ROOMS = ("opslag.py", "data", "index", "search", "web")

ARRAYS = "index.columnar"
"""The package of the arrays; its own files are not counted among those that import it."""

WIDTH = 100

QUESTION, MISSPELT = "færge kommune", "faerge"
"""A question about the sample articles, and one that is corrected."""


def main() -> None:
    """Count and print."""
    table = Table("figure", "where", "count", box=box.MARKDOWN)
    for rows in (importers(), longest(), lexed()):
        for row in rows:
            table.add_row(*row)
        table.add_section()
    Console(width=WIDTH).print(f"The house in {HOUSE}:", table, highlight=False)


Row = tuple[str, str, str]


def importers() -> Iterator[Row]:
    """How many files of each folder import Whoosh, the arrays, and the arrays past their face."""
    modules = {path: imported(path) for path in files()}
    outside = {path: found for path, found in modules.items() if ARRAYS.split(".") != [*_parts(path)[:2]]}
    yield from _by_folder("files that import whoosh", modules, "whoosh")
    yield from _by_folder(f"files that import {ARRAYS}", outside, ARRAYS)
    yield from _by_folder(f"... and past its face, {ARRAYS}.x", outside, f"{ARRAYS}.")


def longest() -> Iterator[Row]:
    """The longest file, and the longest function."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files()}
    path = max(lengths, key=lengths.__getitem__)
    yield "lines of the longest file", str(path.relative_to(HOUSE)), str(lengths[path])
    length, name, path = max(found for path in files() for found in _functions(path))
    yield "lines of the longest function", f"{path.relative_to(HOUSE)}, {name}", str(length)


def lexed() -> Iterator[Row]:
    """How often a question is cut into pieces while it is answered."""
    with tempfile.TemporaryDirectory(prefix="opslag-house-") as name:
        index = Path(name) / "index"
        opslag("rebuild", "--sample", index=index)
        reader = client(index)
        assert reader.get(f"/api/search?q={MISSPELT}").get_json()["corrected"], "the misspelt question is not corrected"
        hit = reader.get(f"/api/search?q={quote(QUESTION)}").get_json()["hits"][1]
        asked = {
            "a question, over the API": f"/api/search?q={quote(QUESTION)}",
            "a question, on the page": f"/soeg?q={quote(QUESTION)}",
            "a misspelt question, corrected": f"/soeg?q={MISSPELT}",
            "an article opened from a hit": f"{hit['href']}?q={quote(QUESTION)}&nr=2",
            "an article opened from a corrected hit": f"{hit['href']}?q={MISSPELT}&nr=2",
            "an export": f"/soeg.jsonl?q={quote(QUESTION)}",
            "a corrected export": f"/soeg.jsonl?q={MISSPELT}",
        }
        for what, address in asked.items():
            yield "times a question is cut into pieces", what, str(_calls(pieces.__code__, reader, address))


def files() -> Sequence[Path]:
    """The files of the product."""
    found = ([HOUSE / room] if room.endswith(".py") else sorted((HOUSE / room).rglob("*.py")) for room in ROOMS)
    return [path for paths in found for path in paths]


def _parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(HOUSE).parts


def _by_folder(what: str, modules: Mapping[Path, set[str]], name: str) -> Iterator[Row]:
    """How many of the files that import `modules` import that of a `name`, by folder and altogether. A name that ends
    in a point stands for what lies in that package."""

    def counts(found: set[str]) -> bool:
        return any(module.startswith(name if name.endswith(".") else f"{name}.") or module == name for module in found)

    importing = {path for path, found in modules.items() if counts(found)}
    for folder in sorted({path.parent for path in importing}):
        inside = [path for path in modules if path.parent == folder]
        here = len(importing.intersection(inside))
        yield what, str(folder.relative_to(HOUSE)) + "/", f"{here} of {len(inside)}"
    yield what, "altogether", f"{len(importing)} of {len(modules)}"


def _functions(path: Path) -> Iterator[tuple[int, str, Path]]:
    """The functions of a file, each with its lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, node.name, path


def _calls(code: CodeType, reader: FlaskClient, address: str) -> int:
    """How often a function is called while `address` is answered."""
    calls = 0

    def look(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code is code

    sys.setprofile(look)
    try:
        response = reader.get(address, buffered=True)
    finally:
        sys.setprofile(None)
    assert response.status_code == 200, address
    return calls


if __name__ == "__main__":
    main()
