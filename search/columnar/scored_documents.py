"""The articles of a segment that a node matches, with scores that are computed only when they are needed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.arrays import Array

Scoring = Callable[[Array | None], Array]
"""Computes the scores of the articles at some indices, or of all (None)."""

Highest = Callable[[int], Array]
"""Finds the indices of this many highest scores, as `highest` does, without computing all scores."""

SORTED_WHOLE = 256
"""Up to this many scores are sorted at once; of more, those that can be among the highest are selected first. Chosen
for speed, and without influence on what is found."""

NO_DOCUMENTS = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class ScoredDocuments:
    """Document numbers in the segment, ascending, and their scores: `scoring` is one score for all of them, or computes
    them. Where the highest scores can be found without computing all, `shortcut` finds them."""

    documents: Array
    scoring: Scoring | float = 0.0
    shortcut: Highest | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def is_constant(self) -> bool:
        """Whether all articles have the same score."""
        return isinstance(self.scoring, float)

    def scores(self, at: Array | None = None) -> Array:
        """The scores of the articles at the indices `at`, or of all articles."""
        if isinstance(self.scoring, float):
            return np.full(len(self.documents if at is None else at), self.scoring)
        return self.scoring(at)

    def highest(self, count: int) -> Array:
        """The indices of the `count` highest scores, the highest first; equal scores in ascending order of index."""
        if isinstance(self.scoring, float):
            return np.arange(min(count, len(self)))
        return self.shortcut(count) if self.shortcut else highest(self.scoring(None), count)

    def taken(self, at: Array) -> "ScoredDocuments":
        """The articles at the indices `at`."""
        if isinstance(self.scoring, float):
            return ScoredDocuments(self.documents[at], self.scoring)
        scoring = self.scoring
        return ScoredDocuments(self.documents[at], lambda further: scoring(at if further is None else at[further]))


NOTHING = ScoredDocuments(NO_DOCUMENTS)


def highest(scores: Array, count: int) -> Array:
    """The indices of the `count` highest scores, the highest first; equal scores in ascending order of index.

    >>> highest(np.array([1.0, 3.0, 2.0, 3.0]), 3).tolist()
    [1, 3, 2]
    """
    if len(scores) > max(SORTED_WHOLE, 4 * count):
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        candidates = np.flatnonzero(scores >= threshold)
    else:
        candidates = np.arange(len(scores))
    best: Array = candidates[np.argsort(-scores[candidates], kind="stable")[:count]]
    return best


def common_indices(documents: Array, wanted: Array) -> tuple[Array, Array]:
    """The numbers that two ascending arrays share: their indices in `documents`, and their indices in `wanted`.

    >>> common_indices(np.array([2, 5, 7]), np.array([1, 5, 7, 9]))
    (array([1, 2]), array([1, 2]))
    """
    if not len(documents):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = documents.searchsorted(wanted)
    at[at == len(documents)] = 0
    found = np.flatnonzero(documents[at] == wanted)
    return at[found], found
