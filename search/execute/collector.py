"""The Whoosh collector: with it, `searcher.search(query)` is executed on arrays."""

from typing import Any

from whoosh.collectors import Collector
from whoosh.searching import Results, Searcher

from index.columnar import leaves
from search.deadline import Deadline
from search.execute.hits import Hits
from search.execute.order import most_relevant
from search.execute.run import Executor
from search.execute.scoring import ImpactBM25
from search.execute.statistics import Statistics

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


class ArraySearcher(Searcher):
    """A Whoosh searcher over columnar segments. What asks for articles by relevance is executed on arrays; what asks
    for more than that, by Whoosh itself."""

    def __init__(self, reader: Any, weighting: Any = None, **options: Any) -> None:
        self.leaves = leaves(reader)
        self.statistics = Statistics(self.leaves)
        super().__init__(reader, weighting=weighting or ImpactBM25(self.statistics), **options)
        self.executor = Executor(self, self.leaves, self.statistics)

    def collector(self, limit: int | None = 10, **options: Any) -> Collector:
        if any(options.values()):
            return super().collector(limit=limit, **options)
        return ArrayCollector(limit)
