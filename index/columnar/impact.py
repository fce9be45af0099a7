"""What a term adds to the score of an article, but for the rarity of the term: BM25's saturation of its frequency.

BM25F as in Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond". Every posting of a
scored field carries a code of 16 bits, its frequency and the rounded length of its article, so that an impact is one
look-up in a table.
"""

import numpy as np

from index.arrays import Array
from index.columnar.lengths import LENGTHS

K1 = 1.2
"""How soon more of the same word adds no more."""

B = 0.75
"""How much long articles are marked down."""

MOST_FREQUENT = 255
"""Where the frequency of a term in an article is clipped: it has eight bits of the code."""


def codes(frequencies: Array, length_bytes: Array) -> Array:
    """The codes of postings, by their frequencies and the length bytes of their articles."""
    return frequencies.astype(np.uint16) << 8 | length_bytes


def impacts(average: float) -> Array:
    """The impact of every code, where articles are `average` terms long.

    >>> table = impacts(100.0)
    >>> len(table), round(float(table[2 << 8 | 10]), 3)
    (65536, 1.841)
    """
    frequencies = np.arange(MOST_FREQUENT + 1, dtype=np.float64)[:, None]
    return saturated(frequencies, LENGTHS, average).ravel()


def saturated(frequencies: Array, lengths: Array, average: float) -> Array:
    """The impact of frequencies, whole ones or not, in articles of such lengths."""
    norms = K1 * (1 - B + B * lengths / (average or 1.0))
    impact: Array = frequencies * (K1 + 1) / (frequencies + norms)
    return impact
