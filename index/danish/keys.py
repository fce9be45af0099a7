"""Words as numbers, such that those of all their pieces are known at once.

The key of a word is the value of its letters as a polynomial, modulo 2 to the 64th (Karp & Rabin 1987). From the keys
of a word's beginnings that of any piece follows by one multiplication: so all pieces of thousands of words are looked
up in a few steps on whole arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
"""An odd number without a pattern."""

LONGEST = 64
"""Letters of a word, at most, that has a key."""

MANY = 10_000
"""Keys that are looked up together from which on it pays to put the known ones into drawers by their first bits."""

DRAWER_BITS = 20

_ALL_BITS = (1 << 64) - 1
_INVERSE = pow(_BASE, -1, 1 << 64)
_POWERS = np.cumprod(np.full(LONGEST + 1, _BASE, np.uint64)) * np.uint64(_INVERSE)
_INVERSES = np.cumprod(np.full(LONGEST + 1, _INVERSE, np.uint64), dtype=np.uint64)
"""The powers of the base from the 0th on, and those of its inverse from the first."""


def has_key(word: str) -> bool:
    """Whether a word has a key: letters of Latin-1 alone, and not too many of them.

    >>> [has_key(word) for word in ("færge", "7.500", "кот")]
    [True, False, False]
    """
    return word.isalpha() and len(word) <= LONGEST and (word.isascii() or max(word) <= "\xff")


def keys_of(words: Sequence[str]) -> Keys:
    """The keys of words that have one.

    >>> one, other, again = keys_of(["bog", "båd", "bog"])
    >>> bool(one == again), bool(one == other)
    (True, False)
    """
    return np.fromiter(map(_key, words), np.uint64, len(words))


def _key(word: str) -> int:
    key = 0
    for letter in word.encode("latin-1"):
        key = key * _BASE + letter & _ALL_BITS
    return key


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Some words, a row each: their `letters`, which nothing follows but zeros, and the `keys` of their beginnings, of
    which the one at a place has as many letters."""

    letters: npt.NDArray[np.uint8]
    keys: Keys

    @classmethod
    def of(cls, words: Sequence[str]) -> "Beginnings":
        """Those of words that have keys, best of about one length."""
        length = max(map(len, words), default=0)
        padded = "".join([word.ljust(length + 1, "\0") for word in words]).encode("latin-1")
        letters = np.frombuffer(padded, np.uint8).reshape(len(words), length + 1)
        keys = np.zeros((len(words), length + 1), np.uint64)
        # The sum of letters by falling powers, each up to its own place, is one running sum by powers of the inverse.
        np.cumsum(letters[:, :length] * _INVERSES[:length], axis=1, out=keys[:, 1:])
        keys[:, 1:] *= _POWERS[1 : length + 1]
        return cls(letters, keys)

    def pieces(self, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Keys:
        """The keys of the pieces from some places to before others, a column each. A piece that reaches beyond its
        word is no word's."""
        keys: Keys = self.keys[:, ends] - self.keys[:, starts] * _POWERS[ends - starts]
        return keys

    def piece(self, rows: npt.NDArray[np.intp], starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Keys:
        """The keys of single pieces: of the word in some row, from some place to before another."""
        keys: Keys = self.keys[rows, ends] - self.keys[rows, starts] * _POWERS[ends - starts]
        return keys


def longer(keys: Keys, letters: str) -> Keys:
    """The keys of the same words with more letters at the end.

    >>> longer(keys_of(["færg"]), "e") == keys_of(["færge"])
    array([ True])
    """
    for letter in letters:
        keys = keys * np.uint64(_BASE) + np.uint64(ord(letter))
    return keys


class SortedKeys:
    """Keys in ascending order, in which others are looked up. It may be shared by threads."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def find(self, keys: Keys) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of some keys are among these, and where: a place for each that is, in order."""
        if not len(self._keys):
            return np.zeros(keys.shape, bool), np.zeros(0, np.intp)
        if keys.size < MANY:
            return self._known(keys, self._keys.searchsorted(keys))
        places, most = self._drawers
        at = places[_first_bits(keys)]
        found = at >= 0
        keys, at = keys[found], at[found]
        for _ in range(most - 1):
            at = np.minimum(at, len(self._keys) - 1)
            at += self._keys[at] < keys
        known, at = self._known(keys, at)
        found[found] = known
        return found, at

    def _known(self, keys: Keys, at: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of some keys are at the places where they would be, and these."""
        at = np.minimum(at, len(self._keys) - 1)
        known: npt.NDArray[np.bool_] = self._keys[at] == keys
        return known, at[known]

    @cached_property
    def _drawers(self) -> tuple[npt.NDArray[np.intp], int]:
        """Where the keys begin that have the same first bits, -1 where none has; and how many such keys there are at
        most."""
        bits, places, counts = np.unique(_first_bits(self._keys), return_index=True, return_counts=True)
        drawers: npt.NDArray[np.intp] = np.full(1 << DRAWER_BITS, -1, np.intp)
        drawers[bits] = places
        return drawers, int(counts.max())


def _first_bits(keys: Keys) -> npt.NDArray[np.intp]:
    return (keys >> np.uint64(64 - DRAWER_BITS)).view(np.intp)
