"""The file of a segment: the postings of its fields, its columns and its stored articles.

Beside the arrays of its fields (`index.columnar.field_writer`) it holds:

    column.NAME               a column of numbers, one an article
    column.NAME.ordinals      a column of names: for each article which of the names it has,
    column.NAME.names            the bytes of all names in order (the first is empty: no name),
    column.NAME.name_starts      and where each begins
    stored, stored.starts     the stored fields of each article, compressed, and where each begins
    stored.dictionary         what they are compressed with
    phrases ...               phrases that can be completed, as `index.columnar.terms` writes terms,
    phrases.counts               and in how many articles each is
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.arrays import Array, ArrayFile, ArrayFileWriter
from index.columnar.field import Field
from index.columnar.field_writer import Layout, write_field
from index.columnar.merge import Slab
from index.columnar.order import DATE_COLUMN
from index.columnar.run import starts_of
from index.columnar.stored import Decompressor, Stored
from index.columnar.terms import Terms, narrowed, write_terms
from index.dates import UNDATED

EXTENSION = ".opslag"

NO_NAME = b""

WIDE_TYPES = (np.uint64, np.float32, np.float64)
"""What a column of numbers is kept as, beside signed 64-bit integers."""


@dataclass(frozen=True)
class FieldPostings:
    """A field to be written: its layout, its postings in the order of their terms, and the terms by their numbers."""

    layout: Layout
    slabs: Iterable[Slab]
    terms: Sequence[bytes]


@dataclass(frozen=True)
class NameColumn:
    """A column of names: the ordinal of each article, and the names in the order of their bytes."""

    ordinals: Array
    names: Sequence[bytes]

    @classmethod
    def of(cls, names: Sequence[bytes]) -> "NameColumn":
        """The column of the names of all articles, `NO_NAME` where there is none."""
        distinct = sorted({*names, NO_NAME})
        ordinals = {name: ordinal for ordinal, name in enumerate(distinct)}
        return cls(np.fromiter(map(ordinals.__getitem__, names), np.uint32, len(names)), distinct)

    def taken(self, documents: Array) -> "NameColumn":
        """The column of some articles, in their order."""
        return NameColumn(self.ordinals[documents], self.names)


Column = Array | NameColumn


def write_segment(
    path: Path,
    documents: int,
    fields: Iterable[tuple[str, FieldPostings]],
    columns: Mapping[str, Column],
    stored: Iterable[bytes | memoryview],
    dictionary: bytes,
    phrases: Mapping[bytes, int] | None = None,
) -> None:
    """Write the file of a segment of so many articles; `stored` are their compressed fields in order, `phrases` those
    that it can complete, with the number of articles of each. `fields` are taken one after another, and last."""
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
            name: write_field(file, name, field.layout, field.slabs, field.terms, documents) for name, field in fields
        }
        file.close({"documents": documents, "fields": facts, "columns": sorted(columns)})


def _add_column(file: ArrayFileWriter, name: str, column: Column) -> None:
    if not isinstance(column, NameColumn):
        file.add(name, column if column.dtype in WIDE_TYPES else column.astype(np.int64))
        return
    few = len(column.names) <= np.iinfo(np.uint16).max + 1
    file.add(f"{name}.ordinals", column.ordinals.astype(np.uint16 if few else np.uint32))
    file.add(f"{name}.names", np.frombuffer(b"".join(column.names), np.uint8))
    file.add(f"{name}.name_starts", narrowed(starts_of(np.array([len(text) for text in column.names], np.int64))))


class SegmentFile:
    """A segment, open for reading. It may be shared by threads."""

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
        """The dates of all articles, the newest first; all `UNDATED` where the segment keeps none."""
        dates = self.columns.get(DATE_COLUMN)
        return dates if isinstance(dates, np.ndarray) else np.full(self.documents, UNDATED)

    @classmethod
    def open(cls, path: Path) -> "SegmentFile":
        """Open a segment. Raises DamagedIndex."""
        return cls(ArrayFile.open(path))

    def close(self) -> None:
        """Let go of the file; nothing of it can be read any more. A second time does nothing."""
        if "_file" not in self.__dict__:
            return
        file = self._file
        # Whatever has an array of the file keeps it mapped.
        for holder in (*self.fields.values(), self.phrases, self):
            holder.__dict__.clear()
        file.close()

    def stored(self, document: int) -> Stored:
        """The stored fields of an article."""
        return self._decompressor.decompress(self.compressed(document))

    def compressed(self, document: int) -> memoryview:
        """The stored fields of an article, as they lie in the file."""
        return self._stored[int(self._stored_starts[document]) : int(self._stored_starts[document + 1])]

    def _column(self, name: str) -> Column:
        if name in self._file:
            return self._file[name]
        text, starts = self._file[f"{name}.names"].tobytes(), self._file[f"{name}.name_starts"].tolist()
        names = [text[start:stop] for start, stop in pairwise(starts)]
        return NameColumn(self._file[f"{name}.ordinals"], names)

    @property
    def _decompressor(self) -> Decompressor:
        decompressor: Decompressor | None = getattr(self._decompressors, "own", None)
        if decompressor is None:
            decompressor = self._decompressors.own = Decompressor(self.dictionary)
        return decompressor
