"""A misspelled question on the page, in the API, in feeds and exports, and on the command line: the same hits
everywhere, what was done is said, and the question as typed is a click away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webpages import browsing, make_index, open_page

FERRIES = [
    {
        "id": f"færge-{number:02}",
        "title": f"Færgen sejler for {number}. gang",
        "body": "Færgen sejler fra Svendborg til Ærø.",
        "published": f"{2001 + number}-02-15",
        "source": "Øposten",
    }
    for number in range(12)
]
SOLDIER = {"id": "soldat", "title": "Soldaten", "body": "En soldat er kommet hjem til Svendborg.", "published": "2019"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("spelling"), [*FERRIES, SOLDIER])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_the_page_says_what_was_put_right_and_leads_to_what_was_typed(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=faerge&source=%C3%98posten&page=2")
    told = page.one("p", class_="spelling").text
    assert told == "Viser resultater for færge; søg i stedet efter faerge."
    assert page.one("h1").text == "Resultater for færge"
    assert page.one("input", id="q")["value"] == "faerge"
    assert [e.text for e in page.all("q")] == ["færge", "færge", "faerge"]
    typed = page.link("faerge")
    assert parameters(typed) == {"q": ["faerge"], "exact": ["1"], "source": ["Øposten"]}
    as_typed = open_page(reader, typed)
    assert as_typed.one("h1").text == "Resultater for faerge"
    assert "Ingen artikler svarer" in as_typed.one("main").text
    assert as_typed.all("p", class_="spelling") == []


def test_what_may_be_meant_is_a_link(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=sodat&sort=oldest")
    assert page.one("p", class_="spelling").text == "Mente du soldat?"
    assert page.one("h1").text == "Resultater for sodat"
    assert parameters(page.link("soldat")) == {"q": ["soldat"], "sort": ["oldest"]}
    assert open_page(reader, page.link("soldat")).one("h1").text == "Resultater for soldat"


def test_both_may_be_said_of_one_question(reader: FlaskClient) -> None:
    page = open_page(reader, '/soeg?q=faerge+sodat+"til+%C3%86r%C3%B8"')
    assert page.one("p", class_="spelling").text == (
        'Viser resultater for færge sodat "til Ærø"; søg i stedet efter faerge sodat "til Ærø". '
        'Mente du færge soldat "til Ærø"?'
    )
    assert page.all("q") == [] or "sodat" in page.all("q")[0].text  # The word that stands nowhere.


def test_pages_and_hits_keep_what_was_typed_and_show_what_was_meant(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=faerge")
    following = page.one("a", rel="next")["href"]
    assert parameters(following) == {"q": ["faerge"], "page": ["2"]}
    assert "færge" in open_page(reader, following).one("h1").text
    hit = page.one("li", id="traef-2")
    link = next(e["href"] for e in page.all("a") if hit in e.parents)
    article = open_page(reader, link)
    assert {mark.text for mark in article.all("mark")} == {"Færgen"}
    assert article.one("a", rel="prev")
    assert article.one("a", rel="next")


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def test_the_api_names_both_and_its_pages_have_the_hits_of_what_was_meant(reader: FlaskClient) -> None:
    first = reader.get("/api/search?q=faerge").get_json()
    assert (first["query"], first["corrected"], first["suggestion"]) == ("faerge", "færge", None)
    assert first["total"] == 12
    second = reader.get(first["next"]).get_json()
    assert (second["query"], second["corrected"]) == ("faerge", "færge")
    right = reader.get("/api/search?q=f%C3%A6rge&size=12").get_json()
    assert ids(first) + ids(second) == ids(right)
    assert (right["corrected"], right["suggestion"]) == (None, None)
    offered = reader.get("/api/search?q=sodat").get_json()
    assert (offered["corrected"], offered["suggestion"], offered["total"]) == (None, "soldat", 0)
    exact = reader.get("/api/search?q=faerge&exact=1").get_json()
    assert (exact["corrected"], exact["suggestion"], exact["total"]) == (None, None, 0)


@pytest.mark.parametrize("path", ["/soeg.csv", "/soeg.jsonl"])
def test_exports_have_the_hits_of_the_page(path: str, reader: FlaskClient) -> None:
    assert reader.get(f"{path}?q=faerge").text == reader.get(f"{path}?q=f%C3%A6rge").text
    assert "færge-11" in reader.get(f"{path}?q=faerge").text
    assert "færge-11" not in reader.get(f"{path}?q=faerge&exact=1").text


def test_feeds_have_the_hits_of_the_page(reader: FlaskClient) -> None:
    typed, right = (reader.get(f"/soeg.json?q={q}").get_json()["items"] for q in ("faerge", "f%C3%A6rge"))
    assert [item["url"] for item in typed] == [item["url"] for item in right]
    assert len(typed) == 12


@pytest.mark.parametrize(
    ("question", "first_line"),
    [
        (["faerge"], "Showing results for færge"),
        (["sodat"], "Did you mean soldat?"),
        (["faerge", "--exact"], "0 articles"),
    ],
)
def test_the_command_says_it_too(
    question: list[str], first_line: str, index: Path, opslag: Callable[..., CompletedProcess[str]]
) -> None:
    printed = opslag("search", *question, "--index", index).stdout
    assert printed.startswith(first_line)
