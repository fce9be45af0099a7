"""Execution on arrays against brute force: 2,000 random trees over random articles, in several segments, some of them
deleted, match what they ought to, with the scores and in the order they ought to."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from index import Article
from index.columnar import ColumnarCodec
from index.danish import Analysis
from index.schema import make_schema, to_fields
from search import BudgetExceeded
from search.columnar import most_relevant, newest, oldest
from search.deadline import Deadline
from search.tree import AnyOf, Everything, Filter, Phrase, Term
from search.whoosh import to_whoosh
from tests.trees import WORDS, Corpus, executors, make_corpus, tree

NO_LIMIT = Deadline(float("inf"))


def ids(corpus: Corpus, ranked: list[tuple[int, float]]) -> list[str]:
    return [corpus.searcher.stored_fields(number)["article"]["id"] for number, _ in ranked]


@pytest.fixture(params=range(20))
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Corpus]:
    corpus = make_corpus(tmp_path, request.param)
    yield corpus
    corpus.searcher.close()


def test_the_words_are_their_own_stems() -> None:
    assert [[term.text for term in Analysis().terms(word)] for word in WORDS] == [[word] for word in WORDS]


def test_any_tree_has_the_matches_scores_and_order_of_brute_force(corpus: Corpus) -> None:
    draw = random.Random(len(corpus.articles))
    for _ in range(100):
        node, answer = tree(corpus, draw, draw.randrange(4))
        expected = {id: score for id, score in answer.items() if id not in corpus.deleted}
        hits = corpus.executor.run(node, NO_LIMIT)
        assert len(hits) == len(expected), node
        ranked = most_relevant(hits, len(hits))
        found = dict(zip(ids(corpus, ranked), (score for _, score in ranked), strict=True))
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), node
        # Sums differ in their last bits with the order of their parts.
        assert [score for _, score in ranked] == pytest.approx(sorted(expected.values(), reverse=True)), node
        assert ids(corpus, newest(hits, 50)) == sorted(expected, key=corpus.newest)[:50], node
        assert ids(corpus, oldest(hits, 50)) == sorted(expected, key=corpus.oldest)[:50], node
        assert most_relevant(hits, 7) == ranked[:7], node


def test_ties_are_ordered_by_date_and_id(corpus: Corpus) -> None:
    hits = corpus.executor.run(Filter(Everything(), 1.0), NO_LIMIT)
    alive = [article.id for article in corpus.articles if article.id not in corpus.deleted]
    assert ids(corpus, most_relevant(hits, 1000)) == sorted(alive, key=corpus.newest)


def test_whoosh_steps_to_the_same_articles_and_scores(corpus: Corpus) -> None:
    draw = random.Random(len(corpus.articles))
    for _ in range(20):
        node, answer = tree(corpus, draw, draw.randrange(4))
        stepped = corpus.searcher.search(to_whoosh(node), limit=None)
        found = {hit["article"]["id"]: hit.score for hit in stepped}
        expected = {id: score for id, score in answer.items() if id not in corpus.deleted}
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), node


@pytest.mark.slow
def test_the_best_of_many_are_found_without_scoring_all(tmp_path: Path) -> None:
    draw = random.Random(9)
    articles = [
        Article(id=f"{at:05}", title="", body="sol " * draw.randint(1, 5) + "regn " * draw.choice((3, 8, 40)))
        for at in range(9000)
    ]
    index = FileStorage(str(tmp_path)).create_index(make_schema(Analysis()))
    for batch in (articles[:4000], articles[4000:]):
        writer = index.writer(codec=ColumnarCodec(), _lk=False)
        for article in batch:
            writer.add_document(**to_fields(article))
        writer.commit(merge=False)
    corpus = Corpus(articles, set(), *executors(index))
    expected = sorted(corpus.bm25("sol").items(), key=lambda item: (-round(item[1], 9), item[0]))
    for count in (1, 2, 3):
        found = most_relevant(corpus.executor.run(Term("text", "sol"), NO_LIMIT), count)
        assert [corpus.searcher.stored_fields(number)["article"]["id"] for number, _ in found] == [
            id for id, _ in expected[:count]
        ]
    index.close()


def test_threads_share_a_searcher(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path, 5)
    draw = random.Random(1)
    nodes = [tree(corpus, draw, 3)[0] for _ in range(150)]

    def answers() -> list[list[tuple[int, float]]]:
        return [most_relevant(corpus.executor.run(node, NO_LIMIT), 20) for node in nodes]

    expected = answers()
    with ThreadPoolExecutor(8) as threads:
        assert all(found == expected for found in threads.map(lambda _: answers(), range(16)))
    corpus.searcher.close()


def test_the_time_budget_ends_a_question_and_leaves_the_next_one_alone(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path, 2)
    node = AnyOf(tuple(Term("text", word) for word in WORDS))
    before = most_relevant(corpus.executor.run(node, NO_LIMIT), 50)
    for kind in (node, Phrase("body", ("og", "by"))):
        with pytest.raises(BudgetExceeded):
            corpus.executor.run(kind, Deadline(0))
    assert most_relevant(corpus.executor.run(node, NO_LIMIT), 50) == before
    corpus.searcher.close()
