"""What Whoosh reads of a segment: its articles, its columns and its terms."""

from collections.abc import Iterator
from typing import Any

from whoosh import columns
from whoosh.codec.base import FieldCursor, PerDocumentReader, TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.columnar.field import Field
from index.columnar.lengths import LENGTHS
from index.columnar.segment_file import Column, KeywordColumn, SegmentFile
from index.columnar.whoosh.matcher import PostingMatcher

Term = tuple[str, bytes]


class ColumnarDocumentReader(PerDocumentReader):
    """The articles of a segment. `deleted` are those that were deleted after it was written."""

    def __init__(self, file: SegmentFile, deleted: frozenset[int]) -> None:
        self._file = file
        self._deleted = deleted

    def doc_count(self) -> int:
        return self._file.documents - len(self._deleted)

    def doc_count_all(self) -> int:
        return self._file.documents

    def has_deletions(self) -> bool:
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self._file.columns

    def list_columns(self) -> list[str]:
        return list(self._file.columns)

    def column_reader(self, fieldname: str, column: columns.Column) -> "ColumnReader":
        return ColumnReader(self._file.columns[fieldname], column.default_value())

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
        return self._file.stored(docnum)

    def _scored(self, name: str) -> Field | None:
        field = self._file.fields.get(name)
        return field if field and field.is_scored else None


class ColumnReader(columns.ColumnReader):
    """The values of a column: numbers, or names as bytes.

    A number beyond the last article has the `default`: where a later segment lacks the column, Whoosh asks the one
    before.
    """

    def __init__(self, column: Column, default: Any) -> None:
        self._names = column.values if isinstance(column, KeywordColumn) else None
        self._values = column.ordinals if isinstance(column, KeywordColumn) else column
        self._default = default
        self._is_reversed = False

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return (self[docnum] for docnum in range(len(self)))

    def __getitem__(self, docnum: int) -> Any:
        if docnum >= len(self._values):
            return self._default
        value = int(self._values[docnum])
        return self._names[value] if self._names is not None else value

    def sort_key(self, docnum: int) -> Any:
        return -self[docnum] if self._is_reversed else self[docnum]

    def set_reverse(self) -> None:
        if self._names is not None:
            raise NotImplementedError("only a column of numbers can be reversed")
        self._is_reversed = True


class ColumnarTermsReader(TermsReader):
    """The terms of a segment."""

    def __init__(self, file: SegmentFile) -> None:
        self._fields = file.fields

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return sorted(self._fields)

    def terms(self) -> Iterator[Term]:
        return self._from(0, 0)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        if fieldname not in self._fields:
            return iter(())
        return self._from(self.indexed_field_names().index(fieldname), self._fields[fieldname].from_term(prefix))

    def _from(self, field: int, number: int) -> Iterator[Term]:
        for name in self.indexed_field_names()[field:]:
            terms = self._fields[name]
            yield from ((name, terms.term(at)) for at in range(number, len(terms)))
            number = 0

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, number = self._found(fieldname, text)
        frequencies = field.frequencies_of(number)
        documents = field.documents[field.postings(number)]
        lengths = LENGTHS[field.length_bytes[documents]] if field.is_scored else LENGTHS[:1]
        return TermInfo(
            weight=float(frequencies.sum(dtype=int)),
            df=len(frequencies),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        found = self._find(fieldname, text)
        return float(found[0].frequencies_of(found[1]).sum(dtype=int)) if found else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        found = self._find(fieldname, text)
        return found[0].document_frequency(found[1]) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None) -> PostingMatcher:
        return PostingMatcher(*self._found(fieldname, text), format_, (fieldname, text), scorer)

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "TermCursor":
        return TermCursor(self._fields.get(fieldname), fieldobj)

    def _find(self, name: str, text: bytes) -> tuple[Field, int] | None:
        field = self._fields.get(name)
        number = field.find(text) if field is not None else None
        return None if field is None or number is None else (field, number)

    def _found(self, name: str, text: bytes) -> tuple[Field, int]:
        found = self._find(name, text)
        if found is None:
            raise TermNotFound(f"no term {name}:{text!r}")
        return found


class TermCursor(FieldCursor):
    """Walks over the terms of a field, which may be missing."""

    def __init__(self, field: Field | None, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, string: bytes | str) -> str | None:
        text = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._at = self._field.from_term(text) if self._field is not None else 0
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        if not self.is_valid() or self._field is None:
            return None
        text: str = self._fieldobj.from_bytes(self._field.term(self._at))
        return text

    def is_valid(self) -> bool:
        return self._field is not None and self._at < len(self._field)
