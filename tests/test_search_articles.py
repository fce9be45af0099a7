"""An article by its id, and hits with their articles, in whichever segment of the index they lie."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Store, add
from search import Engine
from tests.asking import ask, hits, patient
from tests.cases import assert_each

BATCHES = [
    {"a": "Ænder", "b": "Bævere", "c": "Dompapper"},
    {"d": "Duer", "e": "Egern", "b": "Bæveren fra Ribe"},
    {"f": "Frøer", "g": "Gæs", "e": "Egernet fra Fur"},
]
"""Titles by id. Of what stands twice the later one counts."""

TITLES = BATCHES[0] | BATCHES[1] | BATCHES[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An index of three segments, each with some articles, two of them replaced by later ones."""
    folder = tmp_path_factory.mktemp("segments")
    store = Store(folder / "index")
    for number, batch in enumerate(BATCHES):
        path = Path(folder / f"{number}.jsonl")
        records = ({"id": id, "title": title, "body": f"{title} er set i haven."} for id, title in batch.items())
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        add([path], store)
    return store


@pytest.fixture(scope="module")
def engine(store: Store) -> Iterator[Engine]:
    engine = Engine.over(store.path, patient())
    yield engine
    engine.close()


def test_the_articles_lie_in_three_segments(store: Store) -> None:
    assert len([*store.current().glob("*.opslag")]) == len(BATCHES)


def test_an_article_is_found_by_its_id_in_every_segment(engine: Engine) -> None:
    def title(id: str) -> str | None:
        found = engine.article(id)
        assert found is None or found.id == id
        return found.title if found else None

    assert_each(title, TITLES | {"h": None, "": None, "ab": None, "A": None})


def test_a_hit_shows_its_own_article_in_every_segment(engine: Engine) -> None:
    assert {hit.article.id: hit.article.title for hit in ask(engine, "haven").hits} == TITLES
    assert_each(lambda title: hits(engine, f'titel:"{title}"'), {title: [id] for id, title in TITLES.items()})


def test_what_was_replaced_is_no_hit_any_more(engine: Engine) -> None:
    assert_each(lambda word: hits(engine, word, exact=True), {"bævere ribe": ["b"], "ribe": ["b"], "fur": ["e"]})
    assert ask(engine, "haven").total == len(TITLES)
