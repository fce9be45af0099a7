"""Impacts: BM25 scores of postings without the factor for the rarity of the term (idf).

The formula is that of Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond". Each posting
of a scored field has a 16-bit code of its frequency and the rounded length of its article. So there are 65,536
impacts, which are computed once for an index and then looked up.
"""

import numpy as np

from index.arrays import Array
from index.columnar.lengths import LENGTHS

K1 = 1.2
"""BM25's k1: the lower it is, the sooner further occurrences of a term add little. It is the usual value."""

B = 0.75
"""BM25's b: how much a long article lowers the score, from 0 (not at all) to 1. It is the usual value."""

MOST_FREQUENT = 255
"""The highest frequency in a code, which has eight bits for it; higher frequencies are clipped to it."""


def codes(frequencies: Array, length_bytes: Array) -> Array:
    """The codes of postings, given their frequencies and the length bytes of their articles."""
    return frequencies.astype(np.uint16) << 8 | length_bytes


def impacts(average: float) -> Array:
    """The impacts of all codes, by code, in an index whose articles have `average` terms.

    >>> table = impacts(100.0)
    >>> len(table), round(float(table[2 << 8 | 10]), 3)
    (65536, 1.841)
    """
    frequencies = np.arange(MOST_FREQUENT + 1, dtype=np.float64)[:, None]
    return saturated(frequencies, LENGTHS, average).ravel()


def saturated(frequencies: Array, lengths: Array, average: float) -> Array:
    """The impacts of frequencies, which need not be whole numbers, in articles of these lengths."""
    norms = K1 * (1 - B + B * lengths / (average or 1.0))
    impact: Array = frequencies * (K1 + 1) / (frequencies + norms)
    return impact
