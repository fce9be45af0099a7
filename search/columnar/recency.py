"""Of articles that are about equally good, the newer one first.

An article's score counts for a little more the newer it is, beside the newest one of the index: by `MOST` at most, half
of that when it is `HALF_LIFE` older. So news goes before what has been news where both answer as well, and nowhere
else; the scores themselves stay as they are.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.dates import UNDATED
from search.columnar.hits import Hits
from search.columnar.ranked import Ranked, most_relevant

MOST = 0.01
"""By what share newer articles are preferred, at most: what two scores may differ by and be about equal."""

HALF_LIFE = 365 * 24 * 3600 * 1_000_000
"""Microseconds after which half of that is left: a year."""

SPARE = 16
"""Hits that are looked at beyond those that are wanted, at first."""


def most_relevant_news(hits: Hits, count: int, newest: int) -> Ranked:
    """The first `count` hits by relevance, where of those that are about equally good the newer come first; `newest` is
    the date of the newest article of the index.

    Hits that all have one score come newest first anyway.
    """
    wanted = count
    if count and not all(part.matched.is_constant for part in hits):
        wanted += SPARE
    ranked = most_relevant(hits, wanted)
    # What is not among these has a score too low for the first `count`, however new it is.
    while wanted > count and len(ranked) == wanted and ranked[-1][1] * (1 + MOST) >= ranked[count - 1][1]:
        wanted *= 2
        ranked = most_relevant(hits, wanted)
    if wanted == count:
        return ranked
    scores = np.array([score for _, score in ranked])
    preferred = scores * (1 + MOST * recency(_dates(hits, [number for number, _ in ranked]), newest))
    return [ranked[at] for at in np.argsort(-preferred, kind="stable")[:count].tolist()]


def recency(dates: Array, newest: int) -> Array:
    """How new articles are: 1 for the newest, half as much for each half-life; 0 without a date.

    >>> recency(np.array([2 * HALF_LIFE, HALF_LIFE, UNDATED]), 2 * HALF_LIFE).tolist()
    [1.0, 0.5, 0.0]
    """
    age = np.where(dates == UNDATED, np.inf, newest - dates)
    new: Array = np.exp2(-age / HALF_LIFE)
    return new


def _dates(hits: Hits, numbers: Sequence[int]) -> Array:
    """The dates of hits, by their numbers in the index."""
    wanted = np.array(numbers, np.int64)
    dates = np.full(len(wanted), UNDATED)
    for part in hits:
        leaf = part.leaf
        here = (wanted >= leaf.offset) & (wanted < leaf.offset + leaf.file.documents)
        dates[here] = leaf.file.dates[wanted[here] - leaf.offset]
    return dates
