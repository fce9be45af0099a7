"""The order in which a segment keeps articles that Whoosh adds: the newest first where they have dates, else as they
came, on which groups of articles rest."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, query
from whoosh.query import NestedChildren, NestedParent

from tests.codecs import Documents, both_indexes

DATES: dict[str, tuple[fields.FieldType, list[Any]]] = {
    "numbers": (fields.NUMERIC(sortable=True), [2016, 2018, 2017]),
    "wide numbers": (fields.NUMERIC(int, 64, sortable=True), [-5, 2018, 3]),
    "a column alone": (fields.COLUMN(columns.NumericColumn("q")), [2016, 2018, 2017]),
    "moments": (fields.DATETIME(sortable=True), [datetime(year, 1, 1) for year in (2016, 2018, 2017)]),
}


@pytest.mark.parametrize("ids", [["a", "b", "c"], ["a b", None, "c"], [None, None, "c"], [None, None, None]], ids=str)
@pytest.mark.parametrize("dates", DATES)
def test_articles_with_dates_lie_the_newest_first(dates: str, ids: list[str | None], tmp_path: Path) -> None:
    field, values = DATES[dates]
    schema = fields.Schema(id=fields.KEYWORD(), published=field, key=fields.STORED())
    articles = [
        {"id": id, "published": date, "key": key}
        for id, date, key in zip(ids, values, ["old", "new", "mid"], strict=True)
    ]
    with both_indexes(tmp_path, schema, [articles]) as (_, ours), ours.reader() as reader:
        assert [stored["key"] for _, stored in reader.iter_docs()] == ["new", "mid", "old"]
        published = reader.column_reader("published")
        assert [published[number] for number in range(3)] == sorted(values, reverse=True)


@pytest.mark.parametrize(
    "dates",
    [fields.COLUMN(columns.NumericColumn("q", 2**63 - 1)), fields.NUMERIC(int, 64, sortable=True)],
    ids=["a column alone", "wide numbers"],
)
def test_articles_of_one_moment_lie_by_their_ids_and_those_without_come_last(
    dates: fields.FieldType, tmp_path: Path
) -> None:
    schema = fields.Schema(id=fields.ID(stored=True), published=dates)
    articles: Documents = [{"id": "d"}, {"id": "b", "published": 3}, {"id": "c"}, {"id": "a", "published": 3}]
    with both_indexes(tmp_path, schema, [articles, [{"id": "f"}, {"id": "e"}]]) as (_, ours), ours.reader() as reader:
        assert [stored["id"] for _, stored in reader.iter_docs()] == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize("published", [None, fields.TEXT(), fields.ID(sortable=True)], ids=["none", "text", "names"])
def test_articles_without_dates_lie_as_they_came(published: fields.FieldType | None, tmp_path: Path) -> None:
    schema = fields.Schema(id=fields.ID(stored=True), **({"published": published} if published else {}))
    articles: Documents = [{"id": id} | ({"published": id} if published else {}) for id in ("d", "b", "c", "a")]
    with both_indexes(tmp_path, schema, [articles]) as (_, ours), ours.reader() as reader:
        assert [stored["id"] for _, stored in reader.iter_docs()] == ["d", "b", "c", "a"]


@pytest.mark.parametrize("optimize", [False, True], ids=["two segments", "merged"])
def test_the_articles_of_a_group_stay_together(optimize: bool, tmp_path: Path) -> None:
    schema = fields.Schema(id=fields.ID(stored=True), kind=fields.ID(), text=fields.TEXT())
    island = [{"id": "z", "kind": "island"}, {"id": "m", "text": "bro"}, {"id": "a", "text": "havn"}]
    town = [{"id": "y", "kind": "island"}, {"id": "b", "text": "bro havn"}]
    islands = query.Term("kind", "island")
    with both_indexes(tmp_path, schema, [island + town, town], optimize=optimize) as indexes:
        seen = []
        for index in indexes:
            with index.searcher() as searcher:
                above = searcher.search(NestedParent(islands, query.Term("text", "havn")))
                below = searcher.search(NestedChildren(islands, islands))
                seen.append(([hit["id"] for hit in above], [hit["id"] for hit in below]))
        assert seen[1] == seen[0]
        assert sorted(seen[1][0]) == ["y", "y", "z"]
