"""Which of many words one word can be turned into by few edits: letters left out, put in, changed for another, or two
neighbours that changed places.

All words go through one automaton at once, a letter at a time: the columns of the table of distances, of which each
word's is two numbers of 64 bits (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit
distances"). A word that can no longer come near is dropped.
"""

import numpy as np

from index.arrays import Array

LONGEST = 62
"""Letters of a word that the automaton has bits for."""

_FIRST_OF_SEVERAL = 0xC0
"""From this byte on a byte of UTF-8 begins a letter of several; the last of them tells a, æ, ø and å apart."""


def within(word: str, text: Array, starts: Array, edits: int) -> Array:
    """The places of the words that are at most so many `edits` from `word`, a word of ASCII and æ, ø and å with at
    most `LONGEST` letters. The words lie in `text` as UTF-8, one behind the other from each of `starts` on; the last
    of them says where the text ends. Of letters beyond ASCII and æ, ø, å some are taken for one another.

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
        # No letter brings a word nearer by more than one.
        going = np.flatnonzero((left > 0) & (distance - left <= edits))
        places, at, left, distance = places[going], at[going], left[going], distance[going]
        rising, falling, level, before = rising[going], falling[going], level[going], before[going]
    return np.sort(np.concatenate(found)) if found else places


def _one_byte_each(text: Array, starts: Array) -> tuple[Array, Array]:
    """The words with one byte a letter, the last, and where they begin then."""
    first = text >= _FIRST_OF_SEVERAL
    dropped = np.concatenate([[0], np.cumsum(first)])
    return text[~first], starts - dropped[starts]


def _masks(word: str) -> Array:
    """For each byte the places in `word`, as bits, where it is the last of the letter's."""
    masks = np.zeros(256, np.uint64)
    for place, letter in enumerate(word):
        masks[letter.encode()[-1]] |= np.uint64(1 << place)
    return masks
