"""The interface between questions and search engines: what an engine over an index has to do.

It is made of whole requests, so that an engine on another machine needs one round trip: trees, filters, what to count,
the order and the page go in; totals, counts and hits come out. `search.columnar` is the engine over arrays in this
process.

An engine may be shared by threads. To ask it, open a snapshot in a `with` statement: everything that is asked of one
snapshot is answered from the same state of the index, even if a newer one is published meanwhile.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol, get_args

from index import Article
from index.danish import Analysis
from search.deadline import Deadline
from search.facets import Facets
from search.timeline import Bar
from search.tree import Node

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)

Handle = Hashable
"""An engine's own reference to an article, valid as long as the snapshot is open. Nobody else looks into it."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """All that an engine is asked for at once.

    The hits are the articles that match `strict` and pass every filter. If there are none, and there is a `relaxed`
    tree, they are the articles that match `relaxed` and pass every filter. `filters` are trees by the name of their
    facet. `facets` are the names of the facets to count, each over the articles that pass all filters except its own.
    `timeline` says whether to count the hits over time.

    `order` is by relevance (the highest score first, where an article counts for up to one per cent more the newer it
    is, as `search.columnar.recency` says; then the newest), the newest first or the oldest first. In the two
    orders by date, articles without a date come last; ties are broken by id. If the hits match `relaxed` only and the
    order is by relevance, those that match more of the trees in `preferred` come before all others. The page has `size`
    hits, and begins with the hit at index `first`, where 0 is the first of all.

    Partial hits match `relaxed` but not `strict`. They fill the rest of the first page, the best first, if at least one
    article but fewer than `few` match `strict`, and there is a `relaxed` tree.

    For each hit that need not match everything, the engine says which of the trees in `lacking` it does not match; for
    every hit, the score that each of the trees in `explained` gives it.
    """

    strict: Node
    relaxed: Node | None = None
    preferred: tuple[Node, ...] = ()
    filters: Mapping[str, Node] = field(default_factory=dict)
    facets: Collection[str] = ()
    timeline: bool = False
    order: Sort = "relevance"
    first: int = 0
    size: int = 10
    few: int = 0
    lacking: tuple[Node, ...] = ()
    explained: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A hit: its handle and score, the indices in `EngineRequest.lacking` of the trees that it does not match, and the
    score that each tree of `EngineRequest.explained` gives it."""

    handle: Handle
    score: float
    lacks: tuple[int, ...] = ()
    explained: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineResponse:
    """What an engine answers: the number of all hits, whether they match `EngineRequest.relaxed` only, the hits of the
    page in order, the partial hits, and the counts that were asked for."""

    total: int
    relaxed: bool
    hits: tuple[EngineHit, ...]
    partial: tuple[EngineHit, ...]
    facets: Facets
    timeline: tuple[Bar, ...]


class TermStatistics(NamedTuple):
    """How many articles have a term of the ranking field, and its inverse document frequency (its weight in BM25)."""

    document_frequency: int
    idf: float


class Completion(NamedTuple):
    """A word or phrase, and at most how many articles have it: an article may count once for its title and once for its
    body."""

    text: str
    articles: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds: the name of its generation and when that was made (ISO 8601), the number of articles and of
    distinct values of each keyword field, the dates of the oldest and the newest article, the fields, and the size in
    bytes."""

    generation: str
    created: str
    articles: int
    distinct: Mapping[str, int]
    oldest: datetime | None
    newest: datetime | None
    fields: tuple[str, ...]
    size: int


class Completions(Protocol):
    """The words and phrases with which an index completes what is typed."""

    def of(self, beginning: str, most: int) -> Sequence[Completion]:
        """At most `most` words and phrases that begin with `beginning` and are longer, those of the most articles
        first, then in the order of their bytes in UTF-8."""
        ...

    def articles(self, text: str) -> int:
        """How many articles have exactly this word or phrase, as it is written."""
        ...


class LookAlikes(Protocol):
    """The words of an index that may be meant by a word that no article has."""

    def respelled(self, word: str, letters: Mapping[str, str]) -> Counter[str]:
        """The words that `word` becomes when some keys of `letters` in it are replaced by their values, as far as
        articles have them in any form, with the number of these articles."""
        ...

    def within_edits(self, word: str, edits: int) -> Counter[str]:
        """The words that begin with the same letter as `word` and are at most `edits` edits away, and those that one
        edit of the first letter makes of it, with the number of articles that have each. `word` consists of ASCII
        letters, æ, ø and å. An edit deletes, inserts or substitutes a letter, or transposes two neighbouring ones."""
        ...


class Snapshot(Protocol):
    """One state of an index, which never changes."""

    @property
    def generation(self) -> str:
        """A name that no other state of the index has."""
        ...

    @property
    def articles(self) -> int:
        """The number of articles."""
        ...

    @property
    def analysis(self) -> Analysis:
        """The analysis by which its articles were indexed, and by which questions have to be read."""
        ...

    @property
    def completions(self) -> Completions:
        """The words and phrases with which it completes what is typed."""
        ...

    @property
    def look_alikes(self) -> LookAlikes:
        """Its words that look like misspelt ones."""
        ...

    def search(self, request: EngineRequest, deadline: Deadline) -> EngineResponse:
        """The answer to a request. Raises BudgetExceeded once the deadline has passed."""
        ...

    def read(self, handles: Iterable[Handle]) -> Iterator[Article]:
        """The articles of some handles, in the same order, each read when it is asked for."""
        ...

    def find(self, id: str) -> Article | None:
        """The article with this id; None if there is none."""
        ...

    def statistics(self, terms: Iterable[str]) -> Mapping[str, TermStatistics]:
        """The statistics of some terms of the ranking field."""
        ...

    def near_words(self, word: str) -> Sequence[str]:
        """The words that `NearWords(word)` stands for, the nearest first."""
        ...

    def holdings(self) -> Holdings:
        """What the index holds in all."""
        ...


class Backend(Protocol):
    """A search engine over an index, which may change."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The present state of the index, for the block of a `with` statement.

        Raises NoIndex or DamagedIndex where none can be opened. If only the newest state cannot be opened, it is the
        state before, and the log says why.
        """
        ...

    def close(self) -> None:
        """Close the index as soon as no snapshot is in use; the next snapshot opens it again."""
        ...
