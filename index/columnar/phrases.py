"""Count the phrases that can complete what is typed: pairs of adjacent words that several articles have.

They are counted batch by batch, which bounds memory: of each batch the most frequent pairs are kept. So a pair that is
rare in every batch is lost, and counts are lower bounds.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from index.arrays import Array
from index.columnar.inversion import Tokens
from index.columnar.slices import first_of_each, together

FEWEST_ARTICLES = 2
"""The number of articles of a batch that must have a pair for it to be kept."""

MOST_PAIRS = 50_000
"""The most pairs that are kept of a batch. It bounds memory and the size of a segment."""

PairCounts = tuple[Array, Array, Array]
"""Pairs of words: the first words, the second words, and the number of articles that have each pair."""

_NOTHING = np.zeros(0, np.uint32)


def adjacent_pairs(tokens: Tokens) -> tuple[Array, Array, Array]:
    """All pairs of words at consecutive positions: first words, second words, and the articles they stand in.

    Of several tokens at one position the first counts.
    """
    first = first_of_each(tokens.documents, tokens.positions)
    terms, documents, positions = tokens.terms[first], tokens.documents[first], tokens.positions[first]
    beside = np.flatnonzero((documents[1:] == documents[:-1]) & (positions[1:] == positions[:-1] + 1))
    return terms[beside], terms[beside + 1], documents[beside]


def count_pairs(pairs: Iterable[tuple[Array, Array, Array]]) -> PairCounts:
    """The most frequent pairs in several fields of a batch; `pairs` has the `adjacent_pairs` of each field."""
    first, second, documents = (together(column, _NOTHING) for column in zip(*pairs, strict=True))
    if not len(first):
        return _NOTHING, _NOTHING, _NOTHING
    words = np.flatnonzero(np.bincount(np.concatenate([first, second])))
    slots = np.zeros(words[-1] + 1, np.uint64)
    slots[words] = np.arange(len(words), dtype=np.uint64)
    word_bits, document_bits = len(words).bit_length(), int(documents.max()).bit_length()
    if 2 * word_bits + document_bits > 64:  # The batch is far larger than those of `index.batches`.
        return _NOTHING, _NOTHING, _NOTHING
    keys = (slots[first] << word_bits | slots[second]) << document_bits | documents
    keys.sort()
    in_articles = keys[first_of_each(keys)] >> document_bits
    each = first_of_each(in_articles)
    counts = np.diff(each, append=len(in_articles))
    kept = most_frequent(counts)
    found = in_articles[each[kept]]
    return words[found >> word_bits], words[found & ((1 << word_bits) - 1)], counts[kept].astype(np.uint32)


def most_frequent(counts: Array, most: int = MOST_PAIRS) -> Array:
    """The indices, ascending, of the pairs to keep, given the number of articles of each pair.

    >>> most_frequent(np.array([1, 7, 2, 5]), 2).tolist()
    [1, 3]
    """
    enough = np.flatnonzero(counts >= FEWEST_ARTICLES)
    if len(enough) <= most:
        return enough
    return np.sort(enough[np.argpartition(counts[enough], -most)[-most:]])


def add_counts(batches: Sequence[PairCounts]) -> PairCounts:
    """The pairs of several batches, each pair once, with their counts added up."""
    first, second, counts = (together(column, _NOTHING) for column in zip(*batches, strict=True))
    keys = first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint64)
    order = np.argsort(keys, kind="stable")
    each = first_of_each(keys[order])
    added = np.add.reduceat(counts[order], each, dtype=np.int64) if len(each) else counts
    distinct = keys[order][each]
    return distinct >> np.uint64(32), distinct & np.uint64(0xFFFFFFFF), added
