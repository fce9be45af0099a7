"""Which functions are run: `observed` code tells of each when it begins."""

import ast

functions: set[tuple[str, int]] = set()
"""The functions that were run since somebody looked, by file and line."""

_IMPORT = "from tests.mutants.seen import seen as _seen"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def seen(file: str, line: int) -> None:
    """Note that a function is run."""
    functions.add((file, line))


def observed(code: str, file: str) -> str:
    """The code of a file, whose functions tell when they are run."""
    tree = ast.parse(code)
    for function in _functions(tree):
        _put_first(function, f"_seen({file!r}, {function.lineno})")
    _put_first(tree, _IMPORT)
    return ast.unparse(tree)


def function_at(code: str, line: int) -> int | None:
    """The line of the innermost function that a line is in; None where it is in none."""
    around = [
        function.lineno
        for function in _functions(ast.parse(code))
        if min(node.lineno for node in (function, *function.decorator_list)) <= line <= (function.end_lineno or 0)
    ]
    return max(around, default=None)


def _functions(tree: ast.Module) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def _put_first(place: ast.Module | Function, statement: str) -> None:
    """Put a statement behind a docstring and what has to stand before all others."""
    at = 0
    while at < len(place.body) and (
        (at == 0 and ast.get_docstring(place, clean=False) is not None)
        or (isinstance(node := place.body[at], ast.ImportFrom) and node.module == "__future__")
    ):
        at += 1
    place.body[at:at] = ast.parse(statement).body
