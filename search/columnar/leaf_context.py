"""What is needed to evaluate a tree on one segment: its arrays, the statistics of the whole index and the deadline."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from index.arrays import Array
from index.columnar import SCORE_BLOCK, Field, Leaf, spread
from search.columnar.scored_documents import ScoredDocuments, highest
from search.columnar.statistics import Statistics
from search.deadline import Deadline

FEW_BLOCKS = 8
"""A term's highest scores are found by the maxima of its blocks where it has at least this many blocks for each hit
that is wanted; of a shorter list all postings are scored. Chosen for speed, and without influence on what is found."""


@dataclass(frozen=True)
class LeafContext:
    """What evaluation needs to know of one segment, the one at index `at` among those of the index. No scores are
    computed unless `scored`."""

    leaf: Leaf
    at: int
    statistics: Statistics
    deadline: Deadline
    scored: bool = True

    @property
    def documents(self) -> int:
        """Number of articles in the segment, deleted ones included."""
        return self.leaf.file.documents

    def unscored(self) -> "LeafContext":
        """The same context for nodes whose scores are not needed."""
        return replace(self, scored=False) if self.scored else self

    def term(self, field: str, text: str) -> "TermPostings | None":
        """The postings of a term in the segment; None where no article of it has the term."""
        term = text.encode("utf-8")
        number = self.statistics.term_numbers(field, term)[self.at]
        return None if number is None else TermPostings(self.leaf.file.fields[field], number, term, self)


class TermPostings:
    """The postings of one term in one segment."""

    def __init__(self, field: Field, number: int, term: bytes, context: LeafContext) -> None:
        self.field = field
        self.number = number
        self.where = field.postings(number)
        self._term = term
        self._context = context

    def __len__(self) -> int:
        return self.field.document_frequency(self.number)

    @cached_property
    def documents(self) -> Array:
        """The articles that have the term, ascending."""
        return self.field.documents[self.where]

    @property
    def is_scored(self) -> bool:
        """Whether each article has a score of its own; else all scores are 0."""
        return self.field.is_scored and self._context.scored

    @cached_property
    def weight(self) -> float:
        """The term's inverse document frequency, by which its impacts are multiplied."""
        return self._context.statistics.idf(self.field.name, self._term)

    def scores(self, at: Array | None = None) -> Array:
        """The scores of the postings at the indices `at`, or of all postings."""
        codes = self.field.codes[self.where]
        scores: Array = self._context.statistics.impacts(self.field.name).take(codes if at is None else codes[at])
        scores *= self.weight
        return scores

    def matched(self) -> ScoredDocuments:
        """All articles that have the term, with their scores."""
        return (
            ScoredDocuments(self.documents, self.scores, self.highest)
            if self.is_scored
            else ScoredDocuments(self.documents)
        )

    def highest(self, count: int) -> Array:
        """The indices of the `count` highest scores, as `search.columnar.scored_documents.highest` gives them. Only
        blocks that can contain one of them are scored (block-max)."""
        bounds = self._block_bounds()
        if len(bounds) < FEW_BLOCKS * count:
            return highest(self.scores(), count)
        # Each of the `count` blocks with the highest bounds has a score near its bound. The lowest of the `count`
        # highest scores found in them is a threshold that every hit must reach, so blocks bounded below it are skipped.
        best = np.sort(np.argpartition(bounds, -count)[-count:])
        scores = self.scores(self._places(best))
        threshold = np.partition(scores, -count)[-count]
        places = self._places(np.flatnonzero(bounds >= threshold))
        return places[highest(self.scores(places), count)]

    def _places(self, blocks: Array) -> Array:
        """The indices of the term's postings in some of its blocks."""
        first = (self.where.start // SCORE_BLOCK + blocks) * SCORE_BLOCK - self.where.start
        last = np.minimum(first + SCORE_BLOCK, len(self))
        first = np.maximum(first, 0)
        return spread(first, last - first)

    def _block_bounds(self) -> Array:
        """An upper bound for the scores in each of the term's blocks. The first and the last block may also contain
        postings of other terms."""
        statistics, field = self._context.statistics, self.field
        first, last = self.where.start // SCORE_BLOCK, -(-self.where.stop // SCORE_BLOCK)
        # The maxima were computed with the average length of the segment. If the average of the index is longer,
        # impacts are higher, by that ratio at most.
        own = field.total_length / max(1, self._context.documents)
        slack = max(1.0, statistics.average_length(field.name) / (own or 1.0)) * (1 + 1e-6)
        bounds: Array = field.block_maxima[first:last] * (slack * self.weight)
        return bounds
