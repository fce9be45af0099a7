"""One open generation, as the rest of Opslag asks it, with all that is computed once for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from index import Article, Generation
from index.dates import UNDATED, from_microseconds
from index.keywords import KEYWORDS
from index.mapping import FIELDS, to_article
from search.backend import EngineRequest, EngineResponse, Handle, Holdings, TermStatistics
from search.columnar.completions import StoredCompletions
from search.columnar.date_counts import DateSpan, span
from search.columnar.executor import Executor
from search.columnar.keyword_counts import KeywordCounts
from search.columnar.look_alikes import SurfaceLookAlikes
from search.columnar.nearby import near_words
from search.columnar.responder import Responder
from search.columnar.statistics import RANKING_FIELD
from search.deadline import Deadline
from search.tree import Everything, Term

NO_DEADLINE = Deadline(float("inf"))


class ColumnarSnapshot:
    """One open generation (a `search.backend.Snapshot`). It may be shared by threads. The handle of an article is its
    number in the index."""

    def __init__(self, generation: Generation) -> None:
        segments = [leaf.file for leaf in generation.leaves]
        self.generation = generation.name
        self.articles = generation.manifest.articles
        self.analysis = generation.analysis
        self.completions = StoredCompletions(segments)
        self.look_alikes = SurfaceLookAlikes(segments, generation.analysis)
        self._generation = generation
        self._leaves = generation.leaves
        self._keywords = {field.name: KeywordCounts.of(self._leaves, field.name) for field in KEYWORDS}
        self._executor = Executor(self._leaves)

    @cached_property
    def _span(self) -> DateSpan | None:
        return span(self._executor.run(Everything(), NO_DEADLINE))

    def search(self, request: EngineRequest, deadline: Deadline) -> EngineResponse:
        newest = self._span[1] if self._span else UNDATED
        return Responder(request, self._executor, self._keywords, newest, deadline).response()

    def read(self, handles: Iterable[Handle]) -> Iterator[Article]:
        return (self._article(cast("int", handle)) for handle in handles)

    def find(self, id: str) -> Article | None:
        found = self._executor.run(Term("id", id), NO_DEADLINE).numbers()
        return self._article(found[-1]) if found else None

    def statistics(self, terms: Iterable[str]) -> Mapping[str, TermStatistics]:
        statistics = self._executor.statistics
        frequencies = {
            term: statistics.document_frequency(RANKING_FIELD, term.encode("utf-8")) for term in dict.fromkeys(terms)
        }
        return {term: TermStatistics(count, statistics.idf_of(count)) for term, count in frequencies.items()}

    def near_words(self, word: str) -> Sequence[str]:
        return near_words(self._leaves, word)

    def holdings(self) -> Holdings:
        manifest = self._generation.manifest
        oldest, newest = self._span or (UNDATED, UNDATED)
        return Holdings(
            generation=self.generation,
            created=manifest.created,
            articles=self.articles,
            distinct={name: len(keywords.values) for name, keywords in self._keywords.items()},
            oldest=from_microseconds(oldest),
            newest=from_microseconds(newest),
            fields=tuple(sorted(FIELDS)),
            size=manifest.size,
        )

    def close(self) -> None:
        """Close the files."""
        self._generation.close()

    def _article(self, number: int) -> Article:
        leaf = next(leaf for leaf in reversed(self._leaves) if leaf.offset <= number)
        return to_article(leaf.file.stored(number - leaf.offset))
