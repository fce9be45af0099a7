"""The articles of a segment as Whoosh reads them: stored values, columns, lengths, and which are deleted."""

from typing import Any

from whoosh import columns
from whoosh.codec.base import PerDocumentReader, Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.columnar.field import Field
from index.columnar.lengths import LENGTHS
from index.columnar.segment_file import SegmentFile
from index.columnar.whoosh.columns import ColumnReader, default_of
from index.columnar.whoosh.values import values_of


class ColumnarDocumentReader(PerDocumentReader):
    """The articles of a segment, whose `file` is open."""

    def __init__(self, file: SegmentFile, segment: Segment, storage: FileStorage) -> None:
        self._file = file
        self._segment = segment
        self._storage = storage
        self._added: dict[str, StructFile] = {}

    def close(self) -> None:
        for file in self._added.values():
            file.close()

    def doc_count(self) -> int:
        return self._file.documents - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self._file.documents

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        return frozenset(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self._file.columns or self._storage.file_exists(added_column(self._segment, fieldname))

    def column_reader(self, fieldname: str, column: columns.Column) -> columns.ColumnReader:
        if fieldname in self._file.columns:
            return ColumnReader(self._file.columns[fieldname], default_of(column))
        name = added_column(self._segment, fieldname)
        if name not in self._added:
            self._added[name] = self._storage.open_file(name)
        return column.reader(self._added[name], 0, self._storage.file_length(name), self._file.documents)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        field = self._scored(fieldname)
        return int(LENGTHS[field.length_bytes[docnum]]) if field else default

    def field_length(self, fieldname: str) -> int:
        field = self._scored(fieldname)
        return field.total_length if field else 0

    def min_field_length(self, fieldname: str) -> int:
        field = self._scored(fieldname)
        return int(LENGTHS[field.length_bytes.min(initial=255)]) if field else 0

    def max_field_length(self, fieldname: str) -> int:
        field = self._scored(fieldname)
        return int(LENGTHS[field.length_bytes.max(initial=0)]) if field else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return values_of(self._file.stored(docnum))

    def _scored(self, name: str) -> Field | None:
        field = self._file.fields.get(name)
        return field if field and field.is_scored else None


def added_column(segment: Segment, field_name: str) -> str:
    """The file beside a segment in which Whoosh keeps a column that was added to it later."""
    return str(segment.make_filename(f".{field_name}.col"))
