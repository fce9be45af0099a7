"""The Whoosh schema: which fields an article has in the index, and what each is for.

Two kinds of field hold words. The ranking fields (`text`, `title_text`) hold stems and how often they occur; the
surface fields (`title`, `body`) hold words as they are written, with their positions. Scores come from `text` alone.
"""

import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields as fields_of
from datetime import UTC, datetime, timedelta
from typing import Any

from whoosh import columns, fields, formats
from whoosh.system import pack_uint

from index.article import Article
from index.columnar import MOST_FREQUENT, UNDATED, Derived, Document, Plan, Stored
from index.danish import SURFACE, Analysis

SCHEMA_VERSION = 3
"""Raised by whoever changes the fields or what they hold: an index of another version is not opened."""

TITLE_WEIGHT = 2
"""How many times a word of the title counts in `text`: an integer, so that frequency and length agree (BM25F
proper)."""

MAX_NAME_LENGTH = 200
"""Characters of a source or section that are compared."""

_ARTICLE_FIELDS = tuple(field.name for field in fields_of(Article))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Posting = tuple[bytes, int, float, bytes]
"""What Whoosh writes of a term in an article: the term, its frequency, its weight and the encoded value."""


class RankingField(fields.FieldType):
    """Stems and their frequencies, of the texts of several fields weighed together: its value is a sequence of (text,
    weight)."""

    def __init__(self, analysis: Analysis, *, scored: bool) -> None:
        super().__init__(formats.Frequency() if scored else formats.Existence(), SURFACE, scorable=scored)
        self._analysis = analysis

    def index(self, value: Sequence[tuple[str, int]], **_options: Any) -> Iterator[Posting]:
        frequencies = Counter[str]()
        for text, weight in value:
            for word, _ in SURFACE.words(text):
                meaning = self._analysis.meaning(word)
                frequencies.update(dict.fromkeys(meaning.terms if meaning else (), weight))
        for word, count in frequencies.items():
            clipped = min(count, MOST_FREQUENT)
            yield word.encode("utf-8"), clipped, float(clipped), pack_uint(clipped)


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

    def index(self, value: str, **_options: Any) -> Iterator[Posting]:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for word, position in SURFACE.words(value):
            positions[word].append(position)
        for word, at in positions.items():
            yield word.encode("utf-8"), len(at), float(len(at)), self.format.encode(at)


PLAN = Plan(
    surface={"title": SURFACE, "body": SURFACE},
    derived={"text": Derived({"title": TITLE_WEIGHT, "body": 1}, scored=True), "title_text": Derived({"title": 1})},
    names=("source", "section"),
)
"""How a segment of many articles is made: what `make_schema` says of its fields, for the bulk writer."""


def make_schema(analysis: Analysis) -> fields.Schema:
    """The schema of a generation with such an analysis. `source` and `section` are columns too, `published` is nothing
    else: filters, facets and the order of hits read them."""
    return fields.Schema(
        id=fields.ID(unique=True),
        text=RankingField(analysis, scored=True),
        title_text=RankingField(analysis, scored=False),
        title=SurfaceField(),
        body=SurfaceField(),
        source=fields.ID(sortable=True),
        section=fields.ID(sortable=True),
        published=fields.COLUMN(columns.NumericColumn("q", UNDATED)),
        article=fields.STORED(),
    )


def to_document(article: Article) -> Document:
    """What the bulk writer takes in of `article`."""
    return Document(
        id=article.id.encode("utf-8"),
        date=to_microseconds(article.published) if article.published else UNDATED,
        texts={"title": article.title, "body": article.text},
        names={
            field: (fold_name(name).encode("utf-8"), name.encode("utf-8"))
            for field, name in (("source", article.source), ("section", article.section))
        },
        stored=_stored(article),
    )


def to_fields(article: Article) -> dict[str, Any]:
    """The keyword arguments with which any Whoosh writer adds `article`.

    `_stored_source` and `_stored_section` are Whoosh's way to keep the name as it is written in the column, beside
    the folded one among the terms.
    """
    document: dict[str, Any] = {
        "id": article.id,
        "text": [(article.text, 1), (article.title, TITLE_WEIGHT)],
        "title_text": [(article.title, 1)],
        "title": article.title,
        "body": article.text,
        **_stored(article),
    }
    for field, name in (("source", article.source), ("section", article.section)):
        if name:
            document |= {field: fold_name(name), f"_stored_{field}": name}
    if article.published is not None:
        document["published"] = to_microseconds(article.published)
    return document


def _stored(article: Article) -> Stored:
    published = article.published.isoformat() if article.published else None
    return {"article": {name: getattr(article, name) for name in _ARTICLE_FIELDS} | {"published": published}}


def to_article(stored: Stored) -> Article:
    """The article of a document's stored fields."""
    values = stored["article"]
    return Article(**{**values, "published": values["published"] and datetime.fromisoformat(values["published"])})


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
