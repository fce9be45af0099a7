"""Invert tokens into runs of postings.

A run is what an external merge sort calls so: a sorted part of the whole, here the postings of one field of a batch of
articles, or of a segment that is merged with others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array


@dataclass(frozen=True)
class Tokens:
    """The tokens of one field, in the order of articles and of positions.

    The arrays have one entry a token: the number of its term in the vocabulary, that of its article, and its position.
    """

    terms: Array
    documents: Array
    positions: Array


@dataclass(frozen=True)
class Run:
    """The postings of one field, sorted by term, in any order of terms, and then by article.

    `terms` and `counts` have one entry a term: its number in the vocabulary, and how many postings it has. `documents`
    and `frequencies` have one entry a posting, `positions` one a token; it is None in fields without positions.
    """

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array | None

    def __len__(self) -> int:
        return len(self.documents)


class Vocabulary(dict[bytes, int]):
    """Numbers terms in the order in which they are first looked up."""

    def __missing__(self, term: bytes) -> int:
        number = self[term] = len(self)
        return number

    def in_byte_order(self) -> tuple[list[bytes], Array]:
        """All terms in the order of their bytes, and the number of each."""
        terms = sorted(self)
        return terms, np.fromiter(map(self.__getitem__, terms), np.int64, len(terms))


def invert(tokens: Tokens, terms: Sequence[bytes]) -> Run:
    """Sort tokens into postings, in the order of the bytes of their terms; `terms` are all terms by their numbers.

    Term, article and position are packed into one 64-bit number each, because NumPy sorts numbers many times faster
    than it sorts by three keys. Raises ValueError where they do not fit, which takes an article of a hundred megabytes
    among thousands of others.
    """
    if not len(tokens.terms):
        nothing = np.zeros(0, np.uint32)
        return Run(nothing, nothing, nothing, nothing, nothing)
    numbers = np.flatnonzero(np.bincount(tokens.terms))
    present = np.array(sorted(numbers.tolist(), key=terms.__getitem__), np.int64)
    slot = np.zeros(numbers[-1] + 1, np.uint64)
    slot[present] = np.arange(len(present), dtype=np.uint64)
    place_bits, document_bits = _bits(tokens.positions), _bits(tokens.documents)
    if len(present).bit_length() + place_bits + document_bits > 64:
        raise ValueError("the articles are too long to be inverted together")
    keys = (slot[tokens.terms] << document_bits | tokens.documents) << place_bits | tokens.positions
    keys.sort()
    postings = keys >> place_bits
    first = first_of_each(postings)
    postings = postings[first]
    return Run(
        terms=present.astype(np.uint32),
        counts=np.bincount((postings >> document_bits).astype(np.int64), minlength=len(present)),
        documents=(postings & ((1 << document_bits) - 1)).astype(np.uint32),
        frequencies=np.diff(first, append=len(keys)).astype(np.uint32),
        positions=(keys & ((1 << place_bits) - 1)).astype(np.uint32),
    )


def _bits(values: Array) -> int:
    return int(values.max()).bit_length()


def first_of_each(*keys: Array) -> Array:
    """The indices at which a new entry begins, where equal entries are adjacent; with several arrays of one length, at
    which a new combination begins.

    >>> first_of_each(np.array([1, 1, 2, 2]), np.array([5, 5, 5, 6])).tolist()
    [0, 2, 3]
    """
    is_new = np.zeros(len(keys[0]), bool)
    is_new[:1] = True
    for key in keys:
        is_new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(is_new)


def spread(starts: Array, counts: Array) -> Array:
    """The indices of several slices in one array, given where each slice starts and how long it is.

    >>> spread(np.array([10, 40]), np.array([3, 2])).tolist()
    [10, 11, 12, 40, 41]
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - counts), counts)


def starts_of(counts: Array) -> Array:
    """Where each of several adjacent slices begins, and where the last one ends, given their lengths.

    >>> starts_of(np.array([3, 2])).tolist()
    [0, 3, 5]
    """
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def together(arrays: Sequence[Array], empty: Array) -> Array:
    """The arrays, concatenated; `empty` where there are none."""
    return np.concatenate(arrays) if arrays else empty


def ranges(ends: Array, most: int) -> Iterator[tuple[int, int]]:
    """Group adjacent slices into ranges (first, last + 1) of at most `most` elements in all, or of one slice.

    `ends` is where the slices begin and the last one ends, as `starts_of` gives it.

    >>> list(ranges(np.array([0, 2, 4, 9, 10]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    first = 0
    while first < len(ends) - 1:
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + most, side="right")) - 1)
        yield first, last
        first = last
