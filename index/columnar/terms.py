"""The term dictionary: terms in the order of their bytes, in an array file. The number of a term is its rank.

NAME.terms, NAME.term_starts   the bytes of all terms, and where each begins
NAME.term_keys                 the first eight bytes of each term as a number, for binary search
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array, ArrayFile, ArrayFileWriter
from index.columnar.slices import starts_of

KEY_BYTES = 8


def write_terms(file: ArrayFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write `terms`, which are in the order of their bytes, under `name`."""
    file.add(f"{name}.terms", np.frombuffer(b"".join(terms), np.uint8))
    file.add(f"{name}.term_starts", narrowed(starts_of(np.fromiter(map(len, terms), np.int64, len(terms)))))
    file.add(f"{name}.term_keys", np.fromiter(map(key_of, terms), np.uint64, len(terms)))


class Terms:
    """Reads the terms that were written under `name`. Threads can share it."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._bytes = file[f"{name}.terms"].data
        self._starts = file[f"{name}.term_starts"]
        self._keys = file[f"{name}.term_keys"]

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._keys)

    def term(self, number: int) -> bytes:
        """The term with this number."""
        return bytes(self._bytes[int(self._starts[number]) : int(self._starts[number + 1])])

    def stretch(self, first: int, last: int) -> tuple[Array, Array]:
        """The bytes of the terms from number `first` to before `last`, and where each begins and the last one ends."""
        starts = self._starts[first : last + 1]
        return np.frombuffer(self._bytes[int(starts[0]) : int(starts[-1])], np.uint8), starts - starts[0]

    def find(self, term: bytes) -> int | None:
        """The number of a term, or None."""
        number = self.from_term(term)
        return number if number < len(self) and self.term(number) == term else None

    def from_term(self, term: bytes) -> int:
        """The number of the first term that is equal to `term` or comes after it."""
        key = np.uint64(key_of(term))
        low, high = (int(self._keys.searchsorted(key, side)) for side in ("left", "right"))
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning_with(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`: the first one, and the last one plus 1."""
        # UTF-8 has no byte 255, so every such term comes before the prefix followed by that byte.
        return self.from_term(prefix), self.from_term(prefix + b"\xff")


def key_of(term: bytes) -> int:
    """The first bytes of a term as a number; keys have the order of their terms, but terms can have the same key.

    >>> key_of(b"by") < key_of(b"byen") < key_of("bølge".encode())
    True
    """
    return int.from_bytes(term[:KEY_BYTES].ljust(KEY_BYTES, b"\0"), "big")


def narrowed(values: Array) -> Array:
    """Signed 64-bit numbers as unsigned ones, of 32 bits where they fit; other arrays are returned as they are."""
    if values.dtype == np.int64:
        return values.astype(np.uint32 if values.max(initial=0) <= np.iinfo(np.uint32).max else np.uint64)
    return values
