"""The query tree: which articles match a question, and what their scores are made of.

Nothing here knows how an index is read. `search.query` builds a tree, and an engine (`search.backend`) executes it.
Each node matches articles and gives each of them a score. A term of the ranking field scores by BM25, near words by a
weaker BM25 of their own, and every other leaf scores 0. `AllOf` and `AnyOf` sum the scores of their children.

The fields are those of `index.mapping`: `text` and `title_text` hold stems and parts of compounds, `title` and `body`
words as they are written, `id` and the keyword fields one value an article. Only `text` is a ranking field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """The articles that have the term `text` in a field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The articles whose field has these words, as they are written, one after another."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The articles whose field has a word that begins with `start`."""

    field: str
    start: str


@dataclass(frozen=True, slots=True)
class NearWords:
    """The articles that have words that share most of their first letters with `word`, a word as it is written:
    *terrorister* is near *terrorisme*. The engine decides which words are near, and what they score."""

    word: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """The articles whose date lies from `first` to `last`, both included, in microseconds since 1970 in UTC; never an
    article without a date."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """The articles that match every child, with the sum of their scores; none where there is no child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The articles that match at least one child, with the sum of the scores of those that they match."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The articles that do not match the child, each with the score 0."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Filter:
    """The articles that match the child, each with the score `score`."""

    child: "Node"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Boosted:
    """The articles that match the child. If they also match `by`, its score is added to theirs."""

    child: "Node"
    by: "Node"


Node: TypeAlias = Term | Phrase | Prefix | NearWords | DateRange | Everything | AllOf | AnyOf | Not | Filter | Boosted
"""A node of a tree. Nodes are equal when their kind and all their fields are equal."""


def any_of(nodes: Sequence[Node]) -> Node:
    """The articles that match at least one of `nodes`, with the sum of the scores. A single node is taken as it is."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def all_of(nodes: Sequence[Node]) -> Node:
    """The articles that match all of `nodes`, with the sum of the scores. A single node is taken as it is."""
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))
