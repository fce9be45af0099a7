"""What a reader is told when something is wrong: a Danish sentence for every limit, parameter and status, on a page
like the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search import DEFAULT_LIMITS, Limits
from tests.webpages import MANY, SECURITY_HEADERS, Page, browsing, make_index

STORM = {"id": "storm", "body": "Stormen ventes til Vestkysten."}

REFUSED = {
    "characters": ("q=" + "a" * 1001, "for langt: der er plads til 1000 tegn"),
    "words": ("q=" + "a+" * 65, "for mange ord: der er plads til 64"),
    "nesting": ("q=" + "(" * 9 + "a+OG+b" + ")" * 9, "for mange parenteser inden i hinanden: 8"),
    "prefix": ("q=a*", "mindst 2 bogstaver"),
    "page": ("page=101", "fra side 1 til 100"),
    "size": ("size=51", "fra 1 til 50 artikler"),
    "filters": ("&".join(f"source={number}" for number in range(51)), "for mange værdier i samme afgrænsning"),
    "q": ("q=a&q=b", "ét spørgsmål ad gangen"),
    "sort": ("sort=bedst", "efter relevans, nyeste eller ældste"),
    "from": ("from=2018-02-30", "Den første dato"),
    "to": ("to=i+g%C3%A5r", "Den sidste dato"),
    "exact": ("exact=m%C3%A5ske", "exact=1"),
}
"""For each limit and parameter a question that goes against it, and what the reader is told."""

ELSEWHERE = {"alternatives", "seconds"}
"""Limits that refuse no question: the one shortens the analysis, the other has a test of its own."""

NEVER_WRONG = {"source", "section", "byline"}
"""Parameters that can be anything."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("errors"), [STORM])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def told(reader: FlaskClient, address: str, status: int, method: str = "GET") -> str:
    """The sentence on an error page, which must be a page like the others."""
    response = reader.open(address, method=method)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert SECURITY_HEADERS.items() <= dict(response.headers).items()
    page = Page(response.text)
    assert page.one("html")["lang"] == "da"
    assert page.one("h1").text == "Det gik ikke"
    assert page.one("title").text == f"Fejl {status} – Opslag"
    assert reader.get(page.link("Til forsiden")).status_code in (200, 503)
    assert page.one("form")["action"] == "/soeg"
    sentence = page.one("p", class_="notice").text
    assert sentence.endswith(".")
    return sentence


def test_every_limit_and_parameter_has_a_sentence() -> None:
    parameters = {"q", "page", "size", "sort", "source", "section", "byline", "from", "to", "exact"}
    assert {*REFUSED} | ELSEWHERE | NEVER_WRONG == {*DEFAULT_LIMITS.__dataclass_fields__} | parameters


@pytest.mark.parametrize("name", REFUSED)
def test_a_question_that_is_refused_is_told_why_in_danish(name: str, reader: FlaskClient) -> None:
    question, words = REFUSED[name]
    assert words in told(reader, f"/soeg?{question}", 400)


def test_the_sentences_name_the_limits_in_force(index: Path) -> None:
    with browsing(index, LIMITS=Limits(characters=12, words=2, size=15)) as reader:
        assert "plads til 12 tegn" in told(reader, "/soeg?q=nordenvindens", 400)
        assert "plads til 2." in told(reader, "/soeg?q=a+b+c", 400)
        assert "fra 1 til 15" in told(reader, "/soeg?size=16", 400)


def test_the_question_is_kept_to_be_mended(reader: FlaskClient) -> None:
    page = Page(reader.get("/soeg?q=storm+a*").text)
    assert page.one("input")["value"] == "storm a*"
    assert reader.get(page.submit({"q": "storm"})).status_code == 200


@pytest.mark.parametrize(
    "address", ["/nej", "/artikel/nej", "/artikel/", "/soeg/", "/statisk/nej", "/statisk/../wsgi.py"]
)
def test_what_is_not_there_is_said_to_be_missing(address: str, reader: FlaskClient) -> None:
    assert "findes ikke" in told(reader, address, 404)


@pytest.mark.parametrize("address", ["/", "/soeg", "/artikel/storm", "/statisk/opslag.css"])
def test_nothing_can_be_sent_in(address: str, reader: FlaskClient) -> None:
    assert "tager siden ikke imod" in told(reader, address, 405, "POST")


def test_too_long_a_question_is_to_be_made_easier(tmp_path: Path) -> None:
    index = make_index(tmp_path, ({"id": str(number), "body": "Sne."} for number in range(MANY)))
    with browsing(index, LIMITS=Limits(seconds=0.0)) as reader:
        assert "for lang tid" in told(reader, "/soeg?q=sne", 503)
        assert int(reader.get("/soeg?q=sne").headers["Retry-After"]) > 0


def test_without_an_index_every_page_says_so_and_no_more(tmp_path: Path) -> None:
    with browsing(tmp_path / "index") as reader:
        for address in ("/", "/soeg?q=sne", "/artikel/storm"):
            assert "ikke noget indeks" in told(reader, address, 503)
            response = reader.get(address)
            assert int(response.headers["Retry-After"]) > 0
            assert str(tmp_path) not in response.text
        make_index(tmp_path, [STORM])
        assert reader.get("/").status_code == 200


def test_a_mistake_of_ours_is_logged_and_says_nothing_of_how(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    def mistake() -> str:
        raise RuntimeError("det hemmelige")

    with browsing(index) as reader:
        app: Flask = reader.application
        app.add_url_rule("/fejl", view_func=mistake)
        app.add_url_rule("/api/fejl", view_func=mistake, endpoint="other")
        assert "Der gik noget galt hos os" in told(reader, "/fejl", 500)
        problem = reader.get("/api/fejl")
        assert (problem.status_code, problem.mimetype) == (500, "application/problem+json")
        assert "hemmelige" not in reader.get("/fejl").text + problem.text
    assert "GET /fejl" in caplog.text
    assert "RuntimeError: det hemmelige" in caplog.text
