"""Statistics over all segments of an index, which scores are made of: document frequencies, lengths, impacts."""

import math
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np

from index.arrays import Array
from index.columnar import LENGTHS, Leaf, SegmentFile, impacts, saturated
from search.columnar.nearby import WEIGHT, nearby
from search.columnar.scored_documents import NO_DOCUMENTS

RANKING_FIELD = "text"
"""The field that scores come from."""

REMEMBERED = 10_000
"""Terms whose numbers are cached: answering a question asks for each of its terms several times."""

REMEMBERED_NEARBY = 64
"""Words whose near words are cached, with their postings; up to 200 kilobytes each."""


class Statistics:
    """The statistics of the segments of one generation. It may be shared by threads."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self.documents = sum(leaf.file.documents for leaf in leaves)
        self._impacts: dict[str, Array] = {}
        self.term_numbers = lru_cache(REMEMBERED)(partial(_numbers, leaves))
        self._nearby = lru_cache(REMEMBERED_NEARBY)(partial(nearby, leaves))

    def document_frequency(self, field: str, term: bytes) -> int:
        """How many articles have a term. Deleted articles count until their segment is merged."""
        numbers = zip(self.leaves, self.term_numbers(field, term), strict=True)
        return sum(leaf.file.fields[field].document_frequency(number) for leaf, number in numbers if number is not None)

    def idf(self, field: str, term: bytes) -> float:
        """The inverse document frequency of a term (Robertson and Spärck Jones), kept above 0 by the 1 inside the
        logarithm."""
        return self.idf_of(self.document_frequency(field, term))

    def idf_of(self, document_frequency: int) -> float:
        """The inverse document frequency of anything that this many articles have."""
        return math.log(1 + (self.documents - document_frequency + 0.5) / (document_frequency + 0.5))

    def near(self, file: SegmentFile, word: str) -> tuple[Array, Array]:
        """The articles of a segment that have words near `word`, a surface term, ascending, and the score that these
        words give each of them."""
        found = self._nearby(word)
        if found is None or file not in found.postings:
            return NO_DOCUMENTS, np.zeros(0)
        documents, frequencies = found.postings[file]
        lengths = LENGTHS[file.fields[RANKING_FIELD].length_bytes[documents]]
        impact = saturated(frequencies, lengths, self.average_length(RANKING_FIELD))
        return documents, impact * (WEIGHT * self.idf_of(found.articles))

    def average_length(self, field: str) -> float:
        """The average number of terms that an article has in a field."""
        fields = (leaf.file.fields.get(field) for leaf in self.leaves)
        return sum(field.total_length for field in fields if field is not None) / max(1, self.documents)

    def impacts(self, field: str) -> Array:
        """The BM25 impact of each code (term frequency and length) of a scored field, before it is multiplied by the
        term's inverse document frequency."""
        if field not in self._impacts:
            self._impacts[field] = impacts(self.average_length(field))
        return self._impacts[field]


def _numbers(leaves: Sequence[Leaf], field: str, term: bytes) -> Sequence[int | None]:
    """The number of a term in the dictionary of each segment; None for a segment without the term."""
    fields = (leaf.file.fields.get(field) for leaf in leaves)
    return [None if field is None else field.find(term) for field in fields]
