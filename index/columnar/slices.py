"""Array operations on adjacent slices, such as the postings of one term after another."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.arrays import Array


def first_of_each(*keys: Array) -> Array:
    """The indices at which a new entry begins, where equal entries are adjacent; with several arrays of one length, at
    which a new combination begins.

    >>> first_of_each(np.array([1, 1, 2, 2]), np.array([5, 5, 5, 6])).tolist()
    [0, 2, 3]
    """
    is_new = np.zeros(len(keys[0]), bool)
    is_new[:1] = True
    for key in keys:
        is_new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(is_new)


def spread(starts: Array, counts: Array) -> Array:
    """The indices of several slices in one array, given where each slice starts and how long it is.

    >>> spread(np.array([10, 40]), np.array([3, 2])).tolist()
    [10, 11, 12, 40, 41]
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - counts), counts)


def starts_of(counts: Array) -> Array:
    """Where each of several adjacent slices begins, and where the last one ends, given their lengths.

    >>> starts_of(np.array([3, 2])).tolist()
    [0, 3, 5]
    """
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def together(arrays: Sequence[Array], empty: Array) -> Array:
    """The arrays, concatenated; `empty` where there are none."""
    return np.concatenate(arrays) if arrays else empty


def ranges(ends: Array, most: int) -> Iterator[tuple[int, int]]:
    """Group adjacent slices into ranges (first, last + 1) of at most `most` elements in all, or of one slice.

    `ends` is where the slices begin and the last one ends, as `starts_of` gives it.

    >>> list(ranges(np.array([0, 2, 4, 9, 10]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    first = 0
    while first < len(ends) - 1:
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + most, side="right")) - 1)
        yield first, last
        first = last
