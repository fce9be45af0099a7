"""Run a query tree over a whole index."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.columnar import Leaf
from search.columnar.context import Context
from search.columnar.evaluate import evaluate
from search.columnar.hits import Hits, LeafHits
from search.columnar.matched import NO_DOCUMENTS, Matched
from search.columnar.statistics import Statistics
from search.deadline import Deadline
from search.tree import Node


class Executor:
    """Runs trees over some segments. It may be shared by threads."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.statistics = Statistics(leaves)
        self._leaves = leaves

    def run(self, tree: Node, deadline: Deadline) -> Hits:
        """All articles that `tree` matches. Raises BudgetExceeded."""
        return Hits(
            [
                LeafHits(leaf, self._alive(leaf, evaluate(tree, self._context(at, deadline))))
                for at, leaf in enumerate(self._leaves)
            ]
        )

    def among(self, tree: Node, hits: Hits, deadline: Deadline) -> Hits:
        """Those of `hits`, which this executor found, that `tree` matches, too, without scores. Raises
        BudgetExceeded."""
        found = []
        for at, part in enumerate(hits):
            matched = evaluate(tree, self._context(at, deadline).unscored(), part.documents)
            found.append(LeafHits(part.leaf, Matched(matched.documents)))
        return Hits(found)

    def scores(self, tree: Node, numbers: Sequence[int], deadline: Deadline) -> dict[int, float]:
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
        return Context(self._leaves[at], at, self.statistics, deadline)

    def _alive(self, leaf: Leaf, matched: Matched) -> Matched:
        if leaf.alive is None:
            return matched
        alive: Array = leaf.alive[matched.documents]
        return matched.taken(np.flatnonzero(alive))
