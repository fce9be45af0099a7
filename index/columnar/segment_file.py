"""Write and read the file of a segment: the postings of its fields, its columns and its stored fields.

Beside the arrays of its fields (`index.columnar.field_writer`) it has:

    column.NAME               a column of numbers, one an article
    column.NAME.ordinals      a keyword column: the ordinal of the keyword of each article,
    column.NAME.names            the bytes of all keywords in order (the first one is empty: no keyword),
    column.NAME.name_starts      and where each begins
    stored, stored.starts     the compressed stored fields of each article, and where each begins
    stored.dictionary         the compression dictionary
    phrases ...               phrases that can be completed, as `index.columnar.terms` writes terms,
    phrases.counts               and the number of articles that have each
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.arrays import Array, ArrayFile, ArrayFileWriter
from index.columnar.field import Field
from index.columnar.field_writer import Layout, write_field
from index.columnar.index_sort import DATE_COLUMN
from index.columnar.run_merge import TermRange
from index.columnar.slices import starts_of
from index.columnar.stored import Decompressor, StoredFields
from index.columnar.terms import Terms, narrowed, write_terms
from index.dates import UNDATED
from index.errors import DamagedIndex

EXTENSION = ".opslag"

NO_KEYWORD = b""
"""The value of an article without a keyword; it is the first one in every keyword column."""

WIDE_TYPES = (np.uint64, np.float32, np.float64)
"""What a column of numbers is kept as, beside signed 64-bit integers."""


@dataclass(frozen=True)
class FieldPostings:
    """A field to be written: its layout, its postings in the order of their terms, and the terms by their numbers."""

    layout: Layout
    term_ranges: Iterable[TermRange]
    terms: Sequence[bytes]


@dataclass(frozen=True)
class KeywordColumn:
    """A keyword column, in Lucene SortedDocValues: the distinct values in byte order, and the ordinal of each article's
    value."""

    ordinals: Array
    values: Sequence[bytes]

    @classmethod
    def of(cls, values: Sequence[bytes]) -> "KeywordColumn":
        """The column of the values of all articles; `NO_KEYWORD` stands for none."""
        distinct = sorted({*values, NO_KEYWORD})
        ordinals = {value: ordinal for ordinal, value in enumerate(distinct)}
        return cls(np.fromiter(map(ordinals.__getitem__, values), np.uint32, len(values)), distinct)

    def taken(self, documents: Array) -> "KeywordColumn":
        """The column of these articles, in this order."""
        return KeywordColumn(self.ordinals[documents], self.values)


Column = Array | KeywordColumn


def write_segment(
    path: Path,
    documents: int,
    fields: Iterable[tuple[str, FieldPostings]],
    columns: Mapping[str, Column],
    stored: Iterable[bytes | memoryview],
    dictionary: bytes,
    phrases: Mapping[bytes, int] | None = None,
) -> None:
    """Write the file of a segment; `documents` is the number of its articles.

    `stored` are their compressed stored fields in order, `dictionary` is the one that these were compressed with.
    `phrases` has the number of articles of each phrase. `fields` are consumed one after another, after all the rest.
    """
    with ArrayFileWriter(path) as file:
        articles = file.stream("stored", np.uint8)
        sizes = []
        for data in stored:
            articles.append(np.frombuffer(data, np.uint8))
            sizes.append(len(data))
        file.add("stored.starts", narrowed(starts_of(np.array(sizes, np.int64))))
        file.add("stored.dictionary", np.frombuffer(dictionary, np.uint8))
        counted = sorted((phrases or {}).items())
        write_terms(file, "phrases", [phrase for phrase, _ in counted])
        file.add("phrases.counts", np.array([count for _, count in counted], np.uint32))
        for name, column in columns.items():
            _add_column(file, f"column.{name}", column)
        facts = {
            name: write_field(file, name, field.layout, field.term_ranges, field.terms, documents)
            for name, field in fields
        }
        file.close({"documents": documents, "fields": facts, "columns": sorted(columns)})


def _add_column(file: ArrayFileWriter, name: str, column: Column) -> None:
    if not isinstance(column, KeywordColumn):
        file.add(name, column if column.dtype in WIDE_TYPES else column.astype(np.int64))
        return
    few = len(column.values) <= np.iinfo(np.uint16).max + 1
    file.add(f"{name}.ordinals", column.ordinals.astype(np.uint16 if few else np.uint32))
    file.add(f"{name}.names", np.frombuffer(b"".join(column.values), np.uint8))
    file.add(f"{name}.name_starts", narrowed(starts_of(np.array([len(value) for value in column.values], np.int64))))


class SegmentFile:
    """A segment, open for reading. Threads can share it."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self.documents: int = file.facts["documents"]
        self.fields = {name: Field(file, name) for name in file.facts["fields"]}
        self.columns = {name: self._column(f"column.{name}") for name in file.facts["columns"]}
        self.phrases = Terms(file, "phrases")
        self.phrase_counts = file["phrases.counts"]
        self.dictionary = file["stored.dictionary"].tobytes()
        self._stored = file["stored"].data
        self._stored_starts = file["stored.starts"]
        self._decompressors = threading.local()

    @cached_property
    def dates(self) -> Array:
        """The dates of all articles, newest first; all are `UNDATED` where the segment has no column of dates."""
        dates = self.columns.get(DATE_COLUMN)
        return dates if isinstance(dates, np.ndarray) else np.full(self.documents, UNDATED)

    @classmethod
    def open(cls, path: Path) -> "SegmentFile":
        """Open the file of a segment. Raises DamagedIndex, also where it is a whole file of arrays, but of others than
        a segment has."""
        file = ArrayFile.open(path)
        try:
            segment = cls(file)
            if len(segment._stored_starts) != segment.documents + 1:
                raise ValueError("not one place of each article")
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            raise DamagedIndex(f"{path}: the file is no segment; run opslag rebuild") from None
        return segment

    def close(self) -> None:
        """Close the file; nothing can be read from it afterwards. A second time does nothing."""
        if "_file" not in self.__dict__:
            return
        file = self._file
        # The file stays mapped while any array of it exists, so the attributes that hold arrays are removed.
        for holder in (*self.fields.values(), self.phrases, self):
            holder.__dict__.clear()
        file.close()

    def verifying(self) -> Iterator[None]:
        """Verify the arrays that opening did not, a chunk at a step. Raises DamagedIndex, by the name of the array."""
        return self._file.verifying(self._file.large_arrays)

    def stored(self, document: int) -> StoredFields:
        """The stored fields of an article. Raises DamagedIndex."""
        try:
            return self._decompressor.decompress(self.compressed(document))
        except ValueError:
            raise DamagedIndex(
                f"{self._file.path}: the checksum of article {document} differs; run opslag rebuild"
            ) from None

    def compressed(self, document: int) -> memoryview:
        """The compressed stored fields of an article."""
        return self._stored[int(self._stored_starts[document]) : int(self._stored_starts[document + 1])]

    def _column(self, name: str) -> Column:
        if name in self._file:
            return self._file[name]
        text, starts = self._file[f"{name}.names"].tobytes(), self._file[f"{name}.name_starts"].tolist()
        values = [text[start:stop] for start, stop in pairwise(starts)]
        return KeywordColumn(self._file[f"{name}.ordinals"], values)

    @property
    def _decompressor(self) -> Decompressor:
        decompressor: Decompressor | None = getattr(self._decompressors, "own", None)
        if decompressor is None:
            decompressor = self._decompressors.own = Decompressor(self.dictionary)
        return decompressor
