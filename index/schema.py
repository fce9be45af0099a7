"""The fields of `index.mapping` as a Whoosh schema, for Whoosh's own writers and readers.

Tables of contents on disk name the classes of this module, so they must not be moved or renamed.
"""

import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats
from whoosh.system import pack_uint

from index.article import Article
from index.columnar import MOST_FREQUENT
from index.danish import SURFACE, Analysis
from index.dates import UNDATED, to_microseconds
from index.keywords import KEYWORDS, fold_value
from index.mapping import TITLE_WEIGHT, stored_fields

Posting = tuple[bytes, int, float, bytes]
"""What Whoosh writes for a term of an article: the term, its frequency, its weight, and its encoded value."""


class RankingField(fields.FieldType):
    """Stems and, where it is `scored`, their frequencies, of the texts of several fields weighed together: its value is
    a sequence of (text, weight)."""

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
            frequency = min(count, MOST_FREQUENT) if self.scorable else 1
            yield word.encode("utf-8"), frequency, float(frequency), pack_uint(frequency)


class PackedPositions(formats.Positions):
    """Positions as unsigned 32-bit integers. Whoosh's own format pickles them, which is slower, and unsafe to read from
    a file."""

    def encode(self, positions: Sequence[int]) -> bytes:
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, packed: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(packed) // 4}I", packed)

    def decode_frequency(self, packed: bytes) -> int:
        return len(packed) // 4


class SurfaceField(fields.FieldType):
    """Words as they are written, with their positions: for phrases and prefixes, not for scores."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), SURFACE, scorable=False)

    def index(self, value: str, **_options: Any) -> Iterator[Posting]:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for word, position in SURFACE.words(value):
            positions[word].append(position)
        for word, at in positions.items():
            yield word.encode("utf-8"), len(at), float(len(at)), self.format.encode(at)


def make_schema(analysis: Analysis) -> fields.Schema:
    """The schema of a generation whose analysis is `analysis`.

    Keyword fields are both terms and columns, `published` is only a column; filters, facets and sorting read columns.
    """
    return fields.Schema(
        id=fields.ID(unique=True),
        text=RankingField(analysis, scored=True),
        title_text=RankingField(analysis, scored=False),
        title=SurfaceField(),
        body=SurfaceField(),
        **{field.name: fields.ID(sortable=True) for field in KEYWORDS},
        **{field.words_field: SurfaceField() for field in KEYWORDS if field.by_words},
        published=fields.COLUMN(columns.NumericColumn("q", UNDATED)),
        article=fields.STORED(),
    )


def to_fields(article: Article) -> dict[str, Any]:
    """The keyword arguments of `add_document` of any Whoosh writer for `article`.

    A keyword is indexed folded, and kept in the column as it is written: for the latter Whoosh takes an argument named
    `_stored_` and the name of the field.
    """
    document: dict[str, Any] = {
        "id": article.id,
        "text": [(article.text, 1), (article.title, TITLE_WEIGHT)],
        "title_text": [(article.title, 1)],
        "title": article.title,
        "body": article.text,
        **stored_fields(article),
    }
    for field in KEYWORDS:
        if value := field.of(article):
            document |= {field.name: fold_value(value), f"_stored_{field.name}": value}
            document |= {field.words_field: value} if field.by_words else {}
    if article.published is not None:
        document["published"] = to_microseconds(article.published)
    return document
