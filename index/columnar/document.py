"""An article as a segment takes it in: plain values, by the names of the fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.columnar.stored import Stored


@dataclass(frozen=True, slots=True)
class Document:
    """One article to be indexed.

    `texts` are what the fields of words hold, by field. `names` are what the fields of names hold: the term that is
    compared, and the name as it is written. `date` is any ascending number, or `order.UNDATED`.
    """

    id: bytes
    date: int
    texts: Mapping[str, str]
    names: Mapping[str, tuple[bytes, bytes]]
    stored: Stored
