"""Phrases that an index can complete: pairs of words that stand side by side in several articles.

They are counted block by block, so that memory is bounded: of each block the most frequent pairs are kept, and a pair
counts where a block has it in two articles at least.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from index.arrays import Array
from index.columnar.run import Tokens, first_of_each, together

FEWEST_ARTICLES = 2
"""Articles of a block that a pair is in at least."""

MOST_PAIRS = 50_000
"""Pairs that are kept of a block."""

_NOTHING = np.zeros(0, np.uint32)


def pairs_of(tokens: Tokens) -> tuple[Array, Array, Array]:
    """The pairs of words that stand side by side: first words, second words, articles. Of two tokens at one place the
    first counts."""
    first = first_of_each(tokens.documents, tokens.positions)
    terms, documents, positions = tokens.terms[first], tokens.documents[first], tokens.positions[first]
    beside = np.flatnonzero((documents[1:] == documents[:-1]) & (positions[1:] == positions[:-1] + 1))
    return terms[beside], terms[beside + 1], documents[beside]


def count_pairs(pairs: Iterable[tuple[Array, Array, Array]]) -> tuple[Array, Array, Array]:
    """The most frequent pairs of some fields, as `pairs_of` finds them: first words, second words and the number of
    articles that have each."""
    first, second, documents = (together(column, _NOTHING) for column in zip(*pairs, strict=True))
    if not len(first):
        return _NOTHING, _NOTHING, _NOTHING
    words = np.flatnonzero(np.bincount(np.concatenate([first, second])))
    slots = np.zeros(words[-1] + 1, np.uint64)
    slots[words] = np.arange(len(words), dtype=np.uint64)
    word_bits, document_bits = len(words).bit_length(), int(documents.max()).bit_length()
    if 2 * word_bits + document_bits > 64:  # More articles at once than a block has.
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
    """Which of some pairs are kept, in their order.

    >>> most_frequent(np.array([1, 7, 2, 5]), 2).tolist()
    [1, 3]
    """
    enough = np.flatnonzero(counts >= FEWEST_ARTICLES)
    if len(enough) <= most:
        return enough
    return np.sort(enough[np.argpartition(counts[enough], -most)[-most:]])


def together_counted(blocks: Sequence[tuple[Array, Array, Array]]) -> tuple[Array, Array, Array]:
    """The pairs of several blocks, each pair once, with their counts added up."""
    first, second, counts = (together(column, _NOTHING) for column in zip(*blocks, strict=True))
    keys = first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint64)
    order = np.argsort(keys, kind="stable")
    each = first_of_each(keys[order])
    added = np.add.reduceat(counts[order], each, dtype=np.int64) if len(each) else counts
    distinct = keys[order][each]
    return distinct >> np.uint64(32), distinct & np.uint64(0xFFFFFFFF), added
