"""Whole numbers of at most 32 bits in little more than 16.

The low 16 bits of all numbers are one array. The high bits seldom change from one number to the next: the places where
they do are kept, and what they are from there on. So the articles of a term take 16 bits each, however many articles
there are. An array NAME is kept as three:

    NAME                      the low bits of each number
    NAME.changes, NAME.high   where the high bits change, the first place included, and to what
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from index.arrays import Array, ArrayFile, ArrayStream
from index.columnar.run import together
from index.columnar.terms import narrowed

BITS = np.uint32(16)

FEW_CHANGES = 64
"""So many changes are made up for one after another; of more, those of all numbers at once."""

_NOTHING = np.zeros(0, np.uint32)


class SplitWriter:
    """Writes an array bit by bit."""

    def __init__(self, stream: Callable[[str, npt.DTypeLike], ArrayStream], name: str) -> None:
        self._name = name
        self._low = stream(name, np.uint16)
        self._changes: list[Array] = []
        self._high: list[Array] = []
        self._last = -1

    def append(self, numbers: Array) -> None:
        """Add to the end."""
        high = numbers.astype(np.int64) >> BITS
        changes = np.flatnonzero(np.diff(high, prepend=self._last))
        self._changes.append(changes + self._low.length)
        self._high.append(high[changes].astype(np.uint32))
        self._low.append(numbers.astype(np.uint16))  # This cuts the high bits off.
        self._last = int(high[-1]) if len(high) else self._last

    def arrays(self) -> dict[str, Array]:
        """What is to be written beside the low bits when all numbers are."""
        changes, high = (together(arrays, _NOTHING) for arrays in (self._changes, self._high))
        return {f"{self._name}.changes": narrowed(changes), f"{self._name}.high": high}


class SplitArray:
    """An array as it lies in the file; what is taken out of it has 32 bits. It may be shared by threads."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low, self._changes, self._high = (file[part] for part in (name, f"{name}.changes", f"{name}.high"))
        self._is_low = not self._high.any()

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, at: slice | Array) -> Array:
        """The numbers from one place to before another, or those at some places."""
        numbers: Array = self._low[at].astype(np.uint32)
        if self._is_low or not numbers.size:
            return numbers
        start, stop = at.indices(len(self))[:2] if isinstance(at, slice) else (int(at.min()), int(at.max()) + 1)
        within = self._changes_in(start, stop)
        changes, high = self._changes[within], self._high[within] << BITS
        if len(high) > FEW_CHANGES or not isinstance(at, slice):
            places = np.arange(start, stop) if isinstance(at, slice) else at
            numbers |= high[changes.searchsorted(places.astype(changes.dtype), "right") - 1]
            return numbers
        bounds = [start, *changes[1:].tolist(), stop]
        for bits, first, last in zip(high, bounds, bounds[1:], strict=False):
            if bits:
                numbers[first - start : last - start] |= bits
        return numbers

    def _changes_in(self, start: int, stop: int) -> slice:
        """The changes that say what the high bits are from one place to before another."""
        # Typed as the changes are, as these would be copied to be compared with anything else.
        first, last = self._changes.searchsorted(np.array([start, stop - 1], self._changes.dtype), "right")
        return slice(int(first) - 1, int(last))
