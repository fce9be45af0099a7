"""What completes a question as it is typed: words of the index, after the word before, by how many articles have it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Engine, Limits, QueryError

ARTICLES = [
    {"id": "1", "title": "Færgen til Ærø", "body": "Den danske regering vil have flere færger. Færgen sejler."},
    {"id": "2", "title": "Færgen ligger stille", "body": "Den danske regering og den danske flåde i Aarhus."},
    {"id": "3", "body": "Færgen, fællesskab og Nato-chefen. Færdselsloven fylder."},
    {"id": "4", "body": "Gamle færger sejler endnu, gamle færger er smukke."},
    {"id": "5", "body": "Gamle færger: røde, blå og hvide. Den danske flåde sejler."},
    {"id": "6", "body": "Bro- og tunnelpenge."},
    *({"id": f"fyld-{number}", "body": f"Den ene dag er som den anden, nummer {number}."} for number in range(40)),
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


def texts(engine: Engine, typed: str) -> list[str]:
    return [suggestion.text for suggestion in engine.suggest(typed)]


def test_the_last_word_is_completed_by_the_number_of_articles(engine: Engine) -> None:
    assert [(found.text, found.articles) for found in engine.suggest("FÆ")] == [
        ("færgen", 3),
        ("færger", 3),
        ("fællesskab", 1),
        ("færdselsloven", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("den danske r", "den danske regering"),
        ("den danske f", "den danske flåde"),
        ("gamle f", "gamle færger"),
        ("i år", "i århus"),
        ("i x", None),
        ("aar", "århus"),
        ("Færgen -aar", "Færgen -århus"),
        ("titel:fæ", "titel:færgen"),
        ('"gamle fæ', '"gamle færger'),
        ("(færge ELLER reg", "(færge ELLER regering"),
        ("nato-ch", "natochefen"),
        ("br", "bro"),
        ("bro", None),
    ],
)
def test_what_stands_before_the_word_is_kept_and_counts(typed: str, first: str | None, engine: Engine) -> None:
    assert texts(engine, typed)[:1] == ([first] if first else [])


def test_phrases_that_say_something_are_offered(engine: Engine) -> None:
    assert "gamle færger" in texts(engine, "gam")
    assert not [text for text in texts(engine, "de") if " " in text]


@pytest.mark.parametrize("typed", ["", " ", "færgen ", "f", "?", "fæ*", "fæ)", "bøvs", '"'])
def test_where_there_is_no_word_to_complete_nothing_is_offered(typed: str, engine: Engine) -> None:
    assert texts(engine, typed) == []


@given(st.text(max_size=30))
def test_any_text_is_completed_or_not_and_keeps_what_was_typed_before(engine: Engine, typed: str) -> None:
    found = texts(engine, typed)
    assert len(found) <= 8
    assert len(set(found)) == len(found)
    head = typed[: typed.rfind(" ") + 1]
    assert all(text.startswith(head) for text in found)


def test_too_long_a_question_is_refused(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine(ARTICLES, limits=Limits(characters=5))
    assert texts(engine, "færge")
    with pytest.raises(QueryError, match="characters"):
        engine.suggest("færgen")
