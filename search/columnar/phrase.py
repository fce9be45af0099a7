"""In which articles words stand one after another."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from index.columnar import first_of_each
from search.columnar.context import TermPostings
from search.deadline import Deadline

CHEAPER_TO_MERGE = 6
"""Where a word has at most so many places for each that is wanted, both are sorted together; else each of these is
looked up."""


def holders_of(words: Sequence[TermPostings], deadline: Deadline) -> Array:
    """The articles in which `words` stand one after another, ascending. Raises BudgetExceeded.

    All texts lie side by side: so from each place of the rarest word it is known where the others have to be, and
    which of these places are theirs.
    """
    field = words[0].field
    (here, rarest), *others = sorted(
        ((field.places(word.number), at) for at, word in enumerate(words)), key=lambda both: len(both[0])
    )
    for there, at in others:
        deadline.check()
        # Where the texts begin, this may go below 0: what it is then lies behind all texts.
        apart = here.dtype.type((at - rarest) % (1 << 8 * here.itemsize))
        here = _common(here + apart, there) - apart
    articles = field.articles_at(here)
    return articles[first_of_each(articles)].astype(np.uint32)


def _common(wanted: Array, there: Array) -> Array:
    """The places that are wanted and there."""
    if len(there) <= CHEAPER_TO_MERGE * len(wanted):
        return np.intersect1d(wanted, there, assume_unique=True)
    at = there.searchsorted(wanted)
    at[at == len(there)] = 0
    found: Array = wanted[there[at] == wanted]
    return found
