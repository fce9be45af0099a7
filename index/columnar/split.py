"""Split arrays: 32-bit numbers in little more than 16 bits each.

Numbers are split into their low and high 16 bits, as in Roaring bitmaps. The low bits are one array. The high bits are
run-length encoded, as they seldom change from one number to the next: article numbers ascend within a term. The array
NAME is stored as three:

    NAME            the low bits of each number
    NAME.changes    the indices at which the high bits change, the first one included
    NAME.high       the high bits from there on
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from index.arrays import Array, ArrayFile, ArrayStream
from index.columnar.slices import together
from index.columnar.terms import narrowed

BITS = np.uint32(16)

FEW_CHANGES = 64
"""Up to this number of changes the high bits are set slice by slice, which is faster while slices are long; with more
changes the high bits of all numbers are looked up at once."""

_NOTHING = np.zeros(0, np.uint32)


class SplitWriter:
    """Appends to a split array; `stream` opens the array of its low bits."""

    def __init__(self, stream: Callable[[str, npt.DTypeLike], ArrayStream], name: str) -> None:
        self._name = name
        self._low = stream(name, np.uint16)
        self._changes: list[Array] = []
        self._high: list[Array] = []
        self._last = -1

    def append(self, numbers: Array) -> None:
        """Append numbers."""
        high = numbers.astype(np.int64) >> BITS
        changes = np.flatnonzero(np.diff(high, prepend=self._last))
        self._changes.append(changes + self._low.length)
        self._high.append(high[changes].astype(np.uint32))
        self._low.append(numbers.astype(np.uint16))  # Drops the high bits.
        self._last = int(high[-1]) if len(high) else self._last

    def arrays(self) -> dict[str, Array]:
        """The other arrays, to be written when all numbers have been appended."""
        changes, high = (together(arrays, _NOTHING) for arrays in (self._changes, self._high))
        return {f"{self._name}.changes": narrowed(changes), f"{self._name}.high": high}


class SplitArray:
    """Reads a split array as 32-bit numbers. Threads can share it."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low, self._changes, self._high = (file[part] for part in (name, f"{name}.changes", f"{name}.high"))
        self._is_low = not self._high.any()

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, at: slice | Array) -> Array:
        """The numbers of a slice without a step, or those at an array of indices."""
        numbers: Array = self._low[at].astype(np.uint32)
        if self._is_low or not numbers.size:
            return numbers
        start, stop = at.indices(len(self))[:2] if isinstance(at, slice) else (int(at.min()), int(at.max()) + 1)
        within = self._changes_in(start, stop)
        changes, high = self._changes[within], self._high[within] << BITS
        if len(high) > FEW_CHANGES or not isinstance(at, slice):
            indices = np.arange(start, stop) if isinstance(at, slice) else at
            numbers |= high[changes.searchsorted(indices.astype(changes.dtype), "right") - 1]
            return numbers
        bounds = [start, *changes[1:].tolist(), stop]
        for bits, first, last in zip(high, bounds, bounds[1:], strict=False):
            if bits:
                numbers[first - start : last - start] |= bits
        return numbers

    def _changes_in(self, start: int, stop: int) -> slice:
        """The changes that decide the high bits of the numbers from `start` to before `stop`."""
        # In the type of the changes: for any other type, NumPy would convert a copy of all changes.
        first, last = self._changes.searchsorted(np.array([start, stop - 1], self._changes.dtype), "right")
        return slice(int(first) - 1, int(last))
