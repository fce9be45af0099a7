"""Questions with misspelled words: what is put right at once, what is offered, what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Store, add
from search import Engine, Limits, Request
from tests.asking import ask, patient
from tests.cases import assert_each

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
    {"id": "håndværk", "body": "Håndværket blomstrer i køkkenet."},
    *({"id": f"bolværk-{number}", "body": "Bolværket skal males."} for number in range(5)),
    *({"id": f"skibe-{number}", "body": "Sejlet er af kanvas."} for number in range(5)),
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
    # The key beside is likelier hit than one far away: from six letters and four articles on that is clear.
    "sejket": "sejlet",
    "sejpet": "sejlet",
    "kajvas": "kanvas",
    "kabvas": "kanvas",
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
    # Another key than the one beside, in as many letters and articles.
    "sejbet": "sejlet",
    "kaxvas": "kanvas",
    # Two slips, one of them a bare letter.
    "handvræket": "håndværket",
    "hondvræket": "håndværket",
    "hådnvarket": "håndværket",
    "hådnverket": "håndværket",
    "kokkneet": "køkkenet",
    # Two slips in eight letters; one of them in a name as long.
    "sodlatne": "soldaten",
    "en Sodlaten": "en Soldaten",
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
    # Two slips, none of them likely.
    "hundvræket",
    "kukkneet",
    # Two slips, or one in a name, in seven letters are too many.
    "hendsse",
    "på Kantenn",
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES, limits=Limits(characters=10_000, words=1_000))


def test_a_clear_slip_is_put_right_and_said(engine: Engine) -> None:
    assert_each(lambda typed: ask(engine, typed).corrected, CORRECTED)


def test_what_is_less_clear_is_offered(engine: Engine) -> None:
    assert_each(lambda typed: ask(engine, typed).suggestion, OFFERED)


@pytest.mark.parametrize(("questions", "exact"), [(LEFT_ALONE, False), ([*CORRECTED, *OFFERED], True)])
def test_all_else_is_left_alone_and_so_is_an_exact_question(questions: list[str], exact: bool, engine: Engine) -> None:
    def said(typed: str) -> tuple[str | None, str | None]:
        answer = ask(engine, typed, exact=exact)
        return answer.corrected, answer.suggestion

    assert_each(said, dict.fromkeys(questions, (None, None)))


def test_a_corrected_question_has_the_answer_of_what_was_meant(engine: Engine) -> None:
    def found(typed: str) -> list[object]:
        answer, request = ask(engine, typed), Request(typed)
        with engine.matching(request, 50) as matches:
            articles = list(matches)
        opened = [engine.open(article.id, request, 1) for article in articles[:1]]
        return [
            *(answer.hits, answer.partial, answer.facets, answer.total, answer.relaxed, answer.timeline),
            *(articles, [(one.previous, one.next) for one in opened if one]),
        ]

    assert_each(found, {typed: found(meant) for typed, meant in CORRECTED.items()})
    assert_each(lambda typed: ask(engine, typed).request.query, {typed: typed for typed in CORRECTED})


def test_a_question_with_an_offer_has_the_answer_of_what_was_typed(engine: Engine) -> None:
    def as_typed(typed: str) -> bool:
        answer = ask(engine, typed)
        return answer.hits == ask(engine, answer.corrected or typed, exact=not answer.relaxed).hits

    assert_each(as_typed, dict.fromkeys(OFFERED, True))


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
    engine = Engine.over(store.path, patient())
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
