"""Words as numbers, such that those of all their pieces are known at once.

The key of a word is the value of its letters as a polynomial, modulo 2 to the 64th (Karp & Rabin 1987). From the keys
of a word's beginnings that of any piece follows by one multiplication: so all pieces of thousands of words are looked
up in a few steps on whole arrays.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

BASE = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without a pattern."""

LONGEST = 64
"""Letters of a word, at most, that has a key."""

MANY = 10_000
"""Keys that are looked up together from which on it pays to put the known ones into drawers by their first bits."""

DRAWER_BITS = 20
_DRAWER_SHIFT = np.uint64(64 - DRAWER_BITS)

_INVERSE = pow(int(BASE), -1, 1 << 64)
_POWERS = np.cumprod(np.full(LONGEST + 1, BASE), dtype=np.uint64) * np.uint64(_INVERSE)
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
    keys = np.zeros(len(words), np.uint64)
    for places, of_length in by_length(words):
        keys[places] = Beginnings.of(of_length).keys[:, -1]
    return keys


def by_length(words: Sequence[str]) -> Iterator[tuple[list[int], list[str]]]:
    """Words of one length together: their places among `words`, and the words."""
    places = defaultdict[int, list[int]](list)
    for place, word in enumerate(words):
        places[len(word)].append(place)
    for at in places.values():
        yield at, [words[place] for place in at]


@dataclass(frozen=True)
class Beginnings:
    """Words of one length: their `letters` (one row a word), and the `keys` of their beginnings, of which the one at a
    place has as many letters."""

    letters: npt.NDArray[np.uint8]
    keys: Keys

    @classmethod
    def of(cls, words: Sequence[str]) -> "Beginnings":
        """Those of words that have keys and are of one length."""
        letters = np.frombuffer("".join(words).encode("latin-1"), np.uint8).reshape(len(words), -1)
        length = letters.shape[1]
        keys = np.zeros((len(words), length + 1), np.uint64)
        # The sum of letters by falling powers, each up to its own place, is one running sum by powers of the inverse.
        np.cumsum(letters * _INVERSES[:length], axis=1, out=keys[:, 1:])
        keys[:, 1:] *= _POWERS[1 : length + 1]
        return cls(letters, keys)

    def pieces(self, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Keys:
        """The keys of the pieces from some places to before others, a column each."""
        keys: Keys = self.keys[:, ends] - self.keys[:, starts] * _POWERS[ends - starts]
        return keys


def longer(keys: Keys, letters: str) -> Keys:
    """The keys of the same words with more letters at the end.

    >>> longer(keys_of(["færg"]), "e") == keys_of(["færge"])
    array([ True])
    """
    for letter in letters:
        keys = keys * BASE + np.uint64(ord(letter))
    return keys


class SortedKeys:
    """Keys in ascending order, in which others are looked up. It may be shared by threads."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def find(self, keys: Keys) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of some keys are among these, and where: a place for each that is, in order."""
        if not len(self._keys):
            return np.zeros(keys.shape, bool), np.zeros(0, np.intp)
        if keys.size >= MANY:
            return self._find_many(keys)
        at = np.minimum(self._keys.searchsorted(keys), len(self._keys) - 1)
        found: npt.NDArray[np.bool_] = self._keys[at] == keys
        return found, at[found]

    def _find_many(self, keys: Keys) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """As `find`: step by step through the few keys that begin with the same bits, for all at once."""
        drawers = keys.ravel() >> _DRAWER_SHIFT
        at, ends = self._drawers[drawers], self._drawers[drawers + np.uint64(1)]
        places = np.full(keys.size, -1, np.intp)
        left = np.flatnonzero(at < ends)
        at, ends, wanted = at[left], ends[left], keys.ravel()[left]
        while len(left):
            same = self._keys[at] == wanted
            places[left[same]] = at[same]
            at = at + 1
            further = ~same & (at < ends)
            left, at, ends, wanted = left[further], at[further], ends[further], wanted[further]
        found = (places >= 0).reshape(keys.shape)
        return found, places[places >= 0]

    @cached_property
    def _drawers(self) -> npt.NDArray[np.int32]:
        """Where the keys begin that have the same first bits."""
        counts = np.bincount((self._keys >> _DRAWER_SHIFT).astype(np.intp), minlength=1 << DRAWER_BITS)
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
