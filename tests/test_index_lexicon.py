"""What is looked up: words by their hashes, those that begin alike, and all at once as one by one."""

from collections.abc import Sequence
from contextlib import closing
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Store
from index.danish import Analysis, Lexicon, StemPrefilter, WordCounts, meanings
from index.danish.rolling_hashes import MANY, PrefixHashes, SortedHashes, has_hash, hashes_of
from tests.reading import reader_of

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
WORDS = st.text(LETTERS, min_size=1, max_size=40)
ODD_WORDS = st.text(f"{LETTERS}0123456789-.'éкß", min_size=1, max_size=70)


@cache
def danish() -> Lexicon:
    return Lexicon.learned({})


def vocabulary(store: Store) -> Sequence[str]:
    """The distinct words of an index as they are written."""
    with closing(store.open()) as generation:
        return sorted({term.decode() for term in reader_of(generation).lexicon("body")})


@given(word=WORDS, start=st.integers(0, 39), end=st.integers(1, 40))
def test_the_hash_of_a_substring_is_that_of_the_word(word: str, start: int, end: int) -> None:
    start, end = min(start, len(word) - 1), min(end, len(word))
    if start < end:
        substring = PrefixHashes.of([word]).substrings(np.array([start]), np.array([end]))
        assert substring[0, 0] == hashes_of([word[start:end]])[0]


def test_no_two_words_of_danish_have_one_hash() -> None:
    words = danish().words
    assert len(words) > 25_000
    assert (words[1:] > words[:-1]).all()


@settings(deadline=None, max_examples=30)
@given(known=st.sets(WORDS, max_size=60), asked=st.lists(WORDS, max_size=40), repeats=st.sampled_from([1, MANY]))
def test_hashes_are_found_among_others_however_many_are_asked_for(
    known: set[str], asked: list[str], repeats: int
) -> None:
    asked = [*asked, *sorted(known)[:20]]
    hashes = np.sort(hashes_of(sorted(known)))
    found, at = SortedHashes(hashes).find(np.tile(hashes_of(asked), repeats))
    assert found.tolist() == [word in known for word in asked] * repeats
    assert hashes[at].tolist() == np.tile(hashes_of([word for word in asked if word in known]), repeats).tolist()


@settings(deadline=None, max_examples=60)
@given(words=st.lists(ODD_WORDS | st.sampled_from(["forsvarsministrene", "landsmænd", "10årig", "teknik-miljøudvalg"])))
def test_words_mean_together_what_they_mean_alone(words: list[str]) -> None:
    assert list(meanings(words, danish())) == [next(meanings([word], danish())) for word in words]


def test_the_words_of_an_index_mean_together_what_they_mean_alone(sample_store: Store) -> None:
    words = vocabulary(sample_store)
    with closing(sample_store.open()) as generation:
        lexicon = generation.analysis.lexicon
    together = list(meanings(words, lexicon))
    assert len(words) > 5_000
    assert sum(bool(meaning and meaning.parts) for meaning in together) > 500
    for word, meaning in list(zip(words, together, strict=True))[::7]:
        assert next(meanings([word], lexicon)) == meaning


def test_a_word_that_may_have_a_stem_is_never_passed_over(sample_store: Store) -> None:
    with closing(sample_store.open()) as generation:
        analysis = generation.analysis
    words = vocabulary(sample_store)
    analysis.learn(words)
    passed_over = [
        (word, term)
        for word in words
        if (meaning := analysis.meaning(word))
        for term in meaning.terms
        if not StemPrefilter([term]).may_be_in(word)
    ]
    assert passed_over == []


@settings(deadline=None, max_examples=200)
@given(word=ODD_WORDS)
def test_no_word_at_all_is_passed_over(word: str) -> None:
    meaning = next(meanings([word], danish()))
    assert not meaning or all(StemPrefilter([term]).may_be_in(word) for term in meaning.terms)


def test_only_words_of_latin_letters_have_hashes() -> None:
    assert [
        word for word in ("bog", "ærø", "7500", "10årig", "for-eftermiddag", "кот", "", "a" * 65) if has_hash(word)
    ] == [
        "bog",
        "ærø",
    ]


def test_a_lexicon_is_read_as_it_was_written(sample_store: Store) -> None:
    with closing(sample_store.open()) as generation:
        lexicon = generation.analysis.lexicon
    assert "forsvarsudvalg" in lexicon
    assert "xqzwv" not in lexicon
    assert (lexicon.words[1:] > lexicon.words[:-1]).all()
    assert (lexicon.stems[1:] > lexicon.stems[:-1]).all()
    assert lexicon.counts.min() > 0


def test_a_word_is_as_frequent_as_in_the_articles_and_the_language_together() -> None:
    language = {"sol": 50.0, "måne": 50.0}
    known = Lexicon.learned({"sol": WordCounts(100)}, language)
    found, counts, _ = known.find(hashes_of(["sol", "måne", "stjerne"]))
    assert (found.tolist(), counts.tolist()) == ([True, True, False], [750_000.0, 250_000.0])


def test_what_was_looked_at_is_remembered_as_it_was() -> None:
    analysis = Analysis(danish())
    first = [analysis.meaning(word) for word in ("soldaterne", "arbejdsmarkedet", "-")]
    analysis.learn(["soldaterne", "huset"])
    assert [analysis.meaning(word) for word in ("soldaterne", "arbejdsmarkedet", "-")] == first
