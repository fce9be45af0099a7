"""Run a query tree over a whole index."""

import weakref
from collections.abc import Sequence

import numpy as np
from whoosh import query
from whoosh.searching import Searcher

from index.arrays import Array
from index.columnar import Leaf
from search.columnar.context import Context
from search.columnar.evaluate import evaluate
from search.columnar.hits import Hits, LeafHits
from search.columnar.matched import NO_DOCUMENTS, Matched
from search.columnar.statistics import Statistics
from search.deadline import Deadline


class Executor:
    """Runs trees over the segments under one Whoosh searcher. It may be shared by threads."""

    def __init__(self, searcher: Searcher, leaves: Sequence[Leaf], statistics: Statistics) -> None:
        self.statistics = statistics
        self._leaves = leaves
        # Weakly: the searcher holds this, and its files are to be closed as soon as nobody holds it.
        self._searchers = [weakref.ref(leaf) for leaf, _ in searcher.leaf_searchers()]

    def run(self, tree: query.Query, deadline: Deadline) -> Hits:
        """All articles that `tree` matches. Raises BudgetExceeded."""
        return Hits(
            [
                LeafHits(leaf, self._alive(leaf, evaluate(tree, self._context(at, deadline))))
                for at, leaf in enumerate(self._leaves)
            ]
        )

    def among(self, tree: query.Query, hits: Hits, deadline: Deadline) -> Hits:
        """Those of `hits`, which this executor found, that `tree` matches, too, without scores. Raises
        BudgetExceeded."""
        found = []
        for at, part in enumerate(hits):
            matched = evaluate(tree, self._context(at, deadline).unscored(), part.documents)
            found.append(LeafHits(part.leaf, Matched(matched.documents)))
        return Hits(found)

    def scores(self, tree: query.Query, numbers: Sequence[int], deadline: Deadline) -> dict[int, float]:
        """The scores that `tree` gives those of the articles with these numbers in the index that it matches. Raises
        BudgetExceeded."""
        found: dict[int, float] = {}
        for at, part in enumerate(self.these(numbers)):
            matched = evaluate(tree, self._context(at, deadline), part.documents)
            documents = matched.documents.astype(np.int64) + part.leaf.offset
            found |= zip(documents.tolist(), matched.scores().tolist(), strict=True)
        return found

    def these(self, numbers: Sequence[int]) -> Hits:
        """The articles with these numbers in the index."""
        wanted = np.unique(np.array(numbers, np.int64))
        parts = []
        for leaf in self._leaves:
            here = wanted[(wanted >= leaf.offset) & (wanted < leaf.offset + leaf.file.documents)] - leaf.offset
            parts.append(LeafHits(leaf, Matched(here.astype(np.uint32) if len(here) else NO_DOCUMENTS)))
        return Hits(parts)

    def _context(self, at: int, deadline: Deadline) -> Context:
        searcher = self._searchers[at]()
        assert searcher is not None, "the searcher was let go of"
        return Context(self._leaves[at], at, self.statistics, searcher, deadline)

    def _alive(self, leaf: Leaf, matched: Matched) -> Matched:
        if leaf.alive is None:
            return matched
        alive: Array = leaf.alive[matched.documents]
        return matched.taken(np.flatnonzero(alive))
