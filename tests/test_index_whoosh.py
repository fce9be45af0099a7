"""The index is one of Whoosh's: its `open_dir` opens it and its searcher searches it, without our engine."""

import re
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import as_file

import pytest
from whoosh import query
from whoosh.index import FileIndex, open_dir

import data
from index import Article, Store
from index.sources import Rejected, read_articles


@pytest.fixture(scope="module")
def opened(sample_store: Store) -> Iterator[FileIndex]:
    index = open_dir(str(sample_store.path / "current"), readonly=True)
    yield index
    index.close()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    with as_file(data.ARTICLES) as path:
        return [article for article in read_articles(path) if not isinstance(article, Rejected)]


def word(pattern: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


CASES: list[tuple[query.Query, str, str]] = [
    (query.Term("text", "soldat"), "title body", r"\w*soldat(er|erne)?"),
    (query.Term("text", "politi"), "title body", r"politi(et|ets)?"),
    (query.Term("title", "havnekat"), "title", "havnekat"),
    (query.Term("body", "færgen"), "body", "færgen"),
    (query.Term("body", "findesikke"), "body", "findesikke"),
    (query.Phrase("body", ["hele", "natten"]), "body", "hele natten"),
    (query.Phrase("body", ["i", "søby"]), "body", "i søby"),
    (query.Prefix("body", "havne"), "body", r"havne\w*"),
    (query.Wildcard("title", "f*ge*"), "title", r"f\w*ge\w*"),
    (query.Term("source", "bælt nyheder"), "source", "Bælt Nyheder"),
    (query.Term("section", "vejr"), "section", "vejr"),
    (query.Every(), "id", ".*"),
]


@pytest.mark.parametrize(("node", "fields", "pattern"), CASES, ids=str)
def test_whoosh_finds_what_reading_all_articles_finds(
    node: query.Query, fields: str, pattern: str, opened: FileIndex, articles: list[Article]
) -> None:
    expected = {a.id for a in articles if any(word(pattern).search(getattr(a, name)) for name in fields.split())}
    assert bool(expected) == (pattern != "findesikke")
    with opened.searcher() as searcher:
        assert {hit["article"]["id"] for hit in searcher.search(node, limit=None)} == expected


def test_whoosh_joins_excludes_and_counts(opened: FileIndex, articles: list[Article]) -> None:
    harbour = query.Term("source", "havneposten")
    ferry = query.Term("body", "færgen")
    of_harbour = {a.id for a in articles if a.source == "Havneposten"}
    on_ferries = {a.id for a in articles if word("færgen").search(a.body)}
    with opened.searcher() as searcher:
        for node, expected in (
            (query.And([harbour, ferry]), of_harbour & on_ferries),
            (query.Or([harbour, ferry]), of_harbour | on_ferries),
            (query.And([ferry, query.Not(harbour)]), on_ferries - of_harbour),
        ):
            assert {hit["article"]["id"] for hit in searcher.search(node, limit=None)} == expected
        groups = searcher.search(query.Every(), groupedby="source", limit=None).groups("source")
        assert {name: len(found) for name, found in groups.items()} == {
            name: sum(a.source == name for a in articles) for name in {a.source for a in articles}
        }
        assert searcher.reader().frequency("body", "færgen") == sum(
            len(word("færgen").findall(a.body)) for a in articles
        )


def test_the_newest_articles_come_first_to_whoosh(opened: FileIndex, articles: list[Article]) -> None:
    dated = sorted((a for a in articles if a.published), key=lambda a: a.id)
    dated.sort(key=lambda a: a.published or datetime.min, reverse=True)
    with opened.searcher() as searcher:
        lying = [stored["article"]["id"] for _, stored in searcher.reader().iter_docs()]
        assert lying[: len(dated)] == [a.id for a in dated]
        assert {*lying[len(dated) :]} == {a.id for a in articles if not a.published}
        oldest = searcher.search(query.Every(), sortedby="published", limit=3)
        assert [hit["article"]["id"] for hit in oldest] == [a.id for a in dated[:-4:-1]]
