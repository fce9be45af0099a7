"""The articles of a segment while Whoosh adds them: stored values and columns, in the order in which they come."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import columns
from whoosh.codec.base import PerDocumentWriter
from whoosh.fields import FieldType

from index.columnar.segment_file import Column, write_segment
from index.columnar.stored import Compressor, StoredFields
from index.columnar.whoosh.columns import GatheredColumn
from index.columnar.whoosh.declared import refuse_field
from index.columnar.whoosh.values import add_value


class ColumnarDocumentWriter(PerDocumentWriter):
    """Gathers stored values and columns. `partial` is the file that they go into where another process is to add the
    postings."""

    def __init__(self, partial: Path) -> None:
        self.is_closed = False
        self.stored: list[StoredFields] = []
        self._is_begun = False
        self._partial = partial
        self._columns: dict[str, GatheredColumn] = {}
        self._known: dict[str, FieldType] = {}

    def start_doc(self, docnum: int) -> None:
        self._forget_unfinished()
        self._is_begun = True
        self._document = docnum
        self.stored.append({})

    def add_field(self, fieldname: str, fieldobj: FieldType, value: Any, length: int) -> None:
        if self._known.get(fieldname) is not fieldobj:  # It may have been added to the schema just now.
            refuse_field(fieldname, fieldobj)
            self._known[fieldname] = fieldobj
        if value is not None:
            add_value(self.stored[-1], fieldname, value)

    def add_column_value(self, fieldname: str, columnobj: columns.Column, value: Any) -> None:
        if fieldname not in self._columns:
            self._columns[fieldname] = GatheredColumn(fieldname, columnobj)
        self._columns[fieldname].add(self._document, value)

    def add_vector_items(self, fieldname: str, fieldobj: FieldType, items: Iterable[Any]) -> None:
        raise TypeError(f"{fieldname}: this codec keeps no vectors")

    def finish_doc(self) -> None:
        self._is_begun = False

    def cancel_doc(self) -> None:
        """Forget the article that was begun."""
        self._is_begun = False
        self.stored.pop()
        for column in self._columns.values():
            column.forget(self._document)

    def close(self) -> None:
        self._forget_unfinished()
        self.is_closed = True

    def columns(self) -> dict[str, Column]:
        """The columns of all articles."""
        return {name: column.column(len(self.stored)) for name, column in self._columns.items()}

    def write_partial(self) -> None:
        """Write a segment without postings, of the articles as they came."""
        self._partial.parent.mkdir(exist_ok=True)
        compressor = Compressor(b"")
        stored = map(compressor.compress, self.stored)
        write_segment(self._partial, len(self.stored), (), self.columns(), stored, b"")

    def _forget_unfinished(self) -> None:
        if self._is_begun:  # Whoosh3 goes on after some errors without a word.
            self.cancel_doc()
