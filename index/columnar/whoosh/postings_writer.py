"""Whoosh's own way to write a segment: article by article, then posting by posting, gathered in memory.

It takes any schema that `index.columnar.whoosh.declared` lets pass, and serves few articles; `index.columnar.bulk`
writes the same from many, far faster.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter
from whoosh.fields import FieldType, Schema

from index.arrays import Array
from index.columnar.index_sort import DATE_COLUMN, ID_FIELD, newest_first
from index.columnar.inversion import Vocabulary
from index.columnar.run_merge import DROPPED
from index.columnar.segment_file import Column, KeywordColumn, write_segment
from index.columnar.stored import Compressor, train_dictionary
from index.columnar.whoosh.declared import refuse_field
from index.columnar.whoosh.document_writer import ColumnarDocumentWriter
from index.columnar.whoosh.gathered import GatheredField
from index.dates import UNDATED


class ColumnarFieldWriter(FieldWriter):
    """Gathers postings, and writes the segment when it has them all. Articles whose postings never come are written as
    a partial segment: another process has the postings, or the writer was cancelled and Whoosh deletes the file."""

    def __init__(self, path: Path, documents: ColumnarDocumentWriter) -> None:
        self.is_closed = False
        self._path = path
        self._documents = documents
        self._vocabulary = Vocabulary()
        self._fields: dict[str, GatheredField] = {}
        self._schema: Schema | None = None

    def add_postings(self, schema: Schema, lengths: Any, items: Iterable[Any]) -> None:
        super().add_postings(schema, lengths, items)
        self._schema = schema

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        refuse_field(fieldname, fieldobj)
        self._field = self._fields[fieldname] = GatheredField(fieldname, fieldobj)

    def start_term(self, text: bytes) -> None:
        self._field.start_term(self._vocabulary[text])

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        self._field.add(docnum, weight, vbytes)

    def add_spell_word(self, fieldname: str, text: bytes) -> None:
        raise TypeError(f"{fieldname}: this codec keeps no graph of words for spelling")

    def finish_term(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True
        if self._schema is not None:
            self._write(self._schema)
        elif self._documents.stored:
            self._documents.write_partial()

    def _write(self, schema: Schema) -> None:
        stored, columns = self._documents.stored, self._documents.columns()
        order = self._order(columns, schema)
        # Whoosh leaves postings behind of a last article that it refused.
        highest = max((max(field.documents, default=0) for field in self._fields.values()), default=0)
        numbers = np.full(max(len(stored), highest + 1), DROPPED, np.int64)
        numbers[order] = np.arange(len(stored))
        terms = list(self._vocabulary)
        _, by_bytes = self._vocabulary.in_byte_order()
        dictionary = train_dictionary(stored)
        compressor = Compressor(dictionary)
        write_segment(
            self._path,
            len(stored),
            ((name, field.postings(numbers, by_bytes, terms, len(stored))) for name, field in self._fields.items()),
            {
                name: column.taken(order) if isinstance(column, KeywordColumn) else column[order]
                for name, column in columns.items()
            },
            (compressor.compress(stored[number]) for number in order),
            dictionary,
        )

    def _order(self, columns: Mapping[str, Column], schema: Schema) -> Array:
        """The articles as they are to lie: the newest first where the schema has a column of dates, else as they
        came."""
        articles = len(self._documents.stored)
        has_dates = DATE_COLUMN in schema and schema[DATE_COLUMN].column_type
        dates = columns.get(DATE_COLUMN, np.full(articles, UNDATED))
        if not has_dates or not isinstance(dates, np.ndarray):
            return np.arange(articles)
        if dates.dtype == np.uint64:  # Its default, the greatest, comes out as `UNDATED`.
            dates = (dates ^ np.uint64(1 << 63)).view(np.int64)
        return newest_first(dates, self._ids())

    def _ids(self) -> list[bytes]:
        """The id of each article, its first where it has several; empty where it has none."""
        found = [b""] * len(self._documents.stored)
        if field := self._fields.get(ID_FIELD):
            terms = list(self._vocabulary)
            numbers = np.repeat(field.terms, field.counts).tolist()
            for document, number in zip(field.documents, numbers, strict=True):
                if document < len(found):
                    found[document] = found[document] or terms[number]
        return found
