"""Mutants of a file: mutmut's operators, on every expression of it, also where mutmut itself does not go: constants,
tables, decorated functions."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_assignment, operator_string

IN_TYPES = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)
"""Where nothing is changed: what is there is checked by mypy, or fails as the file is loaded."""

STATES = "strict"
"""An argument that states what holds, as an assertion does: that it never speaks is no matter of tests."""

MARK = "XX"
"""What mutmut puts around a string. It writes them in other letters too; one way is enough."""


@dataclass(frozen=True)
class Mutant:
    """A file with one change."""

    path: Path
    code: str
    mutated: str
    line: int
    """The line where it begins, from 1."""

    @property
    def diff(self) -> str:
        """The change, as a unified diff without context."""
        pair = (self.code.splitlines(), self.mutated.splitlines())
        names = f"{self.path}:{self.line}", "mutated"
        return "\n".join(difflib.unified_diff(*pair, *names, n=0, lineterm=""))

    @property
    def change(self) -> tuple[str, str]:
        """What is taken out and what is put in, a line each, stripped."""
        lines = [line for line in self.diff.splitlines()[2:] if line[0] in "+-"]
        gone, come = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
        return gone, come


@dataclass(frozen=True)
class Place:
    """A node of a file, and what may stand there instead; it becomes a mutant when it is wanted."""

    path: Path
    module: cst.Module
    node: cst.CSTNode
    instead: cst.CSTNode
    line: int

    def mutant(self) -> Mutant:
        mutated = self.module.deep_replace(self.node, self.instead)
        assert isinstance(mutated, cst.Module)
        return Mutant(self.path, self.module.code, mutated.code, self.line)


def places(path: Path, root: Path) -> list[Place]:
    """All that can be changed in a file, in its order; its path is told from `root` on."""
    wrapper = MetadataWrapper(cst.parse_module((root / path).read_text(encoding="utf-8")), unsafe_skip_copy=True)
    ranges = wrapper.resolve(PositionProvider)
    return [
        Place(path, wrapper.module, node, instead, ranges[node].start.line if node in ranges else line)
        for node, line, deep in _nodes(wrapper.module, ranges)
        for instead in _instead(node, deep)
    ]


def _nodes(
    node: cst.CSTNode, ranges: "Mapping[cst.CSTNode, CodeRange]", line: int = 1, deep: bool = False
) -> Iterator[tuple[cst.CSTNode, int, bool]]:
    """The nodes below one, each with the line of the innermost that has one, and whether it is in a function."""
    for child in node.children:
        if not isinstance(child, IN_TYPES) and not _states(child):
            within = deep or isinstance(child, (cst.FunctionDef, cst.Lambda))
            begins = ranges[child].start.line if child in ranges else line
            yield child, begins, within
            yield from _nodes(child, ranges, begins, within)


def _instead(node: cst.CSTNode, deep: bool) -> Iterator[cst.CSTNode]:
    """What may stand instead of a node. The words of people are no matter of tests, nor is a name of a type."""
    for kind, operator in mutation_operators:
        if not isinstance(node, kind) or (operator is operator_assignment and not deep):
            continue
        for instead in operator(node):
            if (operator is not operator_string or _is_marked(node, instead)) and _statements(node) == _statements(
                instead
            ):
                yield instead


def _states(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == STATES


def _statements(node: cst.CSTNode) -> list[cst.CSTNode]:
    return [child for child in node.children if _states(child)] if isinstance(node, cst.Call) else []


def _is_marked(node: cst.CSTNode, instead: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.SimpleString)
        and isinstance(instead, cst.SimpleString)
        and not set(" \n") & set(node.raw_value)
        and instead.raw_value == f"{MARK}{node.raw_value}{MARK}"
    )
