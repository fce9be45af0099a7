"""Round the length of an article to one byte (Lucene's norm), as Whoosh does, but for whole arrays.

Scores use rounded lengths. Exact lengths are sums of frequencies; every merge of segments adds them up anew, so that
rounding errors do not accumulate.
"""

import numpy as np

from index.arrays import Array

GROWTH, SCALE = 1.033, 27
"""The parameters of Whoosh's curve: from one byte to the next, lengths grow by 3.3 per cent; short ones are exact."""

LENGTHS = np.round((GROWTH ** np.arange(256) - 1) * SCALE).astype(np.int64)
"""The length for each byte.

>>> from whoosh.util.numeric import byte_to_length
>>> LENGTHS.tolist() == [byte_to_length(byte) for byte in range(256)]
True
"""


def length_bytes(lengths: Array) -> Array:
    """The byte for each length; lengths are rounded up.

    >>> from whoosh.util.numeric import length_to_byte
    >>> lengths = np.array([0, 1, 17, 1000, 123456])
    >>> length_bytes(lengths).tolist() == [length_to_byte(int(length)) for length in lengths]
    True
    """
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)
