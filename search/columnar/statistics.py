"""What scores need to know of the whole index, over all of its segments."""

import math
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np

from index.arrays import Array
from index.columnar import LENGTHS, Leaf, SegmentFile, impacts, saturated
from search.columnar.matched import NO_DOCUMENTS
from search.columnar.nearby import WEIGHT, nearby

RANKING_FIELD = "text"
"""The field that scores come from."""

REMEMBERED = 10_000
"""Terms whose numbers are remembered: a question asks for each of its own several times."""

REMEMBERED_NEARBY = 64
"""Words of which the articles of those near them are remembered; up to 200 kilobytes each."""


class Statistics:
    """Counts over the segments of one generation. It may be shared by threads."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self.documents = sum(leaf.file.documents for leaf in leaves)
        self._impacts: dict[str, Array] = {}
        self.numbers = lru_cache(REMEMBERED)(partial(_numbers, leaves))
        self._nearby = lru_cache(REMEMBERED_NEARBY)(partial(nearby, leaves))

    def document_frequency(self, field: str, term: bytes) -> int:
        """How many articles have a term, deleted ones included until their segment is merged."""
        numbers = zip(self.leaves, self.numbers(field, term), strict=True)
        return sum(leaf.file.fields[field].document_frequency(number) for leaf, number in numbers if number is not None)

    def idf(self, field: str, term: bytes) -> float:
        """Robertson and Spärck Jones's weight of a term, kept above 0 by the 1 inside the logarithm."""
        return self.rarity(self.document_frequency(field, term))

    def rarity(self, holders: int) -> float:
        """The weight of what so many articles have."""
        return math.log(1 + (self.documents - holders + 0.5) / (holders + 0.5))

    def near(self, file: SegmentFile, word: str) -> tuple[Array, Array]:
        """The articles of a segment that have words near one as it is written, ascending, and what these are worth."""
        found = self._nearby(word)
        if found is None or file not in found.postings:
            return NO_DOCUMENTS, np.zeros(0)
        documents, frequencies = found.postings[file]
        lengths = LENGTHS[file.fields[RANKING_FIELD].length_bytes[documents]]
        impact = saturated(frequencies, lengths, self.average_length(RANKING_FIELD))
        return documents, impact * (WEIGHT * self.rarity(found.articles))

    def average_length(self, field: str) -> float:
        """Terms of an article, on average."""
        fields = (leaf.file.fields.get(field) for leaf in self.leaves)
        return sum(field.total_length for field in fields if field is not None) / max(1, self.documents)

    def impacts(self, field: str) -> Array:
        """The impact of each code of a scored field."""
        if field not in self._impacts:
            self._impacts[field] = impacts(self.average_length(field))
        return self._impacts[field]


def _numbers(leaves: Sequence[Leaf], field: str, term: bytes) -> Sequence[int | None]:
    """The number of a term in each segment; None where one has no such term."""
    fields = (leaf.file.fields.get(field) for leaf in leaves)
    return [None if field is None else field.find(term) for field in fields]
