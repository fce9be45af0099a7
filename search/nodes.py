"""Nodes of our query trees where Whoosh has none.

`Filter` says which articles, and gives all one score (Whoosh's own takes a constant of 0 for 1); `Exact` finds words
that stand next to one another, `Begins` words by how they begin, `Near` those that begin much as another does,
`Published` articles by their date. `search.columnar`
evaluates them on arrays; their matchers are for Whoosh's own searcher, and for nodes that know no other way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from whoosh import query
from whoosh.matching import Matcher, NullMatcher
from whoosh.query.wrappers import WrappingQuery
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from index.arrays import Array
from index.columnar import SegmentFile
from index.columnar.order import documents_between
from search.matcher import ListedMatcher


@dataclass(frozen=True)
class Filter(WrappingQuery):
    """The articles that `child` matches, each with the score `score`."""

    child: query.Query
    score: float = 0.0

    def _rewrap(self, child: query.Query) -> "Filter":
        return Filter(child, self.score)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        return ListedMatcher(list(self.child.matcher(searcher, context).all_ids()), self.score)


@dataclass(frozen=True)
class Exact(query.Query):
    """The articles in whose field `field_name` the words of `words` stand one after another. Each has the score 0."""

    field_name: str
    words: tuple[str, ...]

    def field(self) -> str:
        return self.field_name

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return min((reader.doc_frequency(self.field_name, word) for word in self.words), default=0)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        matchers = [query.Term(self.field_name, word).matcher(searcher, context) for word in self.words]
        if not matchers or not all(matcher.is_active() for matcher in matchers):
            return NullMatcher()
        return ListedMatcher([article for article in _together(matchers) if _adjacent(matchers)])


@dataclass(frozen=True)
class Begins(query.Query):
    """The articles in whose field `field_name` a word begins with `prefix`. Each has the score 0."""

    field_name: str
    prefix: str

    def field(self) -> str:
        return self.field_name

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        reader = searcher.reader()
        articles: set[int] = set()
        for term in reader.expand_prefix(self.field_name, self.prefix):
            articles.update(reader.postings(self.field_name, term).all_ids())
        return ListedMatcher(sorted(articles))


@runtime_checkable
class NearbyScoring(Protocol):
    """A weighting that knows the words near one."""

    def nearby(self, file: SegmentFile, word: str) -> tuple[Array, Array]:
        """The articles of a segment that have such words, and their scores."""
        ...


@dataclass(frozen=True)
class Near(query.Query):
    """The articles with words that begin as `word` does, a term of the surface fields, as far as most of its letters:
    what they are worth is added to scores (`search.columnar.nearby`)."""

    word: str

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        file = _segment_file(searcher)
        weighting = (context or searcher.context()).weighting
        if not isinstance(weighting, NearbyScoring):
            return NullMatcher()
        documents, scores = weighting.nearby(file, self.word)
        return ListedMatcher(documents.tolist(), scores.tolist())


@dataclass(frozen=True)
class Published(query.Query):
    """The articles whose moment lies from `first` to `last`, both included, in microseconds since 1970 in UTC. Each
    has the score 0."""

    first: int
    last: int

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def documents_of(self, segment: SegmentFile) -> tuple[int, int]:
        """The numbers of these articles in a segment, which keeps the newest first: from the first to before the
        last."""
        return documents_between(segment.dates, self.first, self.last)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        return ListedMatcher(range(*self.documents_of(_segment_file(searcher))))


def _segment_file(searcher: Searcher) -> SegmentFile:
    """The file of the one segment under a searcher."""
    reader = searcher.reader()
    file: SegmentFile = reader.segment().open(Path(reader.storage().folder))
    return file


def _together(matchers: list[Matcher]) -> Iterator[int]:
    """The articles in which all of `matchers` match; at each one all of them stand there."""
    while all(matcher.is_active() for matcher in matchers):
        highest = max(matcher.id() for matcher in matchers)
        if all(matcher.id() == highest for matcher in matchers):
            yield highest
            matchers[0].next()
        else:
            for matcher in matchers:
                if matcher.id() < highest:
                    matcher.skip_to(highest)


def _adjacent(matchers: list[Matcher]) -> bool:
    """Whether the words at which `matchers` stand follow one another somewhere."""
    starts = set(matchers[0].value_as("positions"))
    for place, matcher in enumerate(matchers[1:], 1):
        starts &= {position - place for position in matcher.value_as("positions")}
        if not starts:
            return False
    return True
