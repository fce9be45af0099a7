"""The postings of one term as Whoosh steps through them, one by one."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.formats import Format, Frequency
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer
from whoosh.system import emptybytes, pack_uint

from index.columnar.field import Field


class PostingMatcher(LeafMatcher):
    """Steps through the postings of a term, in the order of articles."""

    def __init__(
        self, field: Field, number: int, format: Format, term: tuple[str, bytes], scorer: BaseScorer | None
    ) -> None:
        postings = field.postings(number)
        self.format = format
        self.scorer = scorer
        self._field = field
        self._number = number
        self._term = term
        self._documents = field.documents[postings]
        self._frequencies = field.frequencies_of(number)
        self._first = postings.start
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> "PostingMatcher":
        matcher = PostingMatcher(self._field, self._number, self.format, self._term, self.scorer)
        matcher._at = self._at
        return matcher

    def id(self) -> int:
        return int(self._documents[self._at])

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._at :].tolist())

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(self._documents[self._at :].searchsorted(np.uint32(id)))

    def weight(self) -> float:
        return float(self._frequencies[self._at])

    def code(self) -> int:
        """Frequency and rounded length of the posting, where the field is scored."""
        return int(self._field.codes[self._first + self._at])

    def positions(self) -> list[int]:
        """Where the term stands in the article."""
        places, (first, last) = self._field.places(self._number), self._field.texts[self.id() : self.id() + 2]
        positions: list[int] = (places[slice(*places.searchsorted(np.array([first, last])))] - first).tolist()
        return positions

    def value(self) -> bytes:
        if self.format.supports("positions"):
            encoded: bytes = self.format.encode(self.positions())
            return encoded
        packed: bytes = (
            pack_uint(int(self._frequencies[self._at])) if isinstance(self.format, Frequency) else emptybytes
        )
        return packed

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self.positions()
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        return False
