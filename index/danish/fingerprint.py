"""Which Danish an index was made with.

An index answers rightly only where questions are analysed as its articles were. So a generation records the
fingerprint of the analysis that made it, and one with another fingerprint is not opened.

The fingerprint is taken of everything that the analysis is made of: the source of each module of this package as Python
reads it, the word tables, and Snowball's stems of some words. Nobody who adds a rule has to list it here. What changes
no term is left out: comments, docstrings, type hints, layout. So is `wordfreq`, as what a lexicon took from it lies in
the index; and Python's own Unicode tables, which newer versions add characters to and leave the others as they are.
"""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter

from index.danish.stem import snowball
from index.danish.tables import TABLES, parse_table

SNOWBALL_ENDINGS = (
    "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes eres "
    "ens hedens erens ers ets erets et eret s t igst ig lig elig els løst kt dt gg"
)
"""An ending for each rule of Snowball's Danish algorithm: another release of it may have other rules."""

_WITHOUT_EFFECT = frozenset(("annotation", "returns", "type_params", "ctx", "simple"))
"""Fields of syntax nodes that do not matter to what a module does: type hints, and what follows from other fields."""


@cache
def fingerprint() -> str:
    """SHA-256, in hex, of the analysis as it is installed; it takes some 20 ms, once a process."""
    return fingerprint_of(files(__package__), TABLES)


def fingerprint_of(package: Traversable, tables: Traversable) -> str:
    """The fingerprint of the modules in one folder and the word tables in another, the same on every interpreter."""
    digest = hashlib.sha256()
    for path in _named(package, ".py"):
        _add(digest, path.name, canonical(path.read_text(encoding="utf-8")))
    for path in _named(tables, ".txt"):
        _add(digest, path.name, ascii(parse_table(path.read_text(encoding="utf-8"))))
    _add(digest, "snowball", ascii([snowball(f"landbrug{ending}") for ending in SNOWBALL_ENDINGS.split()]))
    return digest.hexdigest()


def canonical(source: str) -> str:
    """What a module does, for comparison: its syntax tree without docstrings and type hints.

    >>> canonical("SHORTEST: int = 3  # Letters.") == canonical("SHORTEST = (3)")
    True
    >>> canonical("SHORTEST = 3") == canonical("SHORTEST = 4")
    False
    """
    written: list[str] = []
    _write(ast.parse(source), written)
    return " ".join(written)


def _named(folder: Traversable, ending: str) -> list[Traversable]:
    return sorted((path for path in folder.iterdir() if path.name.endswith(ending)), key=attrgetter("name"))


def _add(digest: "hashlib._Hash", name: str, text: str) -> None:
    digest.update(f"{name}\0{text}\0".encode("ascii"))


def _write(node: object, written: list[str]) -> None:
    """Append a node to what is written, in ASCII; fields that are empty are left out, as other versions of Python may
    not have them."""
    if isinstance(node, ast.AST):
        written.append(f"{'Assign' if isinstance(node, ast.AnnAssign) else type(node).__name__}(")
        for name, value in _fields(node):
            written.append(f"{name}=")
            _write(value, written)
        written.append(")")
    elif isinstance(node, list):
        written.append("[")
        for item in node:
            if not _does_nothing(item):
                _write(item, written)
        written.append("]")
    else:
        written.append(ascii(node))


def _fields(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The fields of a node that matter; an assignment with a type hint has those of one without."""
    for name in node._fields:
        value = getattr(node, name, None)
        if name == "target" and isinstance(node, ast.AnnAssign):
            yield "targets", [value]
        elif name not in _WITHOUT_EFFECT and value is not None and value != []:
            yield name, value


def _does_nothing(node: object) -> bool:
    """Whether a statement does nothing, as docstrings do, those of constants too."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
