"""The order of articles in a segment (Lucene's index sort): newest first, then by id, undated ones last.

Hits with equal scores come in the same order. So ties are broken by article number, the newest hits are the first ones,
and the articles of a period are a slice.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.columnar.run_merge import DROPPED
from index.dates import UNDATED

DATE_COLUMN = "published"
ID_FIELD = "id"


def newest_first(dates: Array, ids: Sequence[bytes]) -> Array:
    """The indices of articles in order, given their dates (any numbers that are higher for later dates, or `UNDATED`)
    and ids.

    >>> newest_first(np.array([2016, UNDATED, 2018, 2018]), [b"a", b"b", b"d", b"c"]).tolist()
    [3, 2, 0, 1]
    """
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    ascending = np.where(dates == UNDATED, UNDATED, -dates)
    return by_id[np.argsort(ascending[by_id], kind="stable")]


def renumbered(alive: Array, dates: Array, ids: Sequence[bytes]) -> tuple[Array, Array]:
    """The indices of the articles that are `alive`, in order, and the new number of each article, or `DROPPED`.

    >>> order, numbers = renumbered(np.array([True, False, True]), np.array([2016, 2017, 2018]), [b"a", b"b", b"c"])
    >>> order.tolist(), numbers.tolist()
    ([2, 0], [1, -1, 0])
    """
    order = np.flatnonzero(alive)
    order = order[newest_first(dates[order], [ids[at] for at in order.tolist()])]
    numbers = np.full(len(ids), DROPPED, np.int64)
    numbers[order] = np.arange(len(order))
    return order, numbers


def documents_between(dates: Array, first: int, last: int) -> tuple[int, int]:
    """The articles with a date from `first` to `last`, both included, as a range of numbers: first, and last plus 1.

    `dates` are those of all articles of a segment, in order.

    >>> documents_between(np.array([2018, 2018, 2016, UNDATED]), 2016, 2017)
    (2, 3)
    """
    dated = dates[: dates_end(dates)][::-1]  # Ascending, as it is searched.
    newer, older = int(dated.searchsorted(last, "right")), int(dated.searchsorted(first, "left"))
    return len(dated) - newer, max(len(dated) - older, len(dated) - newer)


def dates_end(dates: Array) -> int:
    """The number of the first undated article, which is the number of dated ones; `dates` are in order."""
    low, high = 0, len(dates)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if dates[middle] == UNDATED else (middle + 1, high)
    return low
