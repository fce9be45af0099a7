"""Every page is sound: Danish, one heading above all, labelled fields, no script, the headers of the design."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webpages import SECURITY_HEADERS, browsing, make_index, open_page

STORM = {
    "id": "storm",
    "title": "Storm på vej",
    "body": "Stormen ventes til Vestkysten.\n\nDen når Ærø i nat.\nVinden er 31 meter i sekundet.",
    "published": "2005-02-15T23:30:00Z",
    "source": "Øposten",
    "section": "indland",
    "byline": "Ane Bølgelund",
    "url": "https://example.org/1?a=1&b=2",
}
LEAD = {"id": "telegram", "body": "Færgen ligger stille. Det siger havnefogeden.", "published": "2030"}
BARE = {"id": "udateret", "title": "Udateret", "body": "Færgen sejler."}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("pages"), [STORM, LEAD, BARE])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


PAGES = ["/", "/soeg", "/soeg?q=storm+f%C3%A6rge&page=2&from=2001&source=x", "/soeg?q=findesikke", "/artikel/storm"]
PAGES += ["/soeg?q=stille+f%C3%A6rge", "/soeg?page=50"]
ERRORS = {"/nej": 404, "/artikel/nej": 404, "/soeg?q=a*": 400, "/soeg/": 404}


@pytest.mark.parametrize(("address", "status"), [*((address, 200) for address in PAGES), *ERRORS.items()])
def test_every_page_is_danish_and_has_one_heading_above_all_others(
    address: str, status: int, reader: FlaskClient
) -> None:
    page = open_page(reader, address, status)
    assert page.html.startswith("<!doctype html>")
    assert page.one("html")["lang"] == "da"
    assert page.all("title")[0].text.strip()
    levels = [int(e.tag[1]) for e in page.elements if e.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.all("main")) == 1


@pytest.mark.parametrize("address", [*PAGES, *ERRORS])
def test_every_field_has_a_label_and_every_id_is_there_once(address: str, reader: FlaskClient) -> None:
    page = open_page(reader, address, ERRORS.get(address, 200))
    labelled = {label.attributes.get("for") for label in page.all("label")}
    for element in page.elements:
        if element.tag in ("input", "select") and element.attributes.get("type") != "hidden":
            inside = any(parent.tag == "label" and parent.text.strip() for parent in element.parents)
            assert inside or element.attributes.get("id") in labelled
    ids = [element["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", [*PAGES, *ERRORS])
def test_no_page_has_a_script_or_a_style_of_its_own(address: str, reader: FlaskClient) -> None:
    page = open_page(reader, address, ERRORS.get(address, 200))
    assert not {"style", "iframe", "object"} & {element.tag for element in page.elements}
    scripts = [element for element in page.all("script") if element.attributes.get("type") != "application/ld+json"]
    assert [(script["src"], script.text) for script in scripts] == [("/statisk/opslag.js", "")]
    for element in page.elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    "address",
    [
        *PAGES,
        *ERRORS,
        "/robots.txt",
        "/statisk/opslag.css",
        "/statisk/opslag.js",
        "/statisk/opslag.svg",
        "/statisk/nej",
        "/healthz",
    ],
)
def test_every_response_has_the_headers_of_the_design(address: str, reader: FlaskClient) -> None:
    for method in ("GET", "HEAD", "POST"):
        response = reader.open(address, method=method, buffered=True)
        assert SECURITY_HEADERS.items() <= dict(response.headers).items()
    if address.startswith("/statisk/opslag"):
        etag = reader.get(address, buffered=True).headers["ETag"]
        response = reader.get(address, headers={"If-None-Match": etag}, buffered=True)
        assert response.status_code == 304
        assert SECURITY_HEADERS.items() <= dict(response.headers).items()


def test_all_that_a_page_fetches_is_there(reader: FlaskClient) -> None:
    for link in open_page(reader, "/").all("link"):
        response = reader.get(link["href"], buffered=True)
        assert response.status_code == 200
        assert response.mimetype == link.attributes.get("type", "text/css")


def test_an_article_is_shown_as_it_was_sent(reader: FlaskClient) -> None:
    page = open_page(reader, "/artikel/storm")
    assert [p.text for p in page.all("p", class_="text")] == [
        "Stormen ventes til Vestkysten.",
        "Den når Ærø i nat.\nVinden er 31 meter i sekundet.",
    ]
    assert page.one("p", class_="byline").text == "Af Ane Bølgelund"
    assert page.one("p", class_="about").text.split() == ["Øposten", "indland", "16.", "februar", "2005"]
    assert page.one("time")["datetime"] == "2005-02-15T23:30:00+00:00"
    out = page.one("a", rel="external noopener noreferrer")
    assert (out["href"], out.text) == ("https://example.org/1?a=1&b=2", "Læs artiklen hos Øposten")
    bare = open_page(reader, "/artikel/udateret")
    assert not bare.all("time")
    assert not bare.all("a", rel="external noopener noreferrer")


def test_numbers_are_danish(tmp_path: Path) -> None:
    many = ({"id": str(number), "body": "Sne.", "source": "Øposten"} for number in range(1000))
    with browsing(make_index(tmp_path, many)) as reader:
        assert "1.000 artikler fra 1 kilde." in " ".join(open_page(reader, "/").one("main").text.split())
        page = open_page(reader, "/soeg?q=sne")
        assert "1.000 artikler, side 1 af 100" in " ".join(page.one("main").text.split())
        assert "Øposten (1.000)" in page.html


def test_robots_may_read_articles_but_not_ask(reader: FlaskClient) -> None:
    response = reader.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert response.text.splitlines() == ["User-agent: *", "Disallow: /soeg", "Disallow: /api/", "Disallow: /metrics"]
