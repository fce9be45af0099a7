"""The length of an article in one byte, as Whoosh rounds it, for whole arrays.

Scores are made of the rounded length. The exact one is the sum of the frequencies, which every merge adds up anew, so
that none drifts.
"""

import numpy as np

from index.arrays import Array

GROWTH, SCALE = 1.033, 27
"""Lengths grow by 3.3 per cent from one byte to the next, but for short ones, of which each has its own: the curve that
Whoosh takes."""

LENGTHS = np.round((GROWTH ** np.arange(256) - 1) * SCALE).astype(np.int64)
"""The length that each byte stands for.

>>> from whoosh.util.numeric import byte_to_length
>>> LENGTHS.tolist() == [byte_to_length(byte) for byte in range(256)]
True
"""


def length_bytes(lengths: Array) -> Array:
    """The byte of each length: that of the shortest length that is not shorter.

    >>> from whoosh.util.numeric import length_to_byte
    >>> lengths = np.array([0, 1, 17, 1000, 123456])
    >>> length_bytes(lengths).tolist() == [length_to_byte(int(length)) for length in lengths]
    True
    """
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)
