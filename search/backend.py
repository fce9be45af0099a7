"""The seam between questions and engines: what an engine over an index owes to the rest of the house.

Its unit is one request, so that an engine across a network answers in one round: trees, filters, what to count, the
order and the page go in; totals, counts and hits come out. `search.columnar` is the engine over arrays in this process.

An engine is shared by threads. Whoever asks holds a snapshot in a `with` statement, and what is asked of one snapshot
is answered from one state of the index, whatever is published meanwhile.
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
"""How an engine knows one of its articles again while a snapshot is held. Nobody else looks into it."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """What an engine is asked for at once.

    The hits are the articles that match `strict` and every filter; where there are none and there is a `relaxed` tree,
    those that match that and every filter. `filters` are the trees of the filters by the name of their facet; `facets`
    are those that are counted, each over the articles that pass all filters but its own, and `timeline` says whether
    the hits are counted over time.

    `order` is that of the hits: by relevance (score, then the newest), the newest first, or the oldest first; those
    without a date come last in both, and those that are equal in all that are in the order of their ids. Hits that
    match `relaxed` only, and are wanted by relevance, stand the higher the more of the trees `preferred` they match.
    `size` of them are wanted from the one at place `first` on, 0 being that of the first of all.

    Where the first page is asked for, there is a `relaxed` tree, and fewer than `few` articles, but some, match
    `strict`, what is left of `size` is filled with the best of those that match `relaxed` only.

    Of each hit that need not match everything it is said which of the trees `lacking` it does not match; of every hit
    what each of the trees `explained` gives it.
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
    """A hit: its handle and score; the places in `EngineRequest.lacking` of what it does not match, and what each tree
    of `EngineRequest.explained` gives it."""

    handle: Handle
    score: float
    lacks: tuple[int, ...] = ()
    explained: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineResponse:
    """What an engine answers: how many hits there are, whether they match `relaxed` only, the hits of the page in order
    and those that fill it, and the counts that were asked for."""

    total: int
    relaxed: bool
    hits: tuple[EngineHit, ...]
    partial: tuple[EngineHit, ...]
    facets: Facets
    timeline: tuple[Bar, ...]


class TermStatistics(NamedTuple):
    """How many articles have a term of the ranking field, and its inverse document frequency."""

    document_frequency: int
    idf: float


class Completion(NamedTuple):
    """A word or phrase, and how many articles have it at most: one that has it in title and body may count twice."""

    text: str
    articles: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds: the name of its generation and when that was made (ISO 8601), articles, how many distinct
    values each keyword field has, the moments of the oldest and the newest article, the fields, and its size in
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
    """The words and phrases that an index can complete."""

    def of(self, beginning: str, most: int) -> Sequence[Completion]:
        """The `most` words and phrases that begin with `beginning` and are longer, those of the most articles first,
        then in the order of their letters."""
        ...

    def articles(self, text: str) -> int:
        """How many articles have a word or phrase as it is written, exactly."""
        ...


class LookAlikes(Protocol):
    """The words that may be meant by one that no article holds."""

    def respelled(self, word: str, letters: Mapping[str, str]) -> Counter[str]:
        """What `word` is when some of the keys of `letters` in it are written as their values, where articles have that
        in any form, with their number."""
        ...

    def within_edits(self, word: str, edits: int) -> Counter[str]:
        """The words that begin with the same letter as `word` and are at most `edits` edits away, and those that one
        edit of the first letter makes of it, with the number of articles that have each. `word` consists of ASCII
        letters, æ, ø and å. An edit deletes, inserts or substitutes a letter, or transposes two neighbouring ones."""
        ...


class Snapshot(Protocol):
    """One state of an index, in which nothing changes."""

    @property
    def generation(self) -> str:
        """What tells this state from all others of the index."""
        ...

    @property
    def articles(self) -> int:
        """How many articles there are."""
        ...

    @property
    def analysis(self) -> Analysis:
        """How its articles were read, and its questions are."""
        ...

    @property
    def completions(self) -> Completions:
        """Its words and phrases."""
        ...

    @property
    def look_alikes(self) -> LookAlikes:
        """Its words by their spelling."""
        ...

    def search(self, request: EngineRequest, deadline: Deadline) -> EngineResponse:
        """The answer to a request. Raises BudgetExceeded once the deadline has passed."""
        ...

    def read(self, handles: Iterable[Handle]) -> Iterator[Article]:
        """The articles of some handles, in their order, one by one as they are asked for."""
        ...

    def find(self, id: str) -> Article | None:
        """The article with an id; None where there is none."""
        ...

    def statistics(self, terms: Iterable[str]) -> Mapping[str, TermStatistics]:
        """The statistics of some terms of the ranking field."""
        ...

    def near_words(self, word: str) -> Sequence[str]:
        """The words that `NearWords(word)` stands for, the nearest first."""
        ...

    def holdings(self) -> Holdings:
        """What it holds in all."""
        ...


class Backend(Protocol):
    """An engine over an index, which may change."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The state that the index is in now, for the block of a `with` statement.

        Raises NoIndex or DamagedIndex where there is nothing to ask. Where a newer state cannot be opened, it is the
        one before, and the log says why.
        """
        ...

    def close(self) -> None:
        """Let go of the index as soon as no snapshot is held; the next one opens it again."""
        ...
