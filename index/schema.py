"""The Whoosh schema: which fields an article has in the index, and what each is for.

Two kinds of field hold words. The ranking fields (`text`, `title_text`) hold stems and how often they occur; the
surface fields (`title`, `body`) hold words as they are written, with their positions. Scores come from `text` alone.
"""

import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from whoosh import fields, formats
from whoosh.system import pack_uint

from index.article import Article
from index.danish import RANKING, SURFACE

SCHEMA_VERSION = 1
"""Raised by whoever changes the fields or what they hold: an index of another version is not opened."""

TITLE_WEIGHT = 2
"""How many times a word of the title counts in `text`: an integer, so that frequency and length agree (BM25F
proper)."""

MAX_FREQUENCY = 255
"""Where the frequency of a term in an article is clipped."""

MAX_NAME_LENGTH = 200
"""Characters of a source or section that are compared."""

UNDATED = 2**63 - 1
"""The time of an article without one, in the `published` column."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Posting = tuple[bytes, int, float, bytes]
"""What Whoosh writes of a term in an article: the term, its frequency, its weight and the encoded value."""


class Postings(list[Posting]):
    """The postings of one field of one article, analysed beforehand: a field of words takes them as they are."""


class RankingField(fields.FieldType):
    """Stems and their frequencies, of the texts of several fields weighed together: its value is a sequence of (text,
    weight)."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), RANKING, scorable=True)

    def index(self, value: "Sequence[tuple[str, int]] | Postings", **_options: Any) -> Postings:
        if isinstance(value, Postings):
            return value
        frequencies = Counter[str]()
        for text, weight in value:
            for word, _ in RANKING.words(text):
                frequencies[word] += weight
        clipped = ((word, min(count, MAX_FREQUENCY)) for word, count in frequencies.items())
        return Postings((word.encode("utf-8"), count, float(count), pack_uint(count)) for word, count in clipped)


class PackedPositions(formats.Positions):
    """Positions as unsigned 32-bit integers; Whoosh's own format pickles them, which is slower and no way to read a
    file."""

    def encode(self, positions: Sequence[int]) -> bytes:
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, packed: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(packed) // 4}I", packed)

    def decode_frequency(self, packed: bytes) -> int:
        return len(packed) // 4


class SurfaceField(fields.FieldType):
    """Words as they are written and where: for phrases and prefixes, never for scores."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), SURFACE, scorable=False)

    def index(self, value: "str | Postings", **_options: Any) -> Postings:
        if isinstance(value, Postings):
            return value
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for word, position in SURFACE.words(value):
            positions[word].append(position)
        encode = self.format.encode
        return Postings((word.encode("utf-8"), len(at), float(len(at)), encode(at)) for word, at in positions.items())


_ranking = RankingField()
_surface = SurfaceField()


def make_schema() -> fields.Schema:
    """The schema of every generation. `id`, `source`, `section` and `published` are columns too: filters, facets and
    the order of hits read them."""
    return fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        text=_ranking,
        title_text=_ranking,
        title=_surface,
        body=_surface,
        source=fields.ID(sortable=True),
        section=fields.ID(sortable=True),
        published=fields.NUMERIC(int, bits=64, sortable=True),
        article=fields.STORED(),
    )


def analyse(article: Article) -> dict[str, Postings]:
    """The fields of words of an article: the part of indexing that costs time and can run in any process."""
    return {
        "text": _ranking.index([(article.text, 1), (article.title, TITLE_WEIGHT)]),
        "title_text": _ranking.index([(article.title, 1)]),
        "title": _surface.index(article.title),
        "body": _surface.index(article.text),
    }


def to_document(article: Article, analysed: dict[str, Postings]) -> dict[str, Any]:
    """The keyword arguments with which a Whoosh writer adds `article`.

    `_stored_source` and `_stored_section` are Whoosh's way to keep the name as it is written in the column, beside
    the folded one among the terms.
    """
    document: dict[str, Any] = {"id": article.id, "article": asdict(article), **analysed}
    for field, name in (("source", article.source), ("section", article.section)):
        if name:
            document |= {field: fold_name(name), f"_stored_{field}": name}
    if article.published is not None:
        document["published"] = to_microseconds(article.published)
    return document


def to_article(stored: dict[str, Any]) -> Article:
    """The article of a document's stored fields."""
    return Article(**stored["article"])


def fold_name(name: str) -> str:
    """The name of a source or section as it is compared: without regard to case and spacing.

    >>> fold_name("Fyns  TIDENDE") == fold_name("Fyns Tidende")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())[:MAX_NAME_LENGTH]


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 in UTC: what the `published` field holds."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(microseconds: int) -> datetime | None:
    """The inverse of `to_microseconds`; None for `UNDATED`."""
    return None if microseconds == UNDATED else _EPOCH + timedelta(microseconds=microseconds)
