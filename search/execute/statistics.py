"""What scores need to know of the whole index, over all of its segments."""

import math
from collections.abc import Sequence

from index.columnar import Array, Leaf, impacts


class Statistics:
    """Counts over the segments of one generation. It may be shared by threads."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self.documents = sum(leaf.file.documents for leaf in leaves)
        self._impacts: dict[str, Array] = {}

    def document_frequency(self, field: str, term: bytes) -> int:
        """How many articles have a term, deleted ones included until their segment is merged."""
        found = 0
        for leaf in self.leaves:
            postings = leaf.file.fields.get(field)
            number = postings.find(term) if postings is not None else None
            if postings is not None and number is not None:
                found += postings.document_frequency(number)
        return found

    def idf(self, field: str, term: bytes) -> float:
        """Robertson and Spärck Jones's weight of a term, kept above 0 by the 1 inside the logarithm."""
        holders = self.document_frequency(field, term)
        return math.log(1 + (self.documents - holders + 0.5) / (holders + 0.5))

    def average_length(self, field: str) -> float:
        """Terms of an article, on average."""
        fields = (leaf.file.fields.get(field) for leaf in self.leaves)
        return sum(field.total_length for field in fields if field is not None) / max(1, self.documents)

    def impacts(self, field: str) -> Array:
        """The impact of each code of a scored field."""
        if field not in self._impacts:
            self._impacts[field] = impacts(self.average_length(field))
        return self._impacts[field]
