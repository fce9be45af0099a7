"""What goes wrong in the API is told in one shape: problem details, for every limit, every parameter, every path."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import DEFAULT_LIMITS, Limits
from tests.webpages import MANY, SECURITY_HEADERS, browsing, make_index

STORM = {"id": "storm-1", "body": "Stormen ventes til Vestkysten."}
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("problems"), [STORM])


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def assert_problem(response: TestResponse, status: int, *words: str) -> None:
    """The one shape that every error of the API has."""
    problem = response.get_json()
    assert (response.status_code, response.mimetype) == (status, PROBLEM)
    assert list(problem) == ["type", "title", "status", "detail"]
    assert problem["type"] == "about:blank"
    assert problem["title"] == HTTPStatus(status).phrase
    assert problem["status"] == status
    for word in words:
        assert re.search(rf"\b{re.escape(word)}\b", problem["detail"]), problem["detail"]
    assert problem["detail"].isascii() or "'" in problem["detail"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert SECURITY_HEADERS.items() <= dict(response.headers).items()


LIMITED = {
    "characters": ["q=" + "a" * 1001],
    "words": ["q=" + "a+" * 65],
    "nesting": ["q=" + "(" * 9 + "a+OG+b" + ")" * 9],
    "prefix": ["q=a*", "q=storm+%C3%B8*"],
    "page": ["page=0", "page=101", "page=999999999", "page=" + "9" * 18],
    "size": ["size=0", "size=51"],
    "filters": ["&".join(f"{name}={number}" for number in range(51)) for name in ("source", "section")],
}

REFUSED = {
    "q": ["q=a&q=b"],
    "page": [
        "page=x",
        "page=-1",
        "page=1.5",
        "page=1e1",
        "page=%D9%A1",
        "page=1&page=1",
        "page=" + "9" * 19,
        "page=+1",
    ],
    "size": ["size=x", "size=-1", "size=10&size=", "size=0x1"],
    "sort": ["sort=best", "sort=NEWEST", "sort=newest&sort=oldest"],
    "from": [
        "from=nej",
        "from=2018-13",
        "from=2018-02-30",
        "from=0000",
        "from=18",
        "from=2019&to=2018",
        "from=1&from=2",
    ],
    "to": ["to=nej", "to=2018-00", "to=2018-2-1", "to=2018-02-15T00:00", "to=2018..2019", "to=%D9%A2018"],
    "exact": ["exact=maybe", "exact=2", "exact=TRUE", "exact=1&exact=1"],
    "explain": ["explain=maybe", "explain=-1"],
}


@pytest.mark.parametrize(
    ("name", "question"), [(name, question) for name, questions in LIMITED.items() for question in questions]
)
def test_a_question_beyond_a_limit_is_told_which(name: str, question: str, ask: FlaskClient) -> None:
    assert_problem(ask.get(f"/api/search?{question}"), 400, name, str(getattr(DEFAULT_LIMITS, name)))


@pytest.mark.parametrize(
    ("name", "question"), [(name, question) for name, questions in REFUSED.items() for question in questions]
)
def test_a_parameter_that_cannot_be_read_is_named(name: str, question: str, ask: FlaskClient) -> None:
    assert_problem(ask.get(f"/api/search?{question}"), 400, name)


def test_every_limit_that_refuses_and_every_parameter_is_tried() -> None:
    assert {*LIMITED, "alternatives", "seconds"} == {*DEFAULT_LIMITS.__dataclass_fields__}
    assert {*REFUSED, "source", "section"} == {
        "q",
        "page",
        "size",
        "sort",
        "source",
        "section",
        "from",
        "to",
        "exact",
        "explain",
    }


@pytest.mark.parametrize(
    "question",
    [
        "q=&page=&size=&sort=&source=&section=&from=&to=&exact=&explain=",
        "page=1&size=10&sort=relevance",
        "unknown=x",
    ],
)
def test_what_is_empty_or_unknown_counts_as_absent(question: str, ask: FlaskClient) -> None:
    answer, plain = (ask.get(f"/api/search?{asked}").get_json() for asked in (question, ""))
    assert {**answer, "took_ms": 0} == {**plain, "took_ms": 0}


@pytest.mark.parametrize(
    ("path", "detail"), [("/api/articles/nej", "article"), ("/api/nej", ""), ("/api/", ""), ("/api/articles/", "")]
)
def test_what_is_not_there_is_a_problem_too(path: str, detail: str, ask: FlaskClient) -> None:
    assert_problem(ask.get(path), 404, *([detail] if detail else []))


def test_too_long_a_question_is_answered_with_503_and_when_to_try_again(tmp_path: Path) -> None:
    index = make_index(tmp_path, ({"id": str(number), "body": "Sne og sol."} for number in range(MANY)))
    with browsing(index, LIMITS=Limits(seconds=0.0)) as client:
        response = client.get("/api/search?q=sne")
        assert_problem(response, 503, "seconds")
        assert int(response.headers["Retry-After"]) > 0


def test_without_an_index_there_is_503_until_there_is_one(tmp_path: Path) -> None:
    with browsing(tmp_path / "index") as client:
        for path in ("/api/search?q=sne", "/api/articles/x"):
            response = client.get(path)
            assert_problem(response, 503, "index")
            assert int(response.headers["Retry-After"]) > 0
            assert str(tmp_path) not in response.text
        health = client.get("/healthz")
        assert (health.status_code, health.mimetype) == (503, PROBLEM)
        assert "Retry-After" in health.headers
        assert client.get("/api/openapi.json").status_code == 200
        make_index(tmp_path, [STORM])
        assert client.get("/api/search").get_json()["total"] == 1
        assert client.get("/healthz").get_json()["articles"] == 1
