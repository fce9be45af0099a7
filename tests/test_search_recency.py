"""Of articles that are about equally good the newer comes first; a better one stays first, however old it is."""

from collections.abc import Callable

import pytest

from search import Engine, Request
from tests.asking import ids

WORDS = "Sneen faldt over Ærø, og færgen blev i havn hele dagen, siger havnefogeden. " * 8


def article(id: str, published: str, more: str = "") -> dict[str, str]:
    return {"id": id, "body": f"{WORDS}{more}", "published": published}


# Another word makes an article a little longer, and its score a little lower.
@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        pytest.param(
            [article("gammel", "2016-02-01"), article("ny", "2024-02-01", "Ja. " * 2)],
            "ny gammel",
            id="the newer of two that are about equally good",
        ),
        pytest.param(
            [article("gammel", "2016-02-01", "Færge. "), article("ny", "2024-02-01", "Ja. " * 2)],
            "gammel ny",
            id="the better one, though it is old",
        ),
        pytest.param(
            [
                article("udateret", ""),
                article("gammel", "2016-02-01", "Ja. " * 2),
                article("ny", "2024-02-01", "Nej. " * 2),
            ],
            "ny gammel udateret",
            id="what has no date is no news",
        ),
        pytest.param(
            [article("a", "2016-02-01", "Ja. " * 2), article("b", "2016-02-02")],
            "b a",
            id="the better one of two that are equally old",
        ),
    ],
)
def test_recency_decides_between_articles_that_are_about_equally_good(
    articles: list[dict[str, str]], expected: str, make_engine: Callable[..., Engine]
) -> None:
    engine = make_engine([*articles, {"id": "andet", "body": "Regn.", "published": "2024-02-02"}])
    answer = engine.search(Request("færge"))
    assert ids(answer.hits) == expected.split()
    scores = [hit.score for hit in answer.hits]
    assert min(scores) > 0.97 * max(scores)


def test_pages_together_are_all_hits(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([article(f"{at:02}", f"{2000 + at % 25}-01-01", "Ja. " * (at % 7)) for at in range(60)])
    together = ids(engine.search(Request("færge", size=50)).hits)
    pages = [id for page in range(1, 6) for id in ids(engine.search(Request("færge", size=10, page=page)).hits)]
    assert pages == together
    assert len(set(together)) == 50
