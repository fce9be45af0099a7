"""Whoosh's own way to write a segment, article by article and then posting by posting, gathered in memory.

It takes any schema and serves few articles; `index.columnar.bulk` writes the same from many, far faster.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec.base import FieldWriter, PerDocumentWriter
from whoosh.fields import FieldType
from whoosh.formats import Characters, Existence, Frequency, PositionBoosts, Positions

from index.arrays import Array
from index.columnar.field_writer import Layout
from index.columnar.index_sort import DATE_COLUMN, ID_FIELD, newest_first
from index.columnar.inversion import PostingRun, Vocabulary
from index.columnar.run_merge import DROPPED, RunReader, lay_out_texts, merge_runs
from index.columnar.segment_file import NO_KEYWORD, Column, FieldPostings, KeywordColumn, write_segment
from index.columnar.stored import Compressor, StoredFields, pack, train_dictionary
from index.dates import UNDATED


class ColumnarDocumentWriter(PerDocumentWriter):
    """Gathers the stored fields and the columns of articles."""

    def __init__(self) -> None:
        self.is_closed = False
        self.stored: list[StoredFields] = []
        self._columns: dict[str, tuple[columns.Column, dict[int, Any]]] = {}

    def start_doc(self, docnum: int) -> None:
        self._document = docnum
        self.stored.append({})

    def add_field(self, fieldname: str, fieldobj: FieldType, value: Any, length: int) -> None:
        if value is not None:
            self.stored[-1][fieldname] = value

    def add_column_value(self, fieldname: str, columnobj: columns.Column, value: Any) -> None:
        if not isinstance(value, int | bytes):
            raise TypeError(f"{fieldname}: a column holds whole numbers or bytes, not {type(value).__name__}")
        if isinstance(value, bytes) != isinstance(columnobj.default_value(), bytes):
            raise TypeError(f"{fieldname}: {type(value).__name__} is not what this column holds")
        self._columns.setdefault(fieldname, (columnobj, {}))[1][self._document] = value

    def add_vector_items(self, fieldname: str, fieldobj: FieldType, items: Iterable[Any]) -> None:
        raise TypeError(f"{fieldname}: this codec keeps no vectors")

    def cancel_doc(self) -> None:
        """Forget the article that was begun."""
        self.stored.pop()
        for _, values in self._columns.values():
            values.pop(self._document, None)

    def close(self) -> None:
        self.is_closed = True

    def columns(self) -> dict[str, Column]:
        """The columns of all articles; what an article lacks has the column's default.

        Raises ValueError where a number, which may be the default, has more than 64 bits with its sign.
        """
        everyone = range(len(self.stored))
        made: dict[str, Column] = {}
        for name, (column, values) in self._columns.items():
            default = column.default_value()
            if isinstance(default, bytes):
                made[name] = KeywordColumn.of([values.get(document, NO_KEYWORD) for document in everyone])
                continue
            numbers = [values.get(document, default) for document in everyone]
            try:
                made[name] = np.array(numbers, np.int64)
            except OverflowError:
                raise ValueError(f"{name}: a column holds numbers of 64 bits with their sign") from None
        return made


class ColumnarFieldWriter(FieldWriter):
    """Gathers postings, and writes the segment when it has them all."""

    def __init__(self, path: Path, documents: ColumnarDocumentWriter) -> None:
        self.is_closed = False
        self._path = path
        self._documents = documents
        self._vocabulary = Vocabulary()
        self._fields: dict[str, _Gathered] = {}
        self._has_all = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Any]) -> None:
        super().add_postings(schema, lengths, items)
        self._has_all = True

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        self._field = self._fields[fieldname] = _Gathered(fieldname, fieldobj)

    def start_term(self, text: bytes) -> None:
        self._field.terms.append(self._vocabulary[text])
        self._field.counts.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        self._field.add(docnum, weight, vbytes)

    def add_spell_word(self, fieldname: str, text: bytes) -> None:
        raise TypeError(f"{fieldname}: this codec keeps no words for spelling; they are the terms")

    def finish_term(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True
        if self._has_all:
            self._write()

    def _write(self) -> None:
        stored, made = self._documents.stored, self._documents.columns()
        _refuse_unsayable(stored)
        order = self._order(made)
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
                for name, column in made.items()
            },
            (compressor.compress(stored[number]) for number in order),
            dictionary,
        )

    def _order(self, made: Mapping[str, Column]) -> Array:
        articles = len(self._documents.stored)
        dates, ids = made.get(DATE_COLUMN, np.full(articles, UNDATED)), self._fields.get(ID_FIELD)
        if not isinstance(dates, np.ndarray) or ids is None:
            return np.arange(articles)
        terms = list(self._vocabulary)
        of_document: dict[int, bytes] = {}
        for document, number in zip(ids.documents, np.repeat(ids.terms, ids.counts).tolist(), strict=True):
            of_document.setdefault(document, terms[number])
        return newest_first(dates, [of_document.get(document, b"") for document in range(articles)])


def _refuse_unsayable(articles: Iterable[StoredFields]) -> None:
    """Raises TypeError, by the name of the field, where JSON cannot say what is to be stored."""
    for name, value in (item for article in articles for item in article.items()):
        try:
            pack({name: value})
        except (TypeError, ValueError) as error:
            raise TypeError(f"{name}: {error}") from None


class _Gathered:
    """The postings of a field, in arrays that grow."""

    def __init__(self, name: str, fieldobj: FieldType) -> None:
        self._name = name
        self._is_scored = bool(fieldobj.scorable)
        self._format = fieldobj.format
        self._has_positions = self._format.supports("positions")
        kept = isinstance(self._format, Existence | Frequency | Positions)
        if not kept or isinstance(self._format, Characters | PositionBoosts):
            raise TypeError(f"{name}: this codec keeps frequencies and positions, not {type(self._format).__name__}")
        self.terms, self.counts = array("I"), array("I")
        self.documents, self._frequencies, self._positions = array("I"), array("I"), array("I")

    def add(self, document: int, weight: float, value: bytes) -> None:
        # A value of mere existence holds none, though the weight may give one: that of `title_text` does.
        frequency = int(weight) if isinstance(self._format, Existence) else self._format.decode_frequency(value)
        if weight != frequency:
            raise ValueError(f"{self._name}: a weight has to be the frequency, {frequency}, not {weight}: no boosts")
        self.counts[-1] += 1
        self.documents.append(document)
        self._frequencies.append(frequency)
        if self._has_positions:
            self._positions.extend(self._format.decode_positions(value))

    def postings(self, numbers: Array, order: Array, terms: Sequence[bytes], articles: int) -> FieldPostings:
        """What is to be written: `numbers` are the new numbers of the articles, `order` is that of `terms`."""
        source = RunReader(self._run(), numbers, len(order))
        texts = lay_out_texts([source], articles) if self._has_positions else None
        return FieldPostings(Layout(self._is_scored, texts), merge_runs([source], order), terms)

    def _run(self) -> PostingRun:
        terms, counts, documents, frequencies, positions = (
            np.array(values, np.uint32)
            for values in (self.terms, self.counts, self.documents, self._frequencies, self._positions)
        )
        return PostingRun(
            terms, counts.astype(np.int64), documents, frequencies, positions if self._has_positions else None
        )
