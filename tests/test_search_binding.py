"""What of a question binds and what may be lacking; and that every input has a meaning."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.danish import Analysis
from search import Engine, QueryError
from search.query import parse
from tests.asking import ask
from tests.test_search_grammar import ARTICLES, Table

BINDING = [
    "æble OG findesikke",
    "findesikke OG æble",
    "findesikke kilde:ingen",
    "æble -æble",
    '"pære blomme" OG findesikke',
    "findes* æble",
    "findesikke ELLER (findes OG æble)",
]
"""Questions that no article answers, each for the sake of what binds."""

PLAIN: Table = {
    "æble findesikke": "æ æp æb æpb",
    "æble (findesikke)": "æ æp æb æpb",
    "æble -pære findesikke": "æ æb",
    '"blomme æble" findesikke': "æ b æp æb pb æpb",
    "blom* æble findesikke": "æb æpb",
    "æble OG blomme findesikke kunst pære": "æpb",
    "ÆBLE OG FINDESIKKE": "æ æp æb æpb kunst",
}
"""Questions of which plain words are lacking everywhere, and what answers them all the same."""

NOISE = st.lists(st.sampled_from(["(", ")", "()", '""', "*", "!", "- ", ": ", "–", "?", "\u00a0", "_"]), max_size=6)


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


@pytest.mark.parametrize("question", BINDING)
def test_what_binds_is_never_relaxed(question: str, engine: Engine) -> None:
    answer = ask(engine, question)
    assert (answer.total, answer.relaxed, answer.partial) == (0, False, ())


@pytest.mark.parametrize("question", PLAIN)
def test_plain_words_may_be_lacking(question: str, engine: Engine) -> None:
    answer = ask(engine, question)
    assert answer.relaxed
    assert {hit.article.id for hit in answer.hits} == set(PLAIN[question].split())


@given(st.lists(st.tuples(st.sampled_from(["æble", "pære", "kilde:ritzau", '"klude og"', "kun*"]), NOISE), max_size=5))
@settings(deadline=None)
def test_stray_signs_between_words_change_nothing(words: list[tuple[str, list[str]]]) -> None:
    clean = " ".join(word for word, _ in words)
    noisy = " ".join(f"{word} {' '.join(noise)} " for word, noise in words)
    assert parse(noisy, ANALYSIS) == parse(clean, ANALYSIS)


ANALYSIS = Analysis()

SYLLABLES = [
    "OG ",
    " ELLER ",
    "IKKE",
    "(",
    ")",
    '"',
    " ",
    "-",
    "*",
    "kilde:",
    "dato:",
    "titel:",
    "..",
    "æble",
    "2018",
    "%",
]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=90).map("".join) | st.text(max_size=1100))
@settings(deadline=None)
def test_every_input_has_a_meaning_or_exceeds_a_limit(question: str) -> None:
    exceeded = ""
    try:
        parse(question, ANALYSIS)
    except QueryError as error:
        exceeded = error.limit
    assert exceeded in {"", "characters", "words", "nesting", "prefix"}
