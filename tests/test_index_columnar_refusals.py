"""What the codec cannot keep is refused by name, and costs nothing else."""

from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Characters, Format, PositionBoosts

from index.columnar import ColumnarCodec
from index.columnar.segment_file import EXTENSION


class Kept(fields.FieldType):
    """A field with a format that the codec does not keep."""

    def __init__(self, format: Format) -> None:
        super().__init__(format, fields.TEXT().analyzer, scorable=True)


@pytest.mark.parametrize(
    ("field", "document", "error", "sentence"),
    [
        (fields.TEXT(vector=True), {"x": "storm"}, TypeError, "x: this codec keeps no vectors"),
        (fields.COLUMN(columns.VarBytesColumn()), {"x": 1.5}, TypeError, "x: a column holds whole numbers or bytes"),
        (fields.COLUMN(columns.NumericColumn("q")), {"x": b"1"}, TypeError, "x: bytes is not what this column holds"),
        (fields.COLUMN(columns.VarBytesColumn()), {"x": 1}, TypeError, "x: int is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("Q")), {"x": 2**63}, ValueError, "x: a column holds numbers of 64 bits"),
        (fields.TEXT(field_boost=1.5), {"x": "storm"}, ValueError, "x: a weight has to be the frequency, 1, not 1.5"),
        (fields.TEXT(field_boost=2.0), {"x": "sol sol"}, ValueError, "x: a weight has to be the frequency, 2, not 4.0"),
        (fields.ID(), {"x": "storm", "_boost": 1.5}, ValueError, "x: a weight has to be the frequency, 1, not 1.5"),
        (fields.STORED(), {"x": {1, 2}}, TypeError, "x: Object of type set is not JSON serializable"),
        (
            Kept(Characters()),
            {"x": "storm"},
            TypeError,
            "x: this codec keeps frequencies and positions, not Characters",
        ),
        (Kept(PositionBoosts()), {"x": "storm"}, TypeError, "x: this codec keeps .*, not PositionBoosts"),
    ],
)
def test_what_the_codec_cannot_keep_is_refused_by_name(
    field: fields.FieldType, document: dict[str, Any], error: type[Exception], sentence: str, tmp_path: Path
) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(x=field))
    writer = index.writer(codec=ColumnarCodec())

    def write() -> None:
        writer.add_document(**document)
        writer.commit()

    with pytest.raises(error, match=sentence):
        write()
    index.close()


def test_a_field_whose_arrays_would_lie_over_others_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(stored=fields.ID(stored=True)))
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(stored="storm")
    with pytest.raises(ValueError, match=r"stored.starts: the file has an array of this name"):
        writer.commit()
    if not writer.is_closed:  # whoosh3 closes a writer that fails.
        writer.cancel()
    assert list(tmp_path.glob(f"*{EXTENSION}")) == []
    index.close()


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
