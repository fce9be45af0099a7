"""Columns of every kind that is kept, beside Whoosh's own codec."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, query
from whoosh.index import FileIndex
from whoosh.sorting import FieldFacet, StoredFieldFacet, add_sortable

from index.columnar import ColumnarCodec
from index.columnar.whoosh.columns import default_of
from tests.codecs import both_indexes

KINDS: dict[str, tuple[fields.FieldType, list[Any]]] = {
    "bytes": (fields.COLUMN(columns.VarBytesColumn()), [b"sol", None, b"", b"\xff\x00"]),
    "bytes of one length": (fields.COLUMN(columns.FixedBytesColumn(2)), [b"ab", None, b"\0\0"]),
    "bytes of one length with a default": (fields.COLUMN(columns.FixedBytesColumn(2, b"xx")), [b"ab", None, b"cd"]),
    "few bytes": (fields.COLUMN(columns.RefBytesColumn(default=b"intet")), [b"sol", None, b""]),
    "compressed bytes": (fields.COLUMN(columns.CompressedBytesColumn()), [b"sol" * 50, None, b"regn"]),
    "truths": (fields.COLUMN(columns.BitColumn()), [True, None, False, True]),
    "signed": (fields.COLUMN(columns.NumericColumn("q", -7)), [2**63 - 1, None, -(2**63)]),
    "unsigned": (fields.COLUMN(columns.NumericColumn("Q")), [2**64 - 1, None, 2**63]),
    "small": (fields.COLUMN(columns.NumericColumn("b", 5)), [127, None, -128]),
    "single": (fields.COLUMN(columns.NumericColumn("f", 0.5)), [1.1, None, 2]),
    "double": (fields.COLUMN(columns.NumericColumn("d")), [1.1, None, -2.5e300]),
    "a number": (fields.NUMERIC(sortable=True), [3, None, -3]),
    "a wide number": (fields.NUMERIC(int, 64, sortable=True), [3, None, -3]),
    "a number without sign": (fields.NUMERIC(int, 64, signed=False, sortable=True), [2**64 - 2, None, 3]),
    "a moment": (fields.DATETIME(sortable=True), [datetime(2018, 5, 1, 12, 30), datetime(2016, 1, 1)]),
    "a name": (fields.ID(sortable=True), ["Ærø", None, "Als"]),
    "a text": (fields.TEXT(sortable=True), ["sol over Ærø", None, "regn"]),
}


@pytest.mark.parametrize("optimize", [False, True], ids=["two segments", "merged"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_column_gives_back_what_was_put_in_or_its_default(kind: str, optimize: bool, tmp_path: Path) -> None:
    field, values = KINDS[kind]
    documents = [{"key": at} | ({} if value is None else {"x": value}) for at, value in enumerate(values)]
    schema = fields.Schema(key=fields.STORED(), x=field)
    segments = [documents, [{"key": "mere", "x": values[0]}]]
    with both_indexes(tmp_path, schema, segments, optimize=optimize) as indexes:
        found = []
        for index in indexes:
            with index.reader() as reader:
                column = reader.column_reader("x")
                found.append([column[number] for number in range(reader.doc_count_all())])
        assert found[1] == found[0]
        assert list(map(type, found[1])) == list(map(type, found[0]))
        assert len(found[1]) == len(values) + 1


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("kind", ["truths", "signed", "small", "double", "a number", "bytes"])
def test_articles_are_sorted_by_a_column_of_which_a_segment_has_none(kind: str, reverse: bool, tmp_path: Path) -> None:
    field, values = KINDS[kind]
    segments = [
        [{"key": at, "x": value} for at, value in enumerate(values) if value is not None],
        [{"key": "uden"}],
        [{"key": "igen", "x": values[0]}],
    ]
    with both_indexes(tmp_path, fields.Schema(key=fields.STORED(), x=field), segments) as indexes:
        orders = []
        for index in indexes:
            with index.searcher() as searcher:
                facet = FieldFacet("x", reverse=reverse)
                orders.append([hit["key"] for hit in searcher.search(query.Every(), sortedby=facet, limit=None)])
        assert orders[1] == orders[0]


def test_a_column_is_added_to_an_index_that_has_none(tmp_path: Path) -> None:
    schema = fields.Schema(place=fields.ID(stored=True), price=fields.NUMERIC())
    segments = [
        [{"place": "Ærø", "price": 100}, {"place": "Als", "price": 200}],
        [{"place": "Fanø", "price": 300}, {"place": "Mors", "price": 50}],
    ]
    with both_indexes(tmp_path, schema, segments) as indexes:
        for index, options in zip(indexes, ({}, {"codec": ColumnarCodec()}), strict=True):
            with index.reader() as reader:
                assert not reader.has_column("place")
            writer = index.writer(**options)
            add_sortable(writer, "place", StoredFieldFacet("place"))
            add_sortable(writer, "price", FieldFacet("price"))
            writer.commit(merge=False)
            assert values(index) == [("Ærø", 100), ("Als", 200), ("Fanø", 300), ("Mors", 50)]
            index.writer(**options).commit(optimize=True)
            assert values(index) == [("Ærø", 100), ("Als", 200), ("Fanø", 300), ("Mors", 50)]
    assert not list((tmp_path / "ours").glob("*.col"))  # They went into the merged segment.


def values(index: FileIndex) -> list[tuple[str, int]]:
    with index.reader() as reader:
        assert reader.has_column("place")
        both = reader.column_reader("place"), reader.column_reader("price")
        return [(both[0][number], both[1][number]) for number in range(reader.doc_count_all())]


def test_a_field_is_added_to_an_index_that_has_articles(tmp_path: Path) -> None:
    schema = fields.Schema(place=fields.ID(stored=True))
    with both_indexes(tmp_path, schema, [[{"place": "Ærø"}]]) as indexes:
        seen = []
        for index, options in zip(indexes, ({}, {"codec": ColumnarCodec()}), strict=True):
            writer = index.writer(**options)
            writer.add_field("weight", fields.NUMERIC(sortable=True, default=7))
            writer.add_document(place="Als", weight=3)
            writer.commit(merge=False)
            with index.searcher() as searcher:
                hits = searcher.search(query.Every(), sortedby="weight")
                found = searcher.search(query.NumericRange("weight", 1, 5))
                seen.append(([hit["place"] for hit in hits], [hit["place"] for hit in found]))
        assert seen[1] == seen[0]
        assert seen[1][1] == ["Als"]


def test_compressed_bytes_of_an_article_without_any_are_none() -> None:
    assert default_of(columns.CompressedBytesColumn()) == b""
