"""The order in which a segment keeps its articles: the newest first, those of one moment by id, undated ones last.

It is the order of hits of equal score, and that of the newest. So ties need no looking up, the first of the newest
hits are the first in any array of hits, and the articles of a period lie side by side.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.dates import UNDATED

DATE_COLUMN = "published"
ID_FIELD = "id"


def newest_first(dates: Array, ids: Sequence[bytes]) -> Array:
    """The numbers of the articles with these dates (any ascending number, or `UNDATED`) and ids, in order.

    >>> newest_first(np.array([2016, UNDATED, 2018, 2018]), [b"a", b"b", b"d", b"c"]).tolist()
    [3, 2, 0, 1]
    """
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    ascending = np.where(dates == UNDATED, UNDATED, -dates)
    return by_id[np.argsort(ascending[by_id], kind="stable")]


def documents_between(dates: Array, first: int, last: int) -> tuple[int, int]:
    """Which articles have a date from `first` to `last`, both included, where `dates` are in order: from the number of
    the newest to before that of the oldest's successor.

    >>> documents_between(np.array([2018, 2018, 2016, UNDATED]), 2016, 2017)
    (2, 3)
    """
    dated = dates[: dates_end(dates)][::-1]  # Ascending, as it is searched.
    newer, older = int(dated.searchsorted(last, "right")), int(dated.searchsorted(first, "left"))
    return len(dated) - newer, max(len(dated) - older, len(dated) - newer)


def dates_end(dates: Array) -> int:
    """How many of `dates`, which are in order, are dates: the first of the undated articles."""
    low, high = 0, len(dates)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if dates[middle] == UNDATED else (middle + 1, high)
    return low
