"""Texts that want to be more than text come out as text, wherever they stand; only addresses of the web become
links."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from search.facets import FACET_VALUES
from tests.cases import assert_each
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


def foreign(page: Page) -> list[object]:
    """What in a page is not made of our own tags and attributes, or leads elsewhere than to us."""
    found: list[object] = [*{element.tag for element in page.elements} - TAGS]
    found += {name for element in page.elements for name in element.attributes} - ATTRIBUTES
    for element in page.elements:
        if element.tag == "script" and element.attributes.get("src") != "/statisk/opslag.js":
            found += [] if element["type"] == "application/ld+json" else [element]
        for name in ("href", "action", "src", "data-suggest"):
            if name in element.attributes and not re.match("/(?!/)|#", element[name]):
                found.append(element)
    return found


def inert(reader: FlaskClient, address: str) -> Page:
    """The page at an address, in which nothing may be foreign."""
    page = Page(reader.get(address).text)
    assert foreign(page) == []
    return page


def test_articles_come_out_as_they_were_written(reader: FlaskClient) -> None:
    def shown(number: int) -> list[object]:
        page = inert(reader, f"/artikel/{quote(ARTICLES[number]['id'], safe='')}")
        return [
            page.one("h1").text,
            page.one("title").text,
            json.loads(page.one("script", type="application/ld+json").text)["headline"],
            [p.text for p in page.all("p", class_="text")],
            page.one("p", class_="byline").text,
            [span.text for span in page.all("span")],
        ]

    def written(article: dict[str, str]) -> list[object]:
        return [
            article["title"],
            f"{article['title']} – Opslag",
            article["title"],
            [p.strip() for p in article["body"].split("\n\n")],
            f"Af {article['byline']}",
            [article["source"], article["section"]],
        ]

    assert_each(shown, {number: written(article) for number, article in enumerate(ARTICLES)})


@pytest.mark.slow
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


@pytest.mark.parametrize("parameter", ["q", "source", "section", "from", "sort", "nogen"])
def test_what_is_asked_is_answered_as_text(parameter: str, reader: FlaskClient) -> None:
    def shown(text: str) -> list[str]:
        page = inert(reader, f"/soeg?{parameter}={quote(text)}")
        inert(reader, f"/{quote(text)}?{parameter}={quote(text)}")
        return [page.one("input", id="q")["value"], page.one("h1").text] if parameter == "q" else []

    def typed(text: str) -> list[str]:
        heading = f"Resultater for {text if len(text) <= 120 else text[:119] + '…'}"
        return [text, heading] if parameter == "q" else []

    assert_each(shown, {text: typed(text) for text in HOSTILE})


def test_only_addresses_of_the_web_become_links(reader: FlaskClient) -> None:
    def links(url: str) -> list[str]:
        page = Page(reader.get(f"/artikel/{[*LINKS].index(url)}").text)
        out = [e for e in page.all("a") if not e["href"].startswith(("/", "#")) or e["href"].startswith("//")]
        for link in out:
            assert urlsplit(link["href"]).scheme in ("http", "https")
            assert {"noopener", "noreferrer", "external"} <= set(link["rel"].split())
        return [link["href"] for link in out]

    assert_each(links, {url: [url] if linked else [] for url, linked in LINKS.items()})
