"""Arrays that a thread uses again and again: to mark articles, and to add up their scores.

They belong to the thread, are as long as the longest segment it has met, and are always left empty.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from index.arrays import Array


class _Scratch(threading.local):
    def __init__(self) -> None:
        self.marks = np.zeros(0, bool)
        self.sums = np.zeros(0, np.float64)


_scratch = _Scratch()


@contextmanager
def marks(size: int) -> Iterator[Array]:
    """An array of `size` or more that is False everywhere, and has to be so in the end. One at a time."""
    if len(_scratch.marks) < size:
        _scratch.marks = np.zeros(size, bool)
    lent, _scratch.marks = _scratch.marks, np.zeros(0, bool)
    yield lent
    _scratch.marks = lent  # Not after an exception: it may be left marked.


@contextmanager
def sums(size: int) -> Iterator[Array]:
    """An array of `size` or more that is 0.0 everywhere, and has to be so in the end. One at a time."""
    if len(_scratch.sums) < size:
        _scratch.sums = np.zeros(size, np.float64)
    lent, _scratch.sums = _scratch.sums, np.zeros(0, np.float64)
    yield lent
    _scratch.sums = lent
