"""Whoosh query classes for the nodes of a tree that none of Whoosh's own classes fits.

Most of them list their articles first, and match with a `ListedMatcher`.
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
    """The articles that `child` matches, each with the score `score`. Whoosh's own class takes the constant 0 for 1."""

    child: query.Query
    score: float = 0.0

    def _rewrap(self, child: query.Query) -> "ConstantQuery":
        return ConstantQuery(child, self.score)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        return ListedMatcher(list(self.child.matcher(searcher, context).all_ids()), self.score)


@dataclass(frozen=True)
class ComplementQuery(WrappingQuery):
    """The articles that `child` does not match, each with the score 0. Whoosh's own class also matches some deleted
    articles."""

    child: query.Query

    def _rewrap(self, child: query.Query) -> "ComplementQuery":
        return ComplementQuery(child)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        matched = set(self.child.matcher(searcher, context).all_ids())
        everything = range(searcher.reader().doc_count_all())
        return _listed(searcher, [document for document in everything if document not in matched])


class AnyQuery(query.Or):
    """The articles that match at least one of the queries. With three or more queries, Whoosh's own default loses
    articles whose score is 0."""

    matcher_type = query.Or.DEFAULT_MATCHER


class _ListedQuery(query.Query):
    """A leaf that lists its articles; how many they are is not known before."""

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())


@dataclass(frozen=True)
class AdjacentWordsQuery(_ListedQuery):
    """The articles whose field `field_name` has `words` one after another, each with the score 0."""

    field_name: str
    words: tuple[str, ...]

    def field(self) -> str:
        return self.field_name

    def estimate_size(self, reader: IndexReader) -> int:
        return min((reader.doc_frequency(self.field_name, word) for word in self.words), default=0)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        matchers = [query.Term(self.field_name, word).matcher(searcher, context) for word in self.words]
        if not matchers or not all(matcher.is_active() for matcher in matchers):
            return NullMatcher()
        return ListedMatcher([article for article in _in_all(matchers) if _adjacent(matchers)])


@dataclass(frozen=True)
class UnscoredPrefixQuery(_ListedQuery):
    """The articles whose field `field_name` has a word that begins with `prefix`, each with the score 0."""

    field_name: str
    prefix: str

    def field(self) -> str:
        return self.field_name

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        reader = searcher.reader()
        articles: set[int] = set()
        for term in reader.expand_prefix(self.field_name, self.prefix):
            articles.update(reader.postings(self.field_name, term).all_ids())
        return ListedMatcher(sorted(articles))


@dataclass(frozen=True)
class NearWordsQuery(_ListedQuery):
    """The articles that have words near `word`, a term of the surface fields (`search.columnar.nearby`), with the score
    of these words. Where no scores are needed it matches nothing, as near words never make an article a hit."""

    word: str

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        file = _segment_file(searcher)
        weighting = (context or searcher.context()).weighting
        if not isinstance(weighting, ImpactBM25):
            return NullMatcher()
        documents, scores = weighting.near(file, self.word)
        return _listed(searcher, documents.tolist(), scores.tolist())


@dataclass(frozen=True)
class DateRangeQuery(_ListedQuery):
    """The articles whose date lies from `first` to `last`, both included, in microseconds since 1970 in UTC, each with
    the score 0."""

    first: int
    last: int

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        return _listed(searcher, range(*documents_between(_segment_file(searcher).dates, self.first, self.last)))


def _listed(searcher: Searcher, documents: Sequence[int], scores: Sequence[float] | float = 0.0) -> Matcher:
    """A matcher over `documents` of the segment that `searcher` searches, without deleted ones. Whoosh calls matchers
    with a searcher over one segment at a time."""
    deleted = searcher.reader().segment().deleted_docs()
    alive = [at for at, document in enumerate(documents) if document not in deleted]
    kept = scores if isinstance(scores, float) else [scores[at] for at in alive]
    return ListedMatcher([documents[at] for at in alive], kept)


def _segment_file(searcher: Searcher) -> SegmentFile:
    """The file of the one segment that `searcher` searches."""
    reader = searcher.reader()
    file: SegmentFile = reader.segment().open(Path(reader.storage().folder))
    return file


def _in_all(matchers: list[Matcher]) -> Iterator[int]:
    """The articles that all of `matchers` match. As each article is given, all matchers are positioned on it."""
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
    """Whether the words of `matchers` follow one another in the article on which they are positioned."""
    starts = set(matchers[0].value_as("positions"))
    for place, matcher in enumerate(matchers[1:], 1):
        starts &= {position - place for position in matcher.value_as("positions")}
        if not starts:
            return False
    return True
