"""In which articles words stand one after another."""

from collections.abc import Sequence

import numpy as np

from index.columnar import Array
from index.columnar.run import first_of_each
from search.deadline import Deadline
from search.execute.context import TermPostings


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
        wanted = here + here.dtype.type((at - rarest) % (1 << 8 * here.itemsize))
        found = there.searchsorted(wanted)
        found[found == len(there)] = 0
        here = here[there[found] == wanted]
    articles = field.articles_at(here)
    return articles[first_of_each(articles)].astype(np.uint32)
