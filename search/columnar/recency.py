"""Among articles with about the same score, newer ones come first.

For the order alone, an article's score is raised a little the newer it is: by the share `MOST` for the newest article
of the index, and by half as much for each `HALF_LIFE` that it is older. So recency decides between articles that answer
about equally well, and nowhere else. The scores that are shown stay as they are.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.dates import UNDATED
from search.columnar.hits import Hits
from search.columnar.top_hits import TopHits, most_relevant

MOST = 0.01
"""The share by which the score of the newest article is raised. So small that only articles whose scores differ by one
per cent at most change places."""

HALF_LIFE = 365 * 24 * 3600 * 1_000_000
"""Microseconds after which half of the preference is left: a year."""

SPARE = 16
"""How many hits beyond those that are wanted are looked at first. Has no influence on what is found."""


def most_relevant_and_recent(hits: Hits, count: int, newest: int) -> TopHits:
    """The first `count` hits by relevance, newer ones before others with about the same score. `newest` is the date of
    the newest article of the index, in microseconds since 1970 in UTC.

    Hits that all have the same score come newest first anyway.
    """
    wanted = count
    if count and not all(part.matched.is_constant for part in hits):
        wanted += SPARE
    ranked = most_relevant(hits, wanted)
    # Until those left out have scores so low that they cannot be among the first `count`, however new they are.
    while wanted > count and len(ranked) == wanted and ranked[-1][1] * (1 + MOST) >= ranked[count - 1][1]:
        wanted *= 2
        ranked = most_relevant(hits, wanted)
    if wanted == count:
        return ranked
    scores = np.array([score for _, score in ranked])
    preferred = scores * (1 + MOST * recency(_dates(hits, [number for number, _ in ranked]), newest))
    return [ranked[at] for at in np.argsort(-preferred, kind="stable")[:count].tolist()]


def recency(dates: Array, newest: int) -> Array:
    """How new articles are: 1 for the newest of the index, half as much for each half-life; 0 for one without a date.
    `dates` and `newest` are microseconds since 1970 in UTC.

    >>> recency(np.array([2 * HALF_LIFE, HALF_LIFE, UNDATED]), 2 * HALF_LIFE).tolist()
    [1.0, 0.5, 0.0]
    """
    age = np.where(dates == UNDATED, np.inf, newest - dates)
    new: Array = np.exp2(-age / HALF_LIFE)
    return new


def _dates(hits: Hits, numbers: Sequence[int]) -> Array:
    """The dates of some of `hits`, given by their numbers in the index."""
    wanted = np.array(numbers, np.int64)
    dates = np.full(len(wanted), UNDATED)
    for part in hits:
        leaf = part.leaf
        here = (wanted >= leaf.offset) & (wanted < leaf.offset + leaf.file.documents)
        dates[here] = leaf.file.dates[wanted[here] - leaf.offset]
    return dates
