"""What the codec cannot keep is refused by name, and costs nothing else."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Characters, Format, PositionBoosts

from index.columnar import ColumnarCodec
from index.columnar.segment_file import EXTENSION


class Kept(fields.FieldType):
    """A field with a format that the codec does not keep."""

    def __init__(self, format: Format) -> None:
        super().__init__(format, fields.TEXT().analyzer, scorable=True)


DECLARED: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"x": fields.TEXT(vector=True)}, TypeError, "x: this codec keeps no vectors"),
    ({"x": Kept(Characters())}, TypeError, "x: this codec keeps frequencies and positions, not Characters"),
    ({"x": Kept(PositionBoosts())}, TypeError, "x: this codec keeps .*, not PositionBoosts"),
    ({"x": fields.TEXT(field_boost=1.5)}, ValueError, "x: this codec keeps no boosts, and the field has one of 1.5"),
    ({"x": fields.ID(field_boost=2.0)}, ValueError, "x: this codec keeps no boosts, and the field has one of 2.0"),
    ({"x": fields.COLUMN(columns.PickleColumn(columns.VarBytesColumn()))}, TypeError, "x: .*, not a PickleColumn"),
    (
        {"x": fields.COLUMN(columns.NumericColumn("Q", float("nan")))},
        ValueError,
        "x: nan cannot be the default of this column",
    ),
    ({"stored": fields.ID()}, ValueError, "stored: an indexed field is not called .* stored"),
    ({"column": fields.TEXT()}, ValueError, "column: an indexed field is not called column"),
    ({"x": fields.ID(), "x.terms": fields.ID()}, ValueError, "x.terms: an indexed field .* has no dot in its name"),
]


@pytest.mark.parametrize(("schema", "error", "sentence"), DECLARED, ids=str)
def test_what_a_field_asks_for_that_is_not_kept_is_refused_when_a_writer_is_opened(
    schema: dict[str, fields.FieldType], error: type[Exception], sentence: str, tmp_path: Path
) -> None:
    with closing(FileStorage(str(tmp_path)).create_index(fields.Schema(**schema))) as index:
        with pytest.raises(error, match=sentence):
            index.writer(codec=ColumnarCodec())
        assert list(tmp_path.glob(f"*{EXTENSION}")) == []


@pytest.mark.parametrize(("schema", "error", "sentence"), DECLARED[:7], ids=str)
def test_a_field_that_is_added_to_an_open_writer_is_refused_with_its_first_article(
    schema: dict[str, fields.FieldType], error: type[Exception], sentence: str, tmp_path: Path
) -> None:
    with closing(FileStorage(str(tmp_path)).create_index(fields.Schema(key=fields.ID(stored=True)))) as index:
        writer = index.writer(codec=ColumnarCodec())
        writer.add_field("x", schema["x"])
        with pytest.raises(error, match=sentence):
            writer.add_document(x="storm")
        writer.cancel()


@pytest.mark.parametrize("after", [["after"], []], ids=["one between others", "the last"])
@pytest.mark.parametrize(
    ("field", "value", "error", "sentence"),
    [
        (fields.COLUMN(columns.VarBytesColumn()), 1.5, TypeError, "x: float is not what this column holds"),
        (fields.COLUMN(columns.VarBytesColumn()), 1, TypeError, "x: int is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("q")), b"1", TypeError, "x: bytes is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("q")), 1.5, TypeError, "x: float is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("Q")), -1, ValueError, "x: -1 is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("B")), 300, ValueError, "x: 300 is not what this column holds"),
        (fields.STORED(), {1, 2}, TypeError, "x: values of the type set are not stored"),
        (fields.STORED(), [("storm", {1})], TypeError, "x: values of the type set are not stored"),
    ],
)
def test_a_value_that_is_not_kept_is_refused_with_its_article(
    field: fields.FieldType, value: Any, error: type[Exception], sentence: str, after: list[str], tmp_path: Path
) -> None:
    schema = fields.Schema(key=fields.STORED(), x=field)
    with closing(FileStorage(str(tmp_path)).create_index(schema)) as index:
        with index.writer(codec=ColumnarCodec()) as writer:
            writer.add_document(key="before")
            with pytest.raises(error, match=sentence):
                writer.add_document(key="refused", x=value)
            for key in after:
                writer.add_document(key=key)
        with index.reader() as reader:
            assert [stored["key"] for _, stored in reader.iter_docs()] == ["before", *after]


@pytest.mark.parametrize(
    ("field", "document", "sentence"),
    [
        (fields.TEXT(), {"x": "sol sol", "_x_boost": 2.0}, "x: a weight has to be the frequency, 2, not 4.0"),
        (fields.ID(), {"x": "storm", "_boost": 1.5}, "x: a weight has to be the frequency, 1, not 1.5"),
        (fields.ID(), {"x": "storm", "_boost": 2.0}, "x: a weight has to be the frequency, 1, not 2.0"),
    ],
)
def test_a_boost_is_refused_when_postings_are_written_and_leaves_no_file(
    field: fields.FieldType, document: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    with closing(FileStorage(str(tmp_path)).create_index(fields.Schema(x=field))) as index:
        writer = index.writer(codec=ColumnarCodec())
        writer.add_document(**document)
        with pytest.raises(ValueError, match=sentence):
            writer.commit()
        if not writer.is_closed:  # whoosh3 closes a writer that fails.
            writer.cancel()
        assert list(tmp_path.rglob(f"*{EXTENSION}")) == []


def test_a_storage_in_memory_is_refused() -> None:
    index = RamStorage().create_index(fields.Schema(x=fields.ID()))
    with pytest.raises(TypeError, match="RamStorage: this codec keeps segments in a folder, not in memory"):
        index.writer(codec=ColumnarCodec())


@pytest.mark.parametrize("after", [[], [{"key": "c"}]], ids=["the last", "one between others"])
def test_an_article_that_is_refused_costs_no_other(after: list[dict[str, Any]], tmp_path: Path) -> None:
    numbers = fields.COLUMN(columns.NumericColumn("q", 77))
    schema = fields.Schema(key=fields.ID(stored=True), a=numbers, number=fields.NUMERIC(sortable=True))
    index = FileStorage(str(tmp_path)).create_index(schema)
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(key="b")
    with pytest.raises(ValueError, match="intet tal"):
        writer.add_document(a=5, key="refused", number="intet tal")
    for document in after:
        writer.add_document(**document)
    writer.commit()
    with index.reader() as reader:
        assert [stored["key"] for _, stored in reader.iter_docs()] == ["b", *(document["key"] for document in after)]
        assert list(reader.column_reader("a")) == [77] * (1 + len(after))
    index.close()
