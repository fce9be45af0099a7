"""The articles that have a phrase: words in consecutive positions of a field."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.columnar import first_of_each
from search.columnar.leaf_context import TermPostings
from search.deadline import Deadline

CHEAPER_TO_MERGE = 6
"""Two lists of positions are intersected by sorting them together where one is at most this many times as long as the
other; else each position of the shorter one is searched in the longer. Chosen for speed on phrases of common words."""


def documents_with_phrase(words: Sequence[TermPostings], deadline: Deadline) -> Array:
    """The articles in which `words` follow one another, ascending. Raises BudgetExceeded once the deadline has passed.

    The positions of a field are counted over all articles of the segment, as if their texts were one. So each position
    of the rarest word says where the other words have to be, and these positions are intersected with theirs.
    """
    field = words[0].field
    (here, rarest), *others = sorted(
        ((field.places(word.number), at) for at, word in enumerate(words)), key=lambda both: len(both[0])
    )
    for there, at in others:
        deadline.check()
        # The difference may be negative, and so may a sum near the start; modulo the integer's size that becomes a
        # position behind all texts, where no word is.
        apart = here.dtype.type((at - rarest) % (1 << 8 * here.itemsize))
        here = _intersection(here + apart, there) - apart
    articles = field.articles_at(here)
    return articles[first_of_each(articles)].astype(np.uint32)


def _intersection(wanted: Array, there: Array) -> Array:
    """The positions in both arrays, ascending."""
    if len(there) <= CHEAPER_TO_MERGE * len(wanted):
        return np.intersect1d(wanted, there, assume_unique=True)
    at = there.searchsorted(wanted)
    at[at == len(there)] = 0
    found: Array = wanted[there[at] == wanted]
    return found
