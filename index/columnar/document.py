"""An article as the bulk writer takes it: plain values by field name."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.columnar.stored import StoredFields


@dataclass(frozen=True, slots=True)
class Document:
    """One article to be indexed.

    `texts` are the values of the surface fields. `keywords` are those of the keyword fields: the value as it is
    compared, and as it is written. `date` is any number that is higher for later dates, or `index.dates.UNDATED`.
    """

    id: bytes
    date: int
    texts: Mapping[str, str]
    keywords: Mapping[str, tuple[bytes, bytes]]
    stored: StoredFields
