"""One segment on its way through a question: its arrays, the statistics of the whole index, and the time there is."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from index.arrays import Array
from index.columnar import SCORE_BLOCK, Field, Leaf, spread
from search.columnar.matched import Matched, highest
from search.columnar.statistics import Statistics
from search.deadline import Deadline

FEW_BLOCKS = 8
"""Of a term with so many blocks of postings for each article that is looked for, all are scored."""


@dataclass(frozen=True)
class Context:
    """What evaluation needs of one segment, which is the one at a place among those of the index. Where scores are not
    `scored`, none are made."""

    leaf: Leaf
    at: int
    statistics: Statistics
    deadline: Deadline
    scored: bool = True

    @property
    def documents(self) -> int:
        """Articles of the segment, deleted ones included."""
        return self.leaf.file.documents

    def unscored(self) -> "Context":
        """The same without scores."""
        return replace(self, scored=False) if self.scored else self

    def term(self, field: str, text: str) -> "TermPostings | None":
        """The postings of a term in the segment; None where it has none."""
        term = text.encode("utf-8")
        number = self.statistics.numbers(field, term)[self.at]
        return None if number is None else TermPostings(self.leaf.file.fields[field], number, term, self)


class TermPostings:
    """The postings of one term in one segment."""

    def __init__(self, field: Field, number: int, term: bytes, context: Context) -> None:
        self.field = field
        self.number = number
        self.where = field.postings(number)
        self._term = term
        self._context = context

    def __len__(self) -> int:
        return self.field.document_frequency(self.number)

    @cached_property
    def documents(self) -> Array:
        """Its articles, ascending."""
        return self.field.documents[self.where]

    @property
    def is_scored(self) -> bool:
        """Whether its articles have scores of their own."""
        return self.field.is_scored and self._context.scored

    @cached_property
    def weight(self) -> float:
        """What its impacts are multiplied by."""
        return self._context.statistics.idf(self.field.name, self._term)

    def scores(self, at: Array | None = None) -> Array:
        """The scores of the postings at some places, or of all."""
        codes = self.field.codes[self.where]
        scores: Array = self._context.statistics.impacts(self.field.name).take(codes if at is None else codes[at])
        scores *= self.weight
        return scores

    def matched(self) -> Matched:
        """All of its articles."""
        return Matched(self.documents, self.scores, self.highest) if self.is_scored else Matched(self.documents)

    def highest(self, count: int) -> Array:
        """The places of the `count` highest scores, as `search.columnar.matched.highest` has them: only blocks that can
        hold one of them are scored."""
        bounds = self._block_bounds()
        if len(bounds) < FEW_BLOCKS * count:
            return highest(self.scores(), count)
        # So many blocks have one score at least that is as high as their bound, but for the slack: what is found in
        # the best of them is the least that a score must have.
        best = np.sort(np.argpartition(bounds, -count)[-count:])
        scores = self.scores(self._places(best))
        threshold = np.partition(scores, -count)[-count]
        places = self._places(np.flatnonzero(bounds >= threshold))
        return places[highest(self.scores(places), count)]

    def _places(self, blocks: Array) -> Array:
        """The places of the postings in some of its blocks."""
        first = (self.where.start // SCORE_BLOCK + blocks) * SCORE_BLOCK - self.where.start
        last = np.minimum(first + SCORE_BLOCK, len(self))
        first = np.maximum(first, 0)
        return spread(first, last - first)

    def _block_bounds(self) -> Array:
        """What no score in each of its blocks exceeds. At its ends they have postings of other terms, too."""
        statistics, field = self._context.statistics, self.field
        first, last = self.where.start // SCORE_BLOCK, -(-self.where.stop // SCORE_BLOCK)
        # Maxima were made with the average length of the segment; with a longer one impacts are higher, at most by as
        # much.
        own = field.total_length / max(1, self._context.documents)
        slack = max(1.0, statistics.average_length(field.name) / (own or 1.0)) * (1 + 1e-6)
        bounds: Array = field.block_maxima[first:last] * (slack * self.weight)
        return bounds
