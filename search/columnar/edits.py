"""The words within a few edits of a given one. An edit deletes, inserts or substitutes a letter, or transposes two
neighbouring ones (the restricted Damerau-Levenshtein distance).

All words are compared at once, one letter at a time, by the bit-parallel algorithm of Hyyrö 2003, "A bit-vector
algorithm for computing Levenshtein and Damerau edit distances": two 64-bit integers hold a column of the distance
matrix of each word. A word is dropped as soon as its distance must exceed the limit.
"""

import numpy as np

from index.arrays import Array

LONGEST = 62
"""Letters that a word may have at most, as a column has to fit into 64 bits."""

_FIRST_OF_SEVERAL = 0xC0
"""Bytes of UTF-8 from this one on begin a letter of several bytes. These first bytes are left out: the last byte of a
letter is enough to tell ASCII, æ, ø and å apart."""


def within(word: str, text: Array, starts: Array, edits: int) -> Array:
    """The indices of the words that are at most `edits` edits from `word`.

    `word` consists of ASCII letters, æ, ø and å, at most `LONGEST` of them. The words are concatenated in `text`, in
    UTF-8; word *i* extends from `starts[i]` to `starts[i + 1]`. Some letters beyond ASCII, æ, ø and å are not told
    apart, so a word that contains any may be found though it is further away.

    >>> text = "fårfærgefregat".encode()
    >>> within("faerge", np.frombuffer(text, np.uint8), np.array([0, 4, 10, 16]), 2).tolist()
    [1]
    """
    letters, starts = _one_byte_each(text, starts)
    lengths = np.diff(starts)
    places = np.flatnonzero((lengths > 0) & (np.abs(lengths - len(word)) <= edits))
    at, left = starts[places], lengths[places]
    masks = _masks(word)
    top = np.uint64(len(word) - 1)
    one = np.uint64(1)
    count = len(places)
    rising, falling = np.full(count, ~np.uint64(0)), np.zeros(count, np.uint64)
    level, before = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    distance = np.full(count, len(word))
    found = []
    while len(places):
        equal = masks[letters[at]]
        swapped = ((~level & equal) << one) & before
        level = (((equal & rising) + rising) ^ rising) | equal | falling | swapped
        up, down = falling | ~(level | rising), level & rising
        distance = distance + ((up >> top) & one).astype(np.int64) - ((down >> top) & one).astype(np.int64)
        up, down = (up << one) | one, down << one
        rising, falling, before = down | ~(level | up), up & level, equal
        at, left = at + 1, left - 1
        found.append(places[(left == 0) & (distance <= edits)])
        # Each further letter can lower the distance by one at most.
        going = np.flatnonzero((left > 0) & (distance - left <= edits))
        places, at, left, distance = places[going], at[going], left[going], distance[going]
        rising, falling, level, before = rising[going], falling[going], level[going], before[going]
    return np.sort(np.concatenate(found)) if found else places


def _one_byte_each(text: Array, starts: Array) -> tuple[Array, Array]:
    """The text with the last byte of each letter only, and where each word begins in it."""
    first = text >= _FIRST_OF_SEVERAL
    dropped = np.concatenate([[0], np.cumsum(first)])
    return text[~first], starts - dropped[starts]


def _masks(word: str) -> Array:
    """For each byte a bit mask of the positions in `word` of the letters that end in it."""
    masks = np.zeros(256, np.uint64)
    for place, letter in enumerate(word):
        masks[letter.encode()[-1]] |= np.uint64(1 << place)
    return masks
