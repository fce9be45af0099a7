"""The Whoosh collector: with it, `searcher.search(query)` is executed on arrays."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.collectors import Collector
from whoosh.reading import IndexReader
from whoosh.searching import Results, Searcher

from index.columnar import Leaf, open_leaves
from search.columnar.hits import Hits
from search.columnar.order import most_relevant
from search.columnar.run import Executor
from search.columnar.scoring import ImpactBM25
from search.columnar.statistics import Statistics
from search.deadline import Deadline

NO_LIMIT = Deadline(float("inf"))


class ArrayCollector(Collector):
    """Collects the `limit` most relevant articles, or all of them, and the exact number of matches."""

    def __init__(self, limit: int | None = 10, deadline: Deadline = NO_LIMIT) -> None:
        self.limit = limit
        self.hits = Hits()
        self._deadline = deadline

    def run(self) -> None:
        self.hits = self.top_searcher.executor.run(self.q, self._deadline)
        self.items = [(score, number) for number, score in most_relevant(self.hits, self.limit or len(self.hits))]
        self.finish()

    def count(self) -> int:
        return len(self.hits)

    def all_ids(self) -> list[int]:
        return [number for part in self.hits for number in (part.documents + part.leaf.offset).tolist()]

    def results(self) -> Results:
        return self._results(self.items)


def leaves_of(reader: IndexReader) -> Sequence[Leaf]:
    """The segments under a Whoosh reader."""
    found = [leaf for leaf, _ in reader.leaf_readers()]
    return open_leaves([leaf.segment() for leaf in found], Path(found[0].storage().folder))


class ArraySearcher(Searcher):
    """A Whoosh searcher over columnar segments. What asks for articles by relevance is executed on arrays; what asks
    for more than that, by Whoosh itself."""

    def __init__(self, reader: Any, weighting: Any = None, **options: Any) -> None:
        self.leaves = leaves_of(reader)
        self.statistics = Statistics(self.leaves)
        super().__init__(reader, weighting=weighting or ImpactBM25(self.statistics), **options)
        self.executor = Executor(self, self.leaves, self.statistics)

    def collector(self, limit: int | None = 10, **options: Any) -> Collector:
        if any(options.values()):
            return super().collector(limit=limit, **options)
        return ArrayCollector(limit)
