"""Whoosh queries where Whoosh has none that fits.

`ConstantQuery` gives all articles one score (Whoosh's own takes a constant of 0 for 1); the others are the leaves of
our trees, with matchers over articles that were listed beforehand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh import query
from whoosh.matching import Matcher, NullMatcher
from whoosh.query.wrappers import WrappingQuery
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from index.columnar import SegmentFile, documents_between
from search.whoosh.listed_matcher import ListedMatcher
from search.whoosh.scoring import ImpactBM25


@dataclass(frozen=True)
class ConstantQuery(WrappingQuery):
    """The articles that `child` matches, each with the score `score`."""

    child: query.Query
    score: float = 0.0

    def _rewrap(self, child: query.Query) -> "ConstantQuery":
        return ConstantQuery(child, self.score)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        return ListedMatcher(list(self.child.matcher(searcher, context).all_ids()), self.score)


@dataclass(frozen=True)
class OthersQuery(WrappingQuery):
    """The articles that `child` does not match, each with the score 0. Whoosh's own has some that were deleted."""

    child: query.Query

    def _rewrap(self, child: query.Query) -> "OthersQuery":
        return OthersQuery(child)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        matched = set(self.child.matcher(searcher, context).all_ids())
        everyone = range(searcher.reader().doc_count_all())
        return _listed(searcher, [document for document in everyone if document not in matched])


class AnyQuery(query.Or):
    """The articles that match one of the queries at least. Of three or more Whoosh's own loses those of which the score
    is 0."""

    matcher_type = query.Or.DEFAULT_MATCHER


@dataclass(frozen=True)
class SideBySideQuery(query.Query):
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
class BeginningQuery(query.Query):
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


@dataclass(frozen=True)
class NearQuery(query.Query):
    """The articles with words near one, a term of the surface fields (`search.columnar.nearby`), and what they are
    worth; none where no scores are wanted."""

    word: str

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        file = _segment_file(searcher)
        weighting = (context or searcher.context()).weighting
        if not isinstance(weighting, ImpactBM25):
            return NullMatcher()
        documents, scores = weighting.near(file, self.word)
        return _listed(searcher, documents.tolist(), scores.tolist())


@dataclass(frozen=True)
class MomentsQuery(query.Query):
    """The articles whose moment lies from `first` to `last`, both included, in microseconds since 1970 in UTC. Each
    has the score 0."""

    first: int
    last: int

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        return _listed(searcher, range(*documents_between(_segment_file(searcher).dates, self.first, self.last)))


def _listed(searcher: Searcher, documents: Sequence[int], scores: Sequence[float] | float = 0.0) -> Matcher:
    """A matcher over articles of the one segment under a searcher, without those that were deleted."""
    deleted = searcher.reader().segment().deleted_docs()
    alive = [at for at, document in enumerate(documents) if document not in deleted]
    kept = scores if isinstance(scores, float) else [scores[at] for at in alive]
    return ListedMatcher([documents[at] for at in alive], kept)


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
