"""Arrays over all articles of a segment that a thread reuses: flags to mark articles, and sums of their scores.

Allocating and clearing such an array for each operation would take longer than the operation. So each thread keeps one
of each kind, as long as the longest segment it has searched; whoever borrows it clears what they have set.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from index.arrays import Array


class _Scratch(threading.local):
    def __init__(self) -> None:
        self.flags = np.zeros(0, bool)
        self.sums = np.zeros(0, np.float64)


_scratch = _Scratch()


@contextmanager
def flags(size: int) -> Iterator[Array]:
    """An array of at least `size` values, all False; the caller has to leave it so. Only one is lent at a time."""
    if len(_scratch.flags) < size:
        _scratch.flags = np.zeros(size, bool)
    lent, _scratch.flags = _scratch.flags, np.zeros(0, bool)
    yield lent
    _scratch.flags = lent  # Not after an exception, which may leave flags set.


@contextmanager
def sums(size: int) -> Iterator[Array]:
    """An array of at least `size` values, all 0.0; the caller has to leave it so. Only one is lent at a time."""
    if len(_scratch.sums) < size:
        _scratch.sums = np.zeros(size, np.float64)
    lent, _scratch.sums = _scratch.sums, np.zeros(0, np.float64)
    yield lent
    _scratch.sums = lent
