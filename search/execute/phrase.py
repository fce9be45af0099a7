"""In which articles words stand one after another: positions compared all at once."""

from collections.abc import Sequence

import numpy as np

from index.columnar import Array
from index.columnar.field_writer import BLOCK
from index.columnar.run import ranges, spread, starts_of
from search.deadline import Deadline
from search.execute.context import TermPostings
from search.execute.scratch import marks

MARKED_AT_ONCE = 1 << 22
"""Places in texts that are marked at once: they stay in the processor's cache."""

FEW = 48
"""Of a list, one posting in more than so many is looked up by its block; else the whole list is read."""


def holders_of(words: Sequence[TermPostings], documents: Array, deadline: Deadline) -> Array:
    """Those of `documents`, which have all of `words`, in which these stand one after another. Raises BudgetExceeded.

    The texts are laid side by side, each as long as its last place of the rarest word says. A phrase stands where
    each word, moved back by its place in the phrase, is at the same place.
    """
    if not len(documents):
        return documents
    placed = sorted(
        ((_Places.of(word, documents), place) for place, word in enumerate(words)), key=lambda p: p[0].total
    )
    rarest, rarest_place = placed[0]
    # Room for what stands before the text when it is moved back, and for the words behind the rarest.
    room = len(words)
    starts = starts_of(rarest.last().astype(np.int64) + 2 * room)
    found = []
    for first, last in ranges(starts, MARKED_AT_ONCE):
        deadline.check()
        base = starts[first:last] - starts[first] + room
        length = int(starts[last] - starts[first])
        ends = np.append(starts[first + 1 : last] - starts[first], length)
        here = rarest.moved(first, last, base - rarest_place, ends)
        with marks(length) as marked:
            for places, place in placed[1:]:
                marked[here] = True
                there = places.moved(first, last, base - place, ends)
                there = there[marked[there]]
                marked[here] = False
                here = there
        texts = np.unique((base - room).searchsorted(here, side="right") - 1)
        found.append(documents[first + texts])
    return np.concatenate(found)


class _Places:
    """Where a word stands in each of some articles: `counts[i]` positions from `starts[i]` on."""

    def __init__(self, positions: Array, starts: Array, counts: Array) -> None:
        self._positions = positions
        self._starts = starts
        self._counts = counts
        self.total = int(counts.sum())

    @classmethod
    def of(cls, word: TermPostings, documents: Array) -> "_Places":
        field, number = word.field, word.number
        at = word.documents.searchsorted(documents)
        frequencies = field.frequencies[word.where]
        counts = frequencies[at].astype(np.int64)
        if FEW * len(documents) > len(word):
            before = np.cumsum(frequencies, dtype=np.int64)[at] - counts
        else:
            block = at // BLOCK
            inside = block[:, None] * BLOCK + np.arange(BLOCK)
            earlier = np.where(inside < at[:, None], frequencies.take(inside, mode="clip"), 0)
            before = field.position_blocks[int(field.blocks[number]) + block] + earlier.sum(axis=1, dtype=np.int64)
        return cls(field.positions, int(field.position_starts[number]) + before, counts)

    def last(self) -> Array:
        """The last position in each article."""
        last: Array = self._positions[self._starts + self._counts - 1]
        return last

    def moved(self, first: int, last: int, base: Array, ends: Array) -> Array:
        """The positions in the articles from one to before another, each counted from `base`; those that do not come
        before `ends` are left out."""
        counts = self._counts[first:last]
        positions = self._positions[spread(self._starts[first:last], counts)]
        places = np.repeat(base, counts) + positions
        kept: Array = places[places < np.repeat(ends, counts)]
        return kept
