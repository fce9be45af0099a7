"""The engine against brute force: random questions over random articles have the hits and the scores they ought to."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Engine, Hit, Limits
from tests.asking import ask
from tests.oracle import (
    CORPUS,
    SOURCES,
    STEM,
    WORDS,
    Node,
    Scores,
    all_of,
    joined,
    negated,
    phrase,
    prefix,
    scores_of,
    source,
    title_phrase,
    title_word,
    with_near,
    word,
    years,
)

PHRASES = st.lists(st.sampled_from(list(STEM)), min_size=1, max_size=3).map(phrase)
FIELDS = (
    st.sampled_from(WORDS).map(title_word)
    | st.lists(st.sampled_from(list(STEM)), min_size=1, max_size=2).map(title_phrase)
    | st.sampled_from(["so", "soldate", "kommune", "findes"]).map(prefix)
    | st.sampled_from(SOURCES[:2]).map(source)
    | st.tuples(st.integers(2015, 2017), st.integers(2017, 2019)).map(lambda span: years(*span))
)
LEAVES = st.sampled_from(WORDS).map(word) | PHRASES | FIELDS


NEGATED = st.builds(negated, st.sampled_from(WORDS).map(word), st.just("-"))
OPERATORS = st.sampled_from([["OG", "AND"], ["AND", ""], ["OG", "OG"], ["ELLER", "OR"], ["OR", "ELLER"]])


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.builds(joined, st.lists(parts, min_size=2, max_size=4), OPERATORS)
    return several | st.builds(negated, parts, st.sampled_from(["IKKE ", "NOT "]))


TREES = st.recursive(LEAVES | NEGATED, branches, max_leaves=8)
BOUND = FIELDS | NEGATED | st.builds(joined, st.lists(TREES, min_size=2, max_size=2), OPERATORS)


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine([text.record() for text in CORPUS], limits=Limits(nesting=50, words=500))


def scores(hits: Iterable[Hit]) -> dict[str, float]:
    return {hit.article.id: hit.score for hit in hits}


def expected(typed: str, answer: Scores) -> object:
    return pytest.approx({text.id: score for text, score in with_near(typed, answer).items()}, rel=1e-9, abs=1e-9)


@given(TREES)
@settings(deadline=None, max_examples=120)
def test_a_bound_question_has_the_hits_and_scores_of_its_tree(engine: Engine, tree: Node) -> None:
    answer = ask(engine, tree.typed, exact=True)
    assert scores(answer.hits) == expected(tree.typed, tree.answer)
    assert answer.total == len(tree.answer)


@given(st.lists(st.sampled_from(WORDS).map(word) | PHRASES, min_size=1, max_size=5), st.lists(BOUND, max_size=1))
@settings(deadline=None, max_examples=120)
def test_plain_words_are_relaxed_only_where_no_article_holds_all(
    engine: Engine, plain: list[Node], bound: list[Node]
) -> None:
    strict = all_of(node.answer for node in [*{node.asks: node for node in plain}.values(), *bound])
    others = all_of([scores_of(word for node in plain for word in node.words), *(node.answer for node in bound)])
    typed = " ".join(node.typed for node in [*bound, *plain])
    answer = ask(engine, typed)
    assert answer.relaxed == (not strict and bool(others))
    assert scores(answer.hits) == expected(typed, strict or others)
    if 0 < len(strict) < 10:
        assert scores(answer.partial) == expected(typed, {text: others[text] for text in others if text not in strict})
    else:
        assert not answer.partial


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique_by=lambda typed: STEM.get(typed, typed)))
@settings(deadline=None, max_examples=60)
def test_missing_are_the_words_that_an_article_lacks(engine: Engine, typed: list[str]) -> None:
    texts = {text.id: text for text in CORPUS}
    answer = ask(engine, " ".join(typed))
    for hit in (*answer.hits, *answer.partial):
        stems = texts[hit.article.id].frequencies
        assert hit.missing == tuple(word for word in typed if not stems[STEM.get(word, word)])
