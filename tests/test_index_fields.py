"""What the fields of a real index hold: weighed frequencies that agree with lengths, and words where they stand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from whoosh.reading import IndexReader
from whoosh.util.numeric import byte_to_length, length_to_byte

from index import Generation, Store
from index.columnar import MOST_FREQUENT
from index.mapping import TITLE_WEIGHT, to_article
from search import Engine
from tests.asking import ask, hits, ids
from tests.reading import reader_of

ARTICLES = [
    {"id": "færge", "title": "Færgen til Samsø", "body": "Færgen sejler. Færgerne er fulde.\n/ritzau/"},
    {"id": "bro", "title": "Nato-chefen på broen", "body": "- Broen er lang, siger Nato-chefen i Aarhus."},
    {"id": "uden", "body": "Uden titel er den første sætning kun til at vise."},
    {"id": "tre", "title": "Storm " * 100, "body": "storm " * 100},
    {"id": "fuld", "title": "Storm " * 127, "body": "Storm " * 2 + "sol"},
]


@pytest.fixture
def generation(make_store: Callable[..., Store]) -> Iterator[Generation]:
    generation = make_store(ARTICLES).open()
    yield generation
    generation.close()


def kept(reader: IndexReader, field: str, what: str) -> dict[str, dict[str, Any]]:
    """For each article by its id: the terms of a field, and what is kept of each."""
    articles: dict[int, dict[str, Any]] = {number: {} for number in reader.all_doc_ids()}
    for term in reader.field_terms(field):
        matcher = reader.postings(field, term)
        while matcher.is_active():
            articles[matcher.id()][term] = matcher.value_as(what)
            matcher.next()
    return {to_article(reader.stored_fields(number)).id: terms for number, terms in articles.items()}


def test_a_word_of_the_title_counts_twice_in_the_ranking_field(generation: Generation) -> None:
    frequencies = kept(reader_of(generation), "text", "frequency")
    assert TITLE_WEIGHT == 2
    assert frequencies["færge"] == {"færg": 2 + 2, "til": 2, "samsø": 2, "sejl": 1, "vær": 1, "fuld": 1}
    assert frequencies["bro"] == {
        "nato": 2 * (2 + 1), "chef": 2 * (2 + 1), "natochef": 2 + 1,  # By themselves, and as parts of *natochefen*.
        "på": 2, "bro": 2 + 1, "vær": 1, "lang": 1, "sig": 1, "i": 1, "århus": 1,
    }  # fmt: skip


def test_a_headline_out_of_the_body_counts_once(generation: Generation) -> None:
    assert set(kept(reader_of(generation), "text", "frequency")["uden"].values()) == {1}
    assert kept(reader_of(generation), "title_text", "frequency")["uden"] == {}
    assert kept(reader_of(generation), "title", "positions")["uden"] == {}


def test_frequencies_are_clipped(generation: Generation) -> None:
    frequencies = kept(reader_of(generation), "text", "frequency")
    assert MOST_FREQUENT == 255
    assert frequencies["tre"] == {"storm": 255}  # 300
    assert frequencies["fuld"] == {"storm": 255, "sol": 1}  # 256


def test_lengths_are_the_sums_of_the_frequencies(generation: Generation) -> None:
    reader = reader_of(generation)
    lengths = {id: sum(terms.values()) for id, terms in kept(reader, "text", "frequency").items()}
    assert reader.field_length("text") == sum(lengths.values())
    for number in reader.all_doc_ids():
        length = lengths[to_article(reader.stored_fields(number)).id]
        assert reader.doc_field_length(number, "text") == byte_to_length(length_to_byte(length))


def test_surface_fields_know_where_words_stand(generation: Generation) -> None:
    reader = reader_of(generation)
    assert kept(reader, "title", "positions")["bro"] == {
        "nato": [0], "chefen": [1], "natochefen": [1], "på": [2], "broen": [3]
    }  # fmt: skip
    assert kept(reader, "body", "positions")["færge"] == {
        "færgen": [0], "sejler": [1], "færgerne": [2], "er": [3], "fulde": [4]
    }  # fmt: skip
    positions = kept(reader, "body", "positions")["tre"]
    assert positions == {"storm": list(range(100))}


def test_hostile_articles_are_indexed_found_and_shown(make_engine: Callable[..., Engine]) -> None:
    many = 90_000
    engine = make_engine(
        [
            {"id": "ord", "body": "x" * many + " færge"},
            {"id": "bindestreger", "title": "-" * many, "body": "-" * many + " færge"},
            {"id": "mellemrum", "title": " " * many, "body": "." * many + " " * many + "færge"},
            {"id": "gentaget", "body": "færge. " * 30_000},
        ]
    )
    found = ask(engine, "færger").hits
    assert set(ids(found)) == {"ord", "bindestreger", "mellemrum", "gentaget"}
    assert all(("færge", True) in hit.snippet and sum(len(text) for text, _ in hit.snippet) < 500 for hit in found)
    assert hits(engine, "x" * 200) == ["ord"]
