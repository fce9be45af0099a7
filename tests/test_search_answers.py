"""What an answer holds: hits that lack words where none has all, the best of the others where few do, the words that
each lacks, the order, and pages."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SORTS, Engine, Request, Sort
from tests.asking import ask, hits, ids

STORM = [
    *({"id": f"storm-{number}", "body": "Stormen kom fra vest.", "source": f"K{number % 2}"} for number in range(9)),
    {"id": "flod", "body": "Bølgen steg til anden etage i den lille by."},
    {"id": "begge", "body": "Stormen og bølgen.", "source": "K1"},
    {"id": "begge-igen", "body": "Bølgen steg, da stormen kom."},
    {"id": "andet", "body": "Ingen ord her."},
]


@pytest.fixture(scope="module")
def storm(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(STORM)


def test_hits_hold_every_word_and_the_best_of_the_others_fill_the_first_page(storm: Engine) -> None:
    answer = ask(storm, "storm bølge", size=10)
    assert (answer.relaxed, answer.total) == (False, 2)
    assert set(ids(answer.hits)) == {"begge", "begge-igen"}
    assert ids(answer.partial) == ["flod", *(f"storm-{number}" for number in range(7))]
    assert [hit.missing for hit in answer.hits] == [(), ()]
    assert [hit.missing for hit in answer.partial] == [("storm",), *[("bølge",)] * 7]


def test_the_first_page_is_filled_to_its_size(storm: Engine) -> None:
    assert len(ask(storm, "storm bølge", size=5).partial) == 3
    assert len(ask(storm, "storm bølge", size=2).partial) == 0
    assert len(ask(storm, "storm bølge", size=50).partial) == 10


def test_a_phrase_whose_words_stand_apart_is_missing(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine(
        [
            {"id": "begge", "body": "Den gamle færge sejler."},
            {"id": "delt", "body": "Den færge er gammel, gamle ven."},
            {"id": "en", "body": "En anden færge."},
        ]
    )
    answer = ask(engine, '"gamle færge"')
    assert ids(answer.hits) == ["begge"]
    assert {hit.article.id: hit.missing for hit in answer.partial} == {"delt": ('"gamle færge"',), "en": ("gamle",)}


def test_a_word_that_is_asked_for_twice_counts_once(storm: Engine) -> None:
    (once, *_), (twice, *_) = ask(storm, "storm etager").hits, ask(storm, "storm etagerne stormen etager").hits
    assert (once.article.id, once.score) == (twice.article.id, twice.score)


def test_later_pages_are_not_filled(storm: Engine) -> None:
    answer = ask(storm, "storm bølge", size=5, page=2)
    assert (answer.hits, answer.partial, answer.total) == ((), (), 2)


@pytest.mark.parametrize(("also_in", "partial"), [(7, True), (8, False)])
def test_ten_hits_are_enough(also_in: int, partial: bool, make_engine: Callable[..., Engine]) -> None:
    """Two articles hold both words; with `also_in` more there are nine or ten."""
    more = [{"id": f"mere-{number}", "body": "Storm og bølge."} for number in range(also_in)]
    answer = ask(make_engine([*STORM, *more]), "storm bølge")
    assert answer.total == 2 + also_in
    assert bool(answer.partial) is partial


def test_where_no_article_holds_every_word_those_that_hold_one_are_hits(storm: Engine) -> None:
    answer = ask(storm, "bølger etager vulkaner findesikke")
    assert (answer.relaxed, answer.total, answer.partial) == (True, 3, ())
    assert {hit.article.id: hit.missing for hit in answer.hits} == {
        "flod": ("vulkaner", "findesikke"),
        "begge": ("etager", "vulkaner", "findesikke"),
        "begge-igen": ("etager", "vulkaner", "findesikke"),
    }


def test_two_forms_of_one_word_are_missing_once(storm: Engine) -> None:
    (flood,) = ask(storm, "etagen vulkan vulkaner").hits
    assert len(flood.missing) == 1


def test_where_no_article_holds_any_word_there_is_no_hit(storm: Engine) -> None:
    answer = ask(storm, "findesikke hellerikke")
    assert (answer.total, answer.hits, answer.partial) == (0, (), ())
    assert answer.facets == {"source": [], "section": [], "byline": [], "year": []}


def test_an_exact_question_is_neither_relaxed_nor_filled(storm: Engine) -> None:
    none, two = ask(storm, "bølge findesikke", exact=True), ask(storm, "storm bølge", exact=True)
    assert (none.total, none.relaxed, none.partial) == (0, False, ())
    assert (two.total, two.partial) == (2, ())


def test_what_binds_holds_for_partial_hits_too(storm: Engine) -> None:
    assert ids(ask(storm, "storm bølge -steg").partial) == [f"storm-{number}" for number in range(9)]
    assert ids(ask(storm, "storm bølge steg lill*").hits) == ["flod"]
    filtered = ask(storm, "storm bølge", keywords={"source": ("k1",)})
    assert (ids(filtered.hits), ids(filtered.partial)) == (["begge"], ["storm-1", "storm-3", "storm-5", "storm-7"])


def test_a_phrase_in_a_relaxed_question_counts_as_its_words_and_lifts_those_that_have_it(
    make_engine: Callable[..., Engine],
) -> None:
    engine = make_engine(
        [
            {"id": "har", "body": f"Den hvide svane fløj over {'sø og ' * 30} land."},
            {"id": "ord", "body": "Svane, hvide svane svaner. Hvid!"},
            {"id": "halv", "body": "Svane."},
            {"id": "andet", "body": "Måge."},
        ]
    )
    answer = ask(engine, '"hvide svane fløj" findesikke')
    assert answer.relaxed
    assert ids(answer.hits) == ["har", "ord", "halv"]
    assert [hit.missing for hit in answer.hits] == [
        ("findesikke",),
        ("fløj", "findesikke"),
        ("hvide", "fløj", "findesikke"),
    ]
    scores = {hit.article.id: hit.score for hit in ask(engine, '"hvide svane" findesikke').hits}
    assert scores["har"] < scores["ord"]
    assert hits(engine, '"den hvide svane" findesikke')[0] == "har"
    assert hits(engine, "hvide svane findesikke")[0] == "ord"


ORDER = [
    {"id": "c", "body": "Sne.", "published": "2018"},
    {"id": "b", "body": "Sne.", "published": "2018"},
    {"id": "a", "body": "Sne.", "published": "2017"},
    {"id": "d", "body": "Sne.", "published": "2018-01-01T00:00:00.000001+01:00"},
    {"id": "y", "body": "Sne."},
    {"id": "x", "body": "Sne."},
    {"id": "e", "body": "Sne, sne, sne.", "published": "1851-05-02"},
    {"id": "regn", "body": "Regn.", "published": "2019"},
]


@pytest.fixture(scope="module")
def order(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ORDER)


@pytest.mark.parametrize(
    ("question", "sort", "expected"),
    [
        ("sne", "relevance", "e d b c a x y"),
        ("sne", "newest", "d b c a e x y"),
        ("sne", "oldest", "e a b c d x y"),
        ("", "relevance", "regn d b c a e x y"),
        ("", "newest", "regn d b c a e x y"),
        ("", "oldest", "e a b c d regn x y"),
        ("-regn", "relevance", "d b c a e x y"),
        ("dato:2018", "relevance", "d b c"),
        ("sn*", "relevance", "d b c a e x y"),
        ("sne findesikke", "oldest", "e a b c d x y"),
    ],
)
def test_hits_stand_in_the_order_that_was_asked_for(question: str, sort: Sort, expected: str, order: Engine) -> None:
    assert hits(order, question, sort=sort) == expected.split()


@given(st.sampled_from(["sne", "sne findesikke", "", "sne -regn"]), st.sampled_from(SORTS), st.integers(1, 9))
@settings(deadline=None, max_examples=50)
def test_pages_together_are_all_hits_in_order(order: Engine, question: str, sort: Sort, size: int) -> None:
    together = hits(order, question, sort=sort)
    pages = []
    for page in range(1, len(together) // size + 2):
        answer = order.search(Request(question, page=page, size=size, sort=sort))
        assert answer.total == len(together)
        assert len(answer.hits) == min(size, max(0, len(together) - (page - 1) * size))
        pages += ids(answer.hits)
    assert pages == together


def test_a_page_beyond_the_last_is_empty_and_knows_the_total(order: Engine) -> None:
    answer = ask(order, "sne", page=100)
    assert (answer.hits, answer.total) == ((), 7)
