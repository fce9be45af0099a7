"""Questions with misspelled words: what is put right at once, what is offered, what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Store, add
from search import Engine, Limits, Request
from tests.asking import ask

ARTICLES = [
    {"id": "færge", "title": "Færgen til Ærø", "body": "Færgen sejler fra København hver dag. En færge er stor."},
    {"id": "soldat", "title": "Soldaten fra Irak", "body": "En soldat er kommet hjem til Svendborg fra Irak."},
    {
        "id": "fregat",
        "body": "Fregatten ligger i havn med sit søkort. Rigsarkivet har tegningerne.",
        "source": "Ritzau",
    },
    {"id": "søn", "body": "Hendes søn er ukendt og uklar."},
    *(
        {"id": f"minister-{number}", "body": "Statsministeren taler i Folketinget. Ministeren er klar."}
        for number in range(12)
    ),
    *(
        {"id": f"spil-{number}", "body": "Spillerne vandt banespillet. En spand stod på banen ved kanten."}
        for number in range(3)
    ),
]

CORRECTED = {
    # Without keys for æ, ø and å: by two letters, or by one.
    "faerge": "færge",
    "aero": "ærø",
    "aeroe": "ærø",
    "kobenhavn": "københavn",
    "koebenhavn": "københavn",
    "sokort": "søkort",
    # Letters that changed places, one of two too few or too many, the key beside.
    "soldta": "soldat",
    "fregattten": "fregatten",
    "rigsarkivett": "rigsarkivet",
    "folketinhet": "folketinget",
    # Any other slip, and two of them, where the word is long and in many articles.
    "statsminsteren": "statsministeren",
    "folketiget": "folketinget",
    "statsmiinsterne": "statsministeren",
    # Several words; what stands between them is kept to the letter.
    "faerge soldta": "færge soldat",
    "faerge,  kobenhavn!": "færge,  københavn!",
    '"faerge': '"færge',
    'faerge OG "faerge" -soldta (kobenhavn ELLER irak)': 'færge OG "faerge" -soldat (københavn ELLER irak)',
    "kilde:soldta faerge sektion:faerge dato:2018": "kilde:soldta færge sektion:faerge dato:2018",
    "titel:faerge": "titel:færge",
    "„soldta” faerge": "„soldta” færge",
    # Capitals.
    "Faerge": "Færge",
    "FAERGE TIL AERO": "FÆRGE TIL ÆRØ",
    "SOLDTA": "SOLDAT",
    "Færgen til Kobenhavn": "Færgen til København",
}
"""What is typed, and the question that is answered."""

OFFERED = {
    "sodat": "soldat",
    "moldat": "soldat",
    "oldat": "soldat",
    "osldat": "soldat",
    "fregxtten": "fregatten",
    "rigsarkvet": "rigsarkivet",
    "kobenhvan": "københavn",
    "son": "søn",
    "Soldta": "Soldat",
    "En Fregxtten": "En Fregatten",
    "faerge sodat": "færge soldat",
}
"""What is typed, and the question that is offered."""

LEFT_ALONE = [
    # It stands in the index, in this form or in another.
    "soldat",
    "soldaters",
    "fregaten",
    "uklar ukendte soldater",
    # It is to be as typed.
    '"soldta"',
    "soldt*",
    'titel:"soldta"',
    "titel:soldt*",
    "kilde:Ritzua",
    "soldta: irak",
    # It is too short, or nothing is near.
    "hnu",
    "sl",
    "xqzwvut",
    # It is no word of letters, an acronym, or no Danish.
    "soldta2",
    "2018-2019",
    "SOLDTA hjem",
    "SOLDTAs hjem",
    "солдат",
    "a" * 70,
    "ﬃ" * 30,
    # It may be a name.
    "hr. Sxldat",
    "hr. Soldta",
    "Moldat",
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


@pytest.mark.parametrize(("typed", "meant"), CORRECTED.items())
def test_a_clear_slip_is_put_right_and_said(typed: str, meant: str, engine: Engine) -> None:
    assert ask(engine, typed).corrected == meant


@pytest.mark.parametrize(("typed", "meant"), OFFERED.items())
def test_what_is_less_clear_is_offered(typed: str, meant: str, engine: Engine) -> None:
    assert ask(engine, typed).suggestion == meant


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_all_else_is_left_alone(typed: str, engine: Engine) -> None:
    answer = ask(engine, typed)
    assert (answer.corrected, answer.suggestion) == (None, None)


@pytest.mark.parametrize("typed", [*CORRECTED, *OFFERED])
def test_an_exact_question_is_answered_as_typed(typed: str, engine: Engine) -> None:
    answer = ask(engine, typed, exact=True)
    assert (answer.corrected, answer.suggestion) == (None, None)


@pytest.mark.parametrize(("typed", "meant"), CORRECTED.items())
def test_a_corrected_question_has_the_answer_of_what_was_meant(typed: str, meant: str, engine: Engine) -> None:
    answer, right = ask(engine, typed), ask(engine, meant)
    assert (answer.hits, answer.partial, answer.facets) == (right.hits, right.partial, right.facets)
    assert (answer.total, answer.relaxed, answer.timeline) == (right.total, right.relaxed, right.timeline)
    with engine.matching(Request(typed), 50) as found, engine.matching(Request(meant), 50) as expected:
        assert list(found) == list(expected)
    for hit in right.hits[:1]:
        opened, expected_way = (engine.open(hit.article.id, Request(asked), 1) for asked in (typed, meant))
        assert opened
        assert expected_way
        assert (opened.previous, opened.next) == (expected_way.previous, expected_way.next)
    assert answer.request.query == typed


@pytest.mark.parametrize("typed", OFFERED)
def test_a_question_with_an_offer_has_the_answer_of_what_was_typed(typed: str, engine: Engine) -> None:
    answer = ask(engine, typed)
    assert answer.hits == ask(engine, answer.corrected or typed, exact=not answer.relaxed).hits


def test_a_word_with_two_likely_meanings_is_not_chosen_for_the_reader(make_engine: Callable[..., Engine]) -> None:
    articles = [
        {"body": "Kæmperne kom."},
        {"body": "Kampene er forbi."},
        {"body": "Kamelerne gik. Kamerene var tomme."},
    ]
    answer = ask(make_engine(articles), "kamerne")
    assert answer.corrected is None
    assert answer.suggestion in {"kamerene", "kamelerne"}


def test_words_of_every_segment_count(make_store: Callable[..., Store], write_jsonl: Callable[..., Path]) -> None:
    store = make_store(ARTICLES)
    add([write_jsonl([{"id": "ny", "body": "Kirsebærtræet blomstrer."}], "nyt.jsonl")], store)
    engine = Engine.over(store.path)
    assert ask(engine, "kirsebaertraeet faerge").corrected == "kirsebærtræet færge"
    assert ask(engine, "kirsebærtrææet").corrected == "kirsebærtræet"
    engine.close()


def test_a_correction_stays_within_the_limits(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([{"body": "Kommissionen."}], limits=Limits(characters=12))
    assert ask(engine, "komissionen").corrected == "kommissionen"
    assert ask(engine, "komissionen ").corrected is None


def test_a_question_of_unknown_words_is_in_another_language(engine: Engine) -> None:
    typed = [f"soldat{letter}" for letter in "abcdfghi"]
    assert ask(engine, " ".join(typed)).suggestion
    assert ask(engine, " ".join([*typed, "soldatj"])).suggestion is None


@settings(deadline=None)
@given(st.lists(st.sampled_from([*CORRECTED, *OFFERED, *LEFT_ALONE, "-", "OG", "(", ")", '"', "titel:"])).map(" ".join))
def test_a_corrected_question_is_not_corrected_again(engine: Engine, typed: str) -> None:
    once = ask(engine, typed, size=1).corrected
    assert once is None or ask(engine, once, size=1).corrected is None
