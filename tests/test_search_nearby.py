"""Words that begin as one of the question's does: what they add to the score of an article that is a hit anyway."""

from collections.abc import Callable

import pytest

from search import Engine
from tests.asking import ask
from tests.cases import assert_each

PLAIN = "hest"
"""A word that no other here begins like."""

NEAR = {
    # Two thirds of its letters, and three at least.
    "bil": ("bilist", "biografen"),
    "sten": ("stemme", "stjerner"),
    "terror": ("terrier", "terapi"),
    "kandidat": ("kandidere", "kandiseret"),
}
"""For a word one that is near, and one that begins like it and is not near enough."""


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    """For each word an article with it and a plain one, one with one that is near, one with one that is not."""
    return make_shared_engine(
        [
            {"id": f"{word} {other}", "body": f"{word} {other}"}
            for word, others in NEAR.items()
            for other in (PLAIN, *others)
        ]
    )


def test_a_word_is_near_another_from_two_thirds_of_its_letters_on_and_three(engine: Engine) -> None:
    def more(word: str) -> list[str]:
        scores = {hit.article.id: hit.score for hit in ask(engine, word, exact=True).hits}
        return [other for other in NEAR[word] if scores[f"{word} {other}"] > scores[f"{word} {PLAIN}"]]

    assert_each(more, {word: [near] for word, (near, _) in NEAR.items()})


def test_a_word_that_is_near_makes_no_hit(engine: Engine) -> None:
    assert {hit.article.id for hit in ask(engine, "bil", exact=True).hits} == {
        f"bil {other}" for other in (PLAIN, *NEAR["bil"])
    }
