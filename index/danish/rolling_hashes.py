"""Words as 64-bit rolling hashes, from which those of all their substrings follow at once.

The hash of a word is the value of its letters as a polynomial, modulo 2 to the 64th (Karp & Rabin 1987). From the
hashes of a word's prefixes that of any substring follows by one multiplication: so all substrings of thousands of words
are looked up in a few steps on whole arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
"""The base of the polynomial: odd, so that it has an inverse, and without a pattern (2 to the 64th by the golden
ratio)."""

LONGEST = 64
"""Letters of a word, at most, that has a hash."""

MANY = 10_000
"""Hashes that are looked up together from which on a table of buckets is used, and not binary search."""

BUCKET_BITS = 20
"""Leading bits of a hash that say in which bucket it is: a million buckets, a table of 8 MB."""

_ALL_BITS = (1 << 64) - 1
_INVERSE = pow(_BASE, -1, 1 << 64)

_POWERS = np.cumprod(np.full(LONGEST + 1, _BASE, np.uint64)) * np.uint64(_INVERSE)
"""The powers of the base, from the 0th on."""

_INVERSES = np.cumprod(np.full(LONGEST + 1, _INVERSE, np.uint64), dtype=np.uint64)
"""The powers of its inverse, from the first on."""


def has_hash(word: str) -> bool:
    """Whether a word has a hash: it consists of letters of Latin-1, of `LONGEST` at most.

    >>> [has_hash(word) for word in ("færge", "7.500", "кот")]
    [True, False, False]
    """
    return word.isalpha() and len(word) <= LONGEST and (word.isascii() or max(word) <= "\xff")


def hashes_of(words: Sequence[str]) -> Hashes:
    """The hashes of words that have one.

    >>> one, other, again = hashes_of(["bog", "båd", "bog"])
    >>> bool(one == again), bool(one == other)
    (True, False)
    """
    return np.fromiter(map(_hash, words), np.uint64, len(words))


def _hash(word: str) -> int:
    value = 0
    for letter in word.encode("latin-1"):
        value = value * _BASE + letter & _ALL_BITS
    return value


@dataclass(frozen=True, slots=True)
class PrefixHashes:
    """The prefixes of some words, a row each: `letters` are the word's bytes in Latin-1, padded with zeros, and
    `hashes[row, count]` is the hash of its first `count` letters."""

    letters: npt.NDArray[np.uint8]
    hashes: Hashes

    @classmethod
    def of(cls, words: Sequence[str]) -> "PrefixHashes":
        """Those of words that have hashes; the closer in length they are, the less is padded."""
        length = max(map(len, words), default=0)
        padded = "".join([word.ljust(length + 1, "\0") for word in words]).encode("latin-1")
        letters = np.frombuffer(padded, np.uint8).reshape(len(words), length + 1)
        hashes = np.zeros((len(words), length + 1), np.uint64)
        # The sum of letters by falling powers, each up to its own place, is one running sum by powers of the inverse.
        np.cumsum(letters[:, :length] * _INVERSES[:length], axis=1, out=hashes[:, 1:])
        hashes[:, 1:] *= _POWERS[1 : length + 1]
        return cls(letters, hashes)

    def substrings(self, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Hashes:
        """The hashes of the substrings of every word from each start to before each end: a row a word, a column a
        substring. One that reaches into the padding has the hash of no word."""
        hashes: Hashes = self.hashes[:, ends] - self.hashes[:, starts] * _POWERS[ends - starts]
        return hashes

    def substrings_of(
        self, rows: npt.NDArray[np.intp], starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
    ) -> Hashes:
        """The hashes of single substrings: of the word in each row, from a start to before an end."""
        hashes: Hashes = self.hashes[rows, ends] - self.hashes[rows, starts] * _POWERS[ends - starts]
        return hashes


def appended(hashes: Hashes, letters: str) -> Hashes:
    """The hashes of the same words with more letters at the end.

    >>> appended(hashes_of(["færg"]), "e") == hashes_of(["færge"])
    array([ True])
    """
    for letter in letters:
        hashes = hashes * np.uint64(_BASE) + np.uint64(ord(letter))
    return hashes


class SortedHashes:
    """Hashes in ascending order, in which others are looked up. It may be shared by threads."""

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes

    def find(self, hashes: Hashes) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of some hashes are among these, as a mask; and for each that is, in order, its place here."""
        if not len(self._hashes):
            return np.zeros(hashes.shape, bool), np.zeros(0, np.intp)
        if hashes.size < MANY:
            return self._known(hashes, self._hashes.searchsorted(hashes))
        first_of_bucket, largest = self._buckets
        at = first_of_bucket[_bucket(hashes)]
        found = at >= 0
        hashes, at = hashes[found], at[found]
        for _ in range(largest - 1):
            at = np.minimum(at, len(self._hashes) - 1)
            at += self._hashes[at] < hashes
        known, at = self._known(hashes, at)
        found[found] = known
        return found, at

    def _known(self, hashes: Hashes, at: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of some hashes are at the places where they would be, and these places."""
        at = np.minimum(at, len(self._hashes) - 1)
        known: npt.NDArray[np.bool_] = self._hashes[at] == hashes
        return known, at[known]

    @cached_property
    def _buckets(self) -> tuple[npt.NDArray[np.intp], int]:
        """The place of the first hash of each bucket, -1 for an empty one; and the hashes in the largest bucket."""
        filled, places, counts = np.unique(_bucket(self._hashes), return_index=True, return_counts=True)
        first_of_bucket: npt.NDArray[np.intp] = np.full(1 << BUCKET_BITS, -1, np.intp)
        first_of_bucket[filled] = places
        return first_of_bucket, int(counts.max())


def _bucket(hashes: Hashes) -> npt.NDArray[np.intp]:
    return (hashes >> np.uint64(64 - BUCKET_BITS)).view(np.intp)
