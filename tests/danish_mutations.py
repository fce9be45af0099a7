"""Changes of the Danish analysis, one at a time, and which of them its fingerprint notices:

    python -m tests.danish_mutations

In every module of `index/danish` each number, string and other constant is changed once, patterns among them, and each
operator; in the tables of `data/danish` each word is changed once, and each line left out.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import EllipsisType

from index.danish.fingerprint import fingerprint_of

ROOT = Path(__file__).parent.parent
PACKAGE, TABLES = ROOT / "index" / "danish", ROOT / "data" / "danish"

OTHER_OPERATOR: dict[type[ast.AST], ast.AST] = {
    ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(), ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(), ast.In: ast.NotIn(), ast.NotIn: ast.In(), ast.Is: ast.IsNot(), ast.IsNot: ast.Is(),
    ast.And: ast.Or(), ast.Or: ast.And(), ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Add(),
    ast.Div: ast.Mult(), ast.FloorDiv: ast.Mult(), ast.Mod: ast.Mult(), ast.Pow: ast.Mult(), ast.LShift: ast.RShift(),
    ast.RShift: ast.LShift(), ast.BitAnd: ast.BitOr(), ast.BitOr: ast.BitAnd(), ast.UAdd: ast.USub(),
    ast.USub: ast.UAdd(), ast.Not: ast.USub(), ast.Invert: ast.USub(),
}  # fmt: skip


Constant = str | bytes | int | float | complex | EllipsisType | None


@dataclass(frozen=True)
class Mutation:
    """One change: the file, the statement or line as it is, and as it would be."""

    file: Path
    was: str
    what: str
    becomes: str


def mutations() -> Iterator[Mutation]:
    """All of them."""
    for path in sorted(PACKAGE.glob("*.py")):
        yield from _of_module(path)
    for path in sorted(TABLES.glob("*.txt")):
        yield from _of_table(path)


def unnoticed(changes: Iterator[Mutation]) -> tuple[Sequence[Mutation], int]:
    """The changes after which the fingerprint is as it was, and how many were tried. So that this takes seconds, the
    statement or line that is changed is taken for all there is of the analysis."""
    missed, tried = [], 0
    with TemporaryDirectory(prefix="opslag-mutations-") as folder:
        alone = cache(partial(_alone, Path(folder)))
        for change in changes:
            tried += 1
            if alone(change.file.name, change.becomes) == alone(change.file.name, change.was):
                missed.append(change)
    return missed, tried


def _alone(folder: Path, name: str, text: str) -> str:
    """The fingerprint of an analysis that consists of one file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    found = fingerprint_of(folder, folder)
    file.unlink()  # A file that is written over and over is seen to the disk each time.
    return found


def _of_module(path: Path) -> Iterator[Mutation]:
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        was = ast.unparse(statement)
        for what in _changed(statement):
            yield Mutation(path, was, f"line {statement.lineno} on: {what}", ast.unparse(statement))


def _changed(node: ast.AST) -> Iterator[str]:
    """What was changed in a syntax tree, which is so until the next one is asked for."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"}:
            continue
        children = value if isinstance(value, list) else [value]
        for place, child in enumerate(children):
            if isinstance(child, ast.Constant) and not isinstance(node, ast.Expr):
                was = child.value
                child.value = _another(was)
                yield f"{was!a} is {child.value!a}"
                child.value = was
            elif type(child) in OTHER_OPERATOR:
                other = OTHER_OPERATOR[type(child)]
                _put(node, field, place, other)
                yield f"{type(child).__name__} is {type(other).__name__}"
                _put(node, field, place, child)
            elif isinstance(child, ast.AST):
                yield from _changed(child)


def _put(node: ast.AST, field: str, place: int, child: ast.AST) -> None:
    value = getattr(node, field)
    if isinstance(value, list):
        value[place] = child
    else:
        setattr(node, field, child)


def _another(constant: Constant) -> Constant:
    """A constant of the same kind, but another."""
    if isinstance(constant, bool):
        return not constant
    if isinstance(constant, int | float):
        return constant + 1
    if isinstance(constant, str):
        return f"{constant}x"
    return constant + b"x" if isinstance(constant, bytes) else 0


def _of_table(path: Path) -> Iterator[Mutation]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.partition("#")[0].split()
        changed = [" ".join([*words[:at], f"{word}x", *words[at + 1 :]]) for at, word in enumerate(words)]
        for becomes in [*changed, ""] if words else []:
            yield Mutation(path, line, f"line {number}: {becomes!r}", becomes)


def main() -> None:
    """Print how many there are, and how many are noticed; those that are not, line by line."""
    missed, tried = unnoticed(mutations())
    for change in missed:
        print(f"{change.file.relative_to(ROOT)}, {change.what}")
    print(f"mutations noticed: {tried - len(missed)} of {tried}")


if __name__ == "__main__":
    main()
