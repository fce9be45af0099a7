"""Any text can be analysed: as Whoosh's own analyzers would, in time that grows with its length, word for word."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.analysis import Analyzer
from whoosh.analysis.analyzers import CompositeAnalyzer

from index.danish import SURFACE, TOKEN, fold

PIECES = [
    *"aAåÅäöøØéßłxsne0179 \n-'’.,%(_/\u2010\u2011\u00a0\u00ad\u0301\u030aİς",
    *("aa", "'s", "'erne", "1 000", "7.500", "mia", "mia.", "7 mia", "Nato-chefen", "O'Brien's", "28-27", "ŉ"),
    *("for-", " og ", "-salg", ", ", "-/", "/-", " til ", " eller -", "f.eks.", "A.", "Å.", " ", "mill.", "f.Kr.", "½"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=25).map("".join)


def tokens(analyzer: Analyzer, text: str) -> Iterator[tuple[Any, ...]]:
    for token in analyzer(text, positions=True, chars=True):
        yield token.text, token.pos, token.startchar, token.endchar


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_the_analysis_is_that_of_whooshs_composite_analyzer(text: str) -> None:
    composite = CompositeAnalyzer(SURFACE.tokenizer, *SURFACE.filters)
    expected = list(tokens(composite, text))
    assert list(tokens(SURFACE, text)) == expected
    assert list(SURFACE.words(text)) == [(term, position) for term, position, _, _ in expected]


def letters(text: str) -> str:
    """What is left of a text when what joins words is taken out. *å* and *aa* are one: *A.aa* is *aå*, *Aaa* *åa*."""
    return fold("".join(letter for letter in text if letter not in "-'’\u2010\u2011.,  \u00a0")).replace("å", "aa")


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
@example("tal: 7 mia kr")
@example("O'Brien's Nato-chefs")
@example("A.aa")
def test_offsets_point_at_the_word(text: str) -> None:
    place = (-1, 0)
    for term, position, start, end in tokens(SURFACE, text):
        assert 0 <= start < end <= len(text)
        assert letters(text[start:end]).startswith(letters(term.partition("-")[0]))
        assert (position, end) >= place
        place = (position, end)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_folding_a_folded_word_changes_nothing(text: str) -> None:
    for match in TOKEN.finditer(text):
        assert fold(fold(match.group())) == fold(match.group())


LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x17F)


@settings(max_examples=200, deadline=None)
@given(text=st.text(LATIN, max_size=25))
def test_composed_and_decomposed_texts_are_one_text(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert list(SURFACE.words(composed)) == list(SURFACE.words(decomposed))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("x" * 1_000_000, 1, id="one word"),
        pytest.param("-" * 1_000_000, 0, id="hyphens"),
        pytest.param("'" * 1_000_000, 0, id="apostrophes"),
        pytest.param(" " * 1_000_000, 0, id="spaces"),
        pytest.param("." * 1_000_000, 0, id="full stops"),
        pytest.param("_" * 1_000_000, 0, id="underscores"),
        pytest.param("a" + "\u0301\u0316" * 500_000, 1, id="marks"),
        pytest.param("a\u0301" * 500_000, 1, id="letters with marks"),
        pytest.param("a-" * 320_000, 330_000, id="a word of hyphens"),  # 32 parts and their joined form at a time
        pytest.param("a'" * 320_000, 330_000, id="a word of apostrophes"),
        pytest.param("1." * 320_000, 10_000, id="a number of points"),
        pytest.param("a." * 320_000, 319_997, id="an abbreviation of points"),
        pytest.param("a-, " * 250_000, 250_000, id="words without a head"),
        pytest.param("a- og " * 160_000 + "b", 480_001, id="words that share a head"),
        pytest.param("1" + " 000" * 250_000 + "x", 35_717, id="a number of spaces"),
        pytest.param("% " * 100_000, 100_000, id="per cent"),
    ],
)
def test_a_megabyte_of_anything_is_analysed(text: str, count: int) -> None:
    assert sum(1 for _ in SURFACE.words(text)) == count


def test_what_makes_words_differ_after_a_hundred_letters_is_not_compared() -> None:
    assert [*SURFACE.words("x" * 100 + "y")] == [*SURFACE.words("x" * 100 + "z")] == [("x" * 100, 0)]
