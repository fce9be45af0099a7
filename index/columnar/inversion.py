"""Invert tokens into runs of postings.

A run is what an external merge sort calls so: a sorted part of the whole, here the postings of one field of a batch of
articles, or of a segment that is merged with others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.slices import first_of_each


@dataclass(frozen=True)
class Tokens:
    """The tokens of one field, in the order of articles and of positions.

    The arrays have one entry a token: the number of its term in the vocabulary, that of its article, and its position.
    """

    terms: Array
    documents: Array
    positions: Array


@dataclass(frozen=True)
class PostingRun:
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


def invert(tokens: Tokens, terms: Sequence[bytes]) -> PostingRun:
    """Sort tokens into postings, in the order of the bytes of their terms; `terms` are all terms by their numbers.

    Term, article and position are packed into one 64-bit number each, because NumPy sorts numbers many times faster
    than it sorts by three keys. Raises ValueError where they do not fit, which takes an article of a hundred megabytes
    among thousands of others.
    """
    if not len(tokens.terms):
        nothing = np.zeros(0, np.uint32)
        return PostingRun(nothing, nothing, nothing, nothing, nothing)
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
    return PostingRun(
        terms=present.astype(np.uint32),
        counts=np.bincount((postings >> document_bits).astype(np.int64), minlength=len(present)),
        documents=(postings & ((1 << document_bits) - 1)).astype(np.uint32),
        frequencies=np.diff(first, append=len(keys)).astype(np.uint32),
        positions=(keys & ((1 << place_bits) - 1)).astype(np.uint32),
    )


def _bits(values: Array) -> int:
    return int(values.max()).bit_length()
