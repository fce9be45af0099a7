"""The tree of a question: which articles match it, and what adds to their scores.

Nothing here knows how an index is read. `search.query` makes a tree, and an engine (`search.backend`) executes it. A
node matches articles and gives each of them a score: a term of the ranking field that of BM25, near words what they are
worth, any other leaf 0. `AllOf` and `AnyOf` add up what their children give.

Fields are those of `index.mapping`: `text` and `title_text` hold what words stand for, `title` and `body` words as they
are written, `id` and the keyword fields one value each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """The articles that have a term in a field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The articles in whose field these words stand one after another, as they are written."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The articles in whose field a word begins like this."""

    field: str
    start: str


@dataclass(frozen=True, slots=True)
class NearWords:
    """The articles with words that begin much as `word`, one as it is written, does: *terrorister* beside *terrorisme*.
    What they are worth is their score; which words are near is for the engine to say."""

    word: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """The articles of which the moment lies from `first` to `last`, both included, in microseconds since 1970 in UTC;
    no article without a date."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """The articles that match every child; none where there is no child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The articles that match one child at least."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The articles that do not match the child, each with the score 0."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Filter:
    """The articles that match the child, each with the same score."""

    child: "Node"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Boosted:
    """The articles that match the child; those of them that match `by`, too, have its score on top."""

    child: "Node"
    by: "Node"


Node: TypeAlias = Term | Phrase | Prefix | NearWords | DateRange | Everything | AllOf | AnyOf | Not | Filter | Boosted
"""A node of a tree. Nodes are compared by what they ask for."""


def any_of(nodes: Sequence[Node]) -> Node:
    """The articles that match one of `nodes` at least; their scores add up."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def all_of(nodes: Sequence[Node]) -> Node:
    """The articles that match every one of `nodes`; their scores add up."""
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))
