"""Feeds as a feed reader takes them: sound XML and JSON, the newest hits of any question, addresses that stay, and
texts that want to be more than text."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from search import Limits
from tests.webpages import MANY, SECURITY_HEADERS, browsing, make_index

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/soeg.atom", "/soeg.json")

HOSTILE = [
    "<script>alert(1)</script>",
    "]]><b>",
    "<![CDATA[x]]>",
    '"><entry/>',
    "' term='x",
    "&lt;b&gt; &amp;amp; &#0; &xxe;",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>",
    "--><?php ?>",
    "{{ 7*7 }}{% raw %}",
    "</title></feed>",
    "\x01\x08\x0b\x0c\x1b[31m\x1f\x7f",
    "\ufffe\uffff\U0001f6a2\u2028\x85",
    "\u202eomvendt\u2066",
]

FERRY = {
    "id": "2018/færge 100%?#1",
    "title": "Færgen & 'havnen'",
    "body": "Færgen fra Ærø sejler igen. Det siger havnefogeden.",
    "published": "2018-02-15",
    "source": "Øposten",
    "section": "indland",
    "byline": "Ane Bølgelund",
}
UNSIGNED = {"id": "kilde", "body": "Færgen ligger stille.", "source": "Vestbladet", "published": "2017-07-01T12:00:00Z"}
UNDATED = {"id": "nøgen", "body": "Færgen er malet."}
STORMS = [
    {
        "id": f"storm-{n}",
        "title": f"Storm {n}",
        "body": "Stormen ventes.",
        "published": f"19{n + 10}",
        "section": "vejr",
    }
    for n in range(60)
]
WILD = [
    {
        "id": f"vild-{number}",
        "title": f"Vildt {text}",
        "body": f"Vildt {text} her.",
        "published": str(2000 - number),
        "source": f"K{number}{text}",
        "section": f"S{number}{text}",
        "byline": text if number % 2 else "",
    }
    for number, text in enumerate(HOSTILE)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("feeds"), [UNDATED, *STORMS, UNSIGNED, FERRY, *WILD])


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def atom(ask: FlaskClient, question: str = "") -> Element:
    """The Atom feed of a question, parsed."""
    response = ask.get(f"/soeg.atom?{question}")
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return ElementTree.fromstring(response.data)


def text(element: Element, *path: str) -> "str | None":
    """The text of the only element at a path."""
    (found,) = element.findall("/".join(ATOM + name for name in path))
    return found.text


def titles(feed: Element) -> list["str | None"]:
    return [text(entry, "title") for entry in feed.findall(f"{ATOM}entry")]


def test_an_atom_feed_has_all_that_a_reader_needs(ask: FlaskClient) -> None:
    feed = atom(ask, "q=f%C3%A6rgen")
    assert feed.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "da"}
    assert text(feed, "title") == "Opslag: færgen"
    assert text(feed, "id") == "http://localhost/soeg.atom?q=f%C3%A6rgen"
    assert text(feed, "updated") == "2018-02-15T00:00:00+01:00"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": "http://localhost/soeg.atom?q=f%C3%A6rgen",
        "alternate": "http://localhost/soeg?q=f%C3%A6rgen&sort=newest",
    }
    ferry, unsigned, undated = feed.findall(f"{ATOM}entry")
    address = "http://localhost/artikel/2018%2Ff%C3%A6rge%20100%25%3F%231"
    assert text(ferry, "id") == address
    assert [link.attrib for link in ferry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": address}
    ]
    assert text(ferry, "title") == "Færgen & 'havnen'"
    assert text(ferry, "published") == text(ferry, "updated") == "2018-02-15T00:00:00+01:00"
    assert text(ferry, "author", "name") == "Ane Bølgelund"
    assert [category.attrib for category in ferry.findall(f"{ATOM}category")] == [{"term": "indland"}]
    assert "Ærø sejler igen" in (text(ferry, "summary") or "")
    assert text(unsigned, "author", "name") == "Vestbladet"
    assert text(unsigned, "published") == "2017-07-01T14:00:00+02:00"
    assert text(undated, "author", "name") == "Opslag"
    assert text(undated, "updated") == "1970-01-01T00:00:00Z"
    assert not undated.findall(f"{ATOM}published")
    assert not undated.findall(f"{ATOM}category")
    assert ask.get(urlsplit(address).path).status_code == 200


def test_a_json_feed_is_one_of_version_1_1(ask: FlaskClient) -> None:
    response = ask.get("/soeg.json?q=f%C3%A6rgen")
    assert (response.status_code, response.content_type) == (200, "application/feed+json")
    feed = json.loads(response.data)
    ferry, unsigned, undated = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Opslag: færgen",
        "home_page_url": "http://localhost/soeg?q=f%C3%A6rgen&sort=newest",
        "feed_url": "http://localhost/soeg.json?q=f%C3%A6rgen",
        "language": "da",
    }
    assert "Ærø sejler igen" in ferry.pop("summary")
    assert "Ærø sejler igen" in ferry.pop("content_text")
    address = "http://localhost/artikel/2018%2Ff%C3%A6rge%20100%25%3F%231"
    assert ferry == {
        "id": address,
        "url": address,
        "title": "Færgen & 'havnen'",
        "date_published": "2018-02-15T00:00:00+01:00",
        "authors": [{"name": "Ane Bølgelund"}],
        "tags": ["indland"],
    }
    assert unsigned["authors"] == [{"name": "Vestbladet"}]
    assert undated["authors"] == [{"name": "Opslag"}]
    assert not {"date_published", "tags"} & undated.keys()


QUESTIONS = [
    "",
    "q=storm",
    "q=storm&from=1920&to=1929-07",
    "q=f%C3%A6rge+findesikke",
    "q=f%C3%A6rge+findesikke&exact=1",
    "source=%C3%98posten&source=vestbladet",
    "section=vejr&to=1915",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_feeds_have_the_newest_hits_of_the_page_with_the_same_question(question: str, ask: FlaskClient) -> None:
    expected = [hit["title"] for hit in ask.get(f"/api/search?{question}&sort=newest&size=50").get_json()["hits"]]
    for ignored in ("", "&sort=oldest", "&page=2&size=1", "&page=x&size=-1&sort=nej&page=3"):
        feed = json.loads(ask.get(f"/soeg.json?{question}{ignored}").data)
        assert [item["title"] for item in feed["items"]] == expected
        if question.startswith(("q=s", "q=f")):
            assert titles(atom(ask, question + ignored)) == expected
    home, own = urlsplit(feed["home_page_url"]), urlsplit(feed["feed_url"])
    assert parse_qs(own.query) == parse_qs(question)
    assert parse_qs(home.query) == parse_qs(question) | {"sort": ["newest"]}
    assert [item["title"] for item in json.loads(ask.get(f"/soeg.json?{own.query}").data)["items"]] == expected


def test_without_a_question_the_newest_articles_come(ask: FlaskClient) -> None:
    for question in ("", "q=", "q=+", "section=vejr"):
        assert text(atom(ask, question), "title") == "Opslag: nyeste artikler"
    assert len(titles(atom(ask))) == 50
    assert titles(atom(ask))[0] == FERRY["title"]


def test_a_feed_without_hits_is_a_feed(ask: FlaskClient) -> None:
    feed = atom(ask, "q=findesikke")
    assert text(feed, "updated") == "1970-01-01T00:00:00Z"
    assert titles(feed) == json.loads(ask.get("/soeg.json?q=findesikke").data)["items"] == []


def test_a_feed_is_no_longer_than_the_limits_allow(index: Path) -> None:
    with browsing(index, LIMITS=Limits(size=3)) as client:
        assert titles(atom(client, "q=storm")) == ["Storm 59", "Storm 58", "Storm 57"]


def readable(text: str) -> str:
    """A text as XML 1.0 can hold it."""
    return "".join(
        letter if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff") else "\ufffd" for letter in text
    )


def test_hostile_texts_come_out_as_text(ask: FlaskClient) -> None:
    feed = atom(ask, "q=vildt")
    items = json.loads(ask.get("/soeg.json?q=vildt").data)["items"]
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(items) == len(WILD)
    for entry, item, article in zip(entries, items, WILD, strict=True):
        title = re.sub(r"\s+", " ", article["title"])  # as hits are shown everywhere
        assert text(entry, "title") == readable(title)
        assert text(entry, "author", "name") == readable(article["byline"] or article["source"])
        assert [c.attrib for c in entry.findall(f"{ATOM}category")] == [{"term": readable(article["section"])}]
        assert text(entry, "summary") == readable(item["summary"])
        assert (item["title"], item["tags"]) == (title, [article["section"]])
        assert item["authors"] == [{"name": article["byline"] or article["source"]}]
    names = {"feed", "id", "title", "updated", "author", "name", "link", "entry", "published", "category", "summary"}
    assert {element.tag.removeprefix(ATOM) for element in feed.iter()} == names


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_question_comes_out_as_text(hostile: str, ask: FlaskClient) -> None:
    response = ask.get("/soeg.atom", query_string={"q": hostile})
    feed = ElementTree.fromstring(response.data)
    assert text(feed, "title") == f"Opslag: {readable(hostile.strip())}"
    assert parse_qs(urlsplit(text(feed, "id") or "").query) == {"q": [hostile]}
    assert ask.get("/soeg.json", query_string={"q": hostile}).status_code == 200


def test_addresses_are_those_of_the_place_where_it_is_served(ask: FlaskClient) -> None:
    base = "https://avis.example/opslag"
    feed = ElementTree.fromstring(ask.get("/soeg.atom?q=storm", base_url=base).data)
    for element in feed.iter():
        if element.tag == f"{ATOM}id" or "href" in element.attrib:
            assert (element.get("href") or element.text or "").startswith(f"{base}/")


def test_a_feed_that_is_there_already_is_not_sent_again_until_the_index_is_rebuilt(tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client:
        for path in FEEDS:
            first = client.get(f"{path}?q=storm")
            etag = first.headers["ETag"]
            assert first.headers["Cache-Control"] == "no-cache"
            assert SECURITY_HEADERS.items() <= dict(first.headers).items()
            for method in ("GET", "HEAD"):
                again = client.open(f"{path}?q=storm&page=2", method=method, headers={"If-None-Match": etag})
                assert (again.status_code, again.data) == (304, b"")
            assert client.get(f"{path}?q=storm&exact=1").headers["ETag"] != etag
            assert client.get(f"{path}?q=storm", base_url="http://andet.example").headers["ETag"] != etag
        make_index(tmp_path, [*STORMS, FERRY])
        assert client.get("/soeg.json?q=storm", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_head_is_get_without_a_body_and_no_other_method_is_allowed(path: str, ask: FlaskClient) -> None:
    get, head = ask.get(path), ask.head(path)
    assert (head.status_code, head.data, head.headers) == (200, b"", get.headers)
    refused = ask.post(path)
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize("path", FEEDS)
def test_refusals_are_problem_details(path: str, ask: FlaskClient, tmp_path: Path) -> None:
    for question in ("q=a&q=b", "from=nej", "q=a*", "exact=nej", "q=" + "a" * 1001):
        response = ask.get(f"{path}?{question}")
        assert (response.status_code, response.mimetype) == (400, "application/problem+json")
        assert response.get_json()["detail"]
    with browsing(tmp_path / "intet") as client:
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    many = make_index(tmp_path, [{"id": str(number), "body": "Storm."} for number in range(MANY)])
    with browsing(many, LIMITS=Limits(seconds=0)) as client:
        assert client.get(f"{path}?q=storm").status_code == 503
