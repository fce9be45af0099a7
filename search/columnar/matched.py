"""The articles of a segment that a node matches, with scores that are made when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.arrays import Array

Scoring = Callable[[Array | None], Array]
"""Makes the scores of the articles at some places, or of all."""

Highest = Callable[[int], Array]
"""Finds the places of so many highest scores, as `highest` does, without making all of them."""

SORTED_WHOLE = 256
"""Scores that are sorted as they are; of more, those that can be among the first are picked out before."""

NO_DOCUMENTS = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Matched:
    """Articles by their numbers in the segment, ascending, and their scores: one for all, or how to make them;
    where there is a short way to the highest ones, `shortcut` is that."""

    documents: Array
    scoring: Scoring | float = 0.0
    shortcut: Highest | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def is_constant(self) -> bool:
        """Whether all have one score."""
        return isinstance(self.scoring, float)

    def scores(self, at: Array | None = None) -> Array:
        """The scores of the articles at some places, or of all."""
        if isinstance(self.scoring, float):
            return np.full(len(self.documents if at is None else at), self.scoring)
        return self.scoring(at)

    def highest(self, count: int) -> Array:
        """The places of the `count` highest scores, the highest first; of equal ones the first."""
        if isinstance(self.scoring, float):
            return np.arange(min(count, len(self)))
        return self.shortcut(count) if self.shortcut else highest(self.scoring(None), count)

    def taken(self, at: Array) -> "Matched":
        """The articles at some places."""
        if isinstance(self.scoring, float):
            return Matched(self.documents[at], self.scoring)
        scoring = self.scoring
        return Matched(self.documents[at], lambda further: scoring(at if further is None else at[further]))


NOTHING = Matched(NO_DOCUMENTS)


def highest(scores: Array, count: int) -> Array:
    """The places of the `count` highest scores, the highest first; of equal ones the first.

    >>> highest(np.array([1.0, 3.0, 2.0, 3.0]), 3).tolist()
    [1, 3, 2]
    """
    if len(scores) > max(SORTED_WHOLE, 4 * count):
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        among = np.flatnonzero(scores >= threshold)
    else:
        among = np.arange(len(scores))
    best: Array = among[np.argsort(-scores[among], kind="stable")[:count]]
    return best


def places_in(documents: Array, wanted: Array) -> tuple[Array, Array]:
    """Where articles that are wanted stand among `documents`: their places there, and which of `wanted` they are.

    >>> places_in(np.array([2, 5, 7]), np.array([1, 5, 7, 9]))
    (array([1, 2]), array([1, 2]))
    """
    if not len(documents):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = documents.searchsorted(wanted)
    at[at == len(documents)] = 0
    found = np.flatnonzero(documents[at] == wanted)
    return at[found], found
