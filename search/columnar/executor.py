"""Run a tree over all segments of an index."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.columnar import Leaf
from search.columnar.evaluate import evaluate
from search.columnar.hits import Hits, LeafHits
from search.columnar.leaf_context import LeafContext
from search.columnar.scored_documents import NO_DOCUMENTS, ScoredDocuments
from search.columnar.statistics import Statistics
from search.deadline import Deadline
from search.tree import Node


class Executor:
    """Runs trees over some segments. It may be shared by threads."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.statistics = Statistics(leaves)
        self._leaves = leaves

    def run(self, tree: Node, deadline: Deadline) -> Hits:
        """All articles that `tree` matches, without deleted ones. Raises BudgetExceeded once the deadline has
        passed."""
        return Hits(
            [
                LeafHits(leaf, self._alive(leaf, evaluate(tree, self._context(at, deadline))))
                for at, leaf in enumerate(self._leaves)
            ]
        )

    def filter(self, tree: Node, hits: Hits, deadline: Deadline) -> Hits:
        """Those of `hits`, found by this executor, that `tree` also matches, without scores. Raises BudgetExceeded once
        the deadline has passed."""
        found = []
        for at, part in enumerate(hits):
            matched = evaluate(tree, self._context(at, deadline).unscored(), part.documents)
            found.append(LeafHits(part.leaf, ScoredDocuments(matched.documents)))
        return Hits(found)

    def scores(self, tree: Node, numbers: Sequence[int], deadline: Deadline) -> dict[int, float]:
        """The score that `tree` gives each of some articles, by their numbers in the index; those that it does not
        match are left out. Raises BudgetExceeded once the deadline has passed."""
        found: dict[int, float] = {}
        for at, part in enumerate(self.with_numbers(numbers)):
            matched = evaluate(tree, self._context(at, deadline), part.documents)
            documents = matched.documents.astype(np.int64) + part.leaf.offset
            found |= zip(documents.tolist(), matched.scores().tolist(), strict=True)
        return found

    def with_numbers(self, numbers: Sequence[int]) -> Hits:
        """The articles with these numbers in the index, without scores."""
        wanted = np.unique(np.array(numbers, np.int64))
        parts = []
        for leaf in self._leaves:
            here = wanted[(wanted >= leaf.offset) & (wanted < leaf.offset + leaf.file.documents)] - leaf.offset
            parts.append(LeafHits(leaf, ScoredDocuments(here.astype(np.uint32) if len(here) else NO_DOCUMENTS)))
        return Hits(parts)

    def _context(self, at: int, deadline: Deadline) -> LeafContext:
        return LeafContext(self._leaves[at], at, self.statistics, deadline)

    def _alive(self, leaf: Leaf, matched: ScoredDocuments) -> ScoredDocuments:
        if leaf.alive is None:
            return matched
        alive: Array = leaf.alive[matched.documents]
        return matched.taken(np.flatnonzero(alive))
