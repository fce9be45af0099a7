"""Texts that want to be more than text come out as text, wherever they stand; only addresses of the web become
links."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from search.facets import FACET_VALUES
from tests.hostile import HOSTILE
from tests.webpages import Page, browsing, make_index

LINKS = {
    "https://example.org/a?b=1&c='\"><script>": True,
    "http://example.org": True,
    "HTTPS://EXAMPLE.ORG/æ": True,
    "javascript:alert(1)": False,
    "JavaScript:alert(1)//http://x": False,
    " javascript:alert(1)": False,
    "java\nscript:alert(1)": False,
    "data:text/html,<script>alert(1)</script>": False,
    "vbscript:x": False,
    "file:///etc/passwd": False,
    "ftp://example.org/": False,
    "//example.org/x": False,
    "/artikel/0": False,
    "http:artikel": False,
    "http://[": False,
    "example.org": False,
    "mailto:x@example.org": False,
}
"""What an article may say its address is, and whether that becomes a link."""

ARTICLES = [
    {
        "id": f"{number} {text[:200] if text.isprintable() else ''}",
        "title": f"Storm {text}",
        "body": f"Stormen {text} kom.\n\n{text}",
        "source": f"K{number}{text}",
        "section": f"S{number}{text}",
        "byline": text,
        "url": text,
        "published": "2018",
    }
    for number, text in enumerate(HOSTILE)
]

TAGS = {"html", "head", "meta", "title", "link", "body", "header", "form", "label", "input", "button", "main", "h1"}
TAGS |= {"h2", "h3", "p", "span", "time", "ol", "ul", "li", "a", "mark", "details", "summary", "select", "option"}
TAGS |= {"fieldset", "legend", "nav", "article", "section", "footer", "div", "q", "script"}
TAGS |= {"svg", "rect", "table", "caption", "thead", "tbody", "tr", "th", "td"}

ATTRIBUTES = {"lang", "charset", "name", "content", "rel", "href", "type", "class", "action", "method", "role", "for"}
ATTRIBUTES |= {"id", "value", "autofocus", "start", "datetime", "form", "checked", "selected", "placeholder"}
ATTRIBUTES |= {"autocomplete", "autocapitalize", "spellcheck", "data-suggest", "src", "defer", "scope", "tabindex"}
ATTRIBUTES |= {"aria-label", "aria-labelledby", "aria-hidden", "aria-current", "viewbox", "preserveaspectratio"}
ATTRIBUTES |= {"title", "focusable", "x", "y", "width", "height"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    links = [{"id": str(number), "title": "Link", "body": "Ingen ord.", "url": url} for number, url in enumerate(LINKS)]
    return make_index(tmp_path_factory.mktemp("hostile"), [*ARTICLES, *links])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def inert(reader: FlaskClient, address: str) -> Page:
    """The page at an address, which must be made of our own tags and attributes, and lead nowhere but to us."""
    page = Page(reader.get(address).text)
    assert {element.tag for element in page.elements} <= TAGS
    assert {name for element in page.elements for name in element.attributes} <= ATTRIBUTES
    for element in page.elements:
        if element.tag == "script":
            assert element.attributes.get("src") == "/statisk/opslag.js" or element["type"] == "application/ld+json"
        for name in ("href", "action", "src", "data-suggest"):
            if name in element.attributes:
                assert element[name].startswith(("/", "#")), element
                assert not element[name].startswith("//"), element
    return page


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_articles_come_out_as_they_were_written(number: int, reader: FlaskClient) -> None:
    article = ARTICLES[number]
    page = inert(reader, f"/artikel/{quote(article['id'], safe='')}")
    assert page.one("h1").text == article["title"]
    assert page.one("title").text == f"{article['title']} – Opslag"
    assert json.loads(page.one("script", type="application/ld+json").text)["headline"] == article["title"]
    assert [p.text for p in page.all("p", class_="text")] == [p.strip() for p in article["body"].split("\n\n")]
    assert page.one("p", class_="byline").text == f"Af {article['byline']}"
    assert [span.text for span in page.all("span")] == [article["source"], article["section"]]


def test_lists_and_filters_show_them_literally(reader: FlaskClient) -> None:
    page = inert(reader, f"/soeg?q=storm&size=50&{'&'.join('source=' + quote(a['source']) for a in ARTICLES)}")
    headings = {e.text for e in page.elements if e.tag == "h2"}
    assert headings == {article["title"] for article in ARTICLES} | {"Afgræns og ordn"}
    boxes = {(e["name"], e["value"]) for e in page.all("input", type="checkbox")}
    assert {value for name, value in boxes if name == "source"} == {article["source"] for article in ARTICLES}
    assert {value for name, value in boxes if name == "section"} <= {article["section"] for article in ARTICLES}
    assert len([name for name, _ in boxes if name == "section"]) == FACET_VALUES
    assert all("storm" in mark.text.lower() for mark in page.all("mark"))
    for address in {link["href"] for link in page.all("a") if not link["href"].startswith("#")}:
        assert reader.get(address).status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("parameter", ["q", "source", "section", "from", "sort", "nogen"])
def test_what_is_asked_is_answered_as_text(parameter: str, text: str, reader: FlaskClient) -> None:
    page = inert(reader, f"/soeg?{parameter}={quote(text)}")
    if parameter == "q":
        assert page.one("input", id="q")["value"] == text
        assert page.one("h1").text == f"Resultater for {text if len(text) <= 120 else text[:119] + '…'}"
    inert(reader, f"/{quote(text)}?{parameter}={quote(text)}")


@pytest.mark.parametrize(("number", "url", "linked"), [(n, url, LINKS[url]) for n, url in enumerate(LINKS)])
def test_only_addresses_of_the_web_become_links(number: int, url: str, linked: bool, reader: FlaskClient) -> None:
    page = Page(reader.get(f"/artikel/{number}").text)
    out = [e["href"] for e in page.all("a") if not e["href"].startswith(("/", "#")) or e["href"].startswith("//")]
    assert out == ([url] if linked else [])
    for address in out:
        assert urlsplit(address).scheme in ("http", "https")
        (link,) = [e for e in page.all("a") if e["href"] == address]
        assert {"noopener", "noreferrer", "external"} <= set(link["rel"].split())
