"""The JSON API as the design lays it down: the object key by key, pages there and back. `opslag search --json` prints
the same object."""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Limits
from tests.webpages import Page, browsing, make_index

FERRY = {
    "id": "2018/færge 100%?#1",
    "title": "Færgen <b>sejler</b> & 'ligger' \"stille\"",
    "body": "Færgen fra Ærø sejler igen. <script>alert(1)</script> Det siger havnefogeden.",
    "published": "2018-02-15",
    "source": "Øposten",
    "section": "indland",
    "byline": "Ane Bølgelund",
    "url": "https://example.org/færge?a=1&b=2",
}
PLAIN = {"id": "nøgen", "body": "Færgen ligger stille."}
STORMS = [
    {
        "id": f"storm-{number}",
        "title": f"Storm nummer {number}",
        "body": "Stormen ventes til Vestkysten.",
        "published": f"{2010 + number}-07-01T12:00:00Z",
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": "vejr",
    }
    for number in range(7)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("api"), [FERRY, PLAIN, *STORMS])


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time."""
    assert answer.pop("took_ms") >= 0
    return answer


def test_the_object_has_every_key_as_the_design_lays_it_down(ask: FlaskClient) -> None:
    response = ask.get("/api/search", query_string={"q": "færge sejler havnefoged", "size": 5})
    assert (response.status_code, response.mimetype) == (200, "application/json")
    answer = timeless(response.get_json())
    (hit,) = answer.pop("hits")
    (partial,) = answer.pop("partial")
    assert answer == {
        "query": "færge sejler havnefoged",
        "total": 1,
        "page": 1,
        "size": 5,
        "relaxed": False,
        "corrected": None,
        "suggestion": None,
        "facets": {
            "source": [{"value": "Øposten", "count": 1}],
            "section": [{"value": "indland", "count": 1}],
            "byline": [{"value": "Ane Bølgelund", "count": 1}],
            "year": [{"value": "2018", "count": 1}],
        },
        "next": None,
        "previous": None,
    }
    assert hit.pop("score") > partial.pop("score") > 0
    snippet = "Færgen fra Ærø sejler igen. <script>alert(1)</script> Det siger havnefogeden."
    assert hit.pop("snippet") in snippet
    assert "<mark>sejler</mark> igen" in hit.pop("snippet_html")
    assert hit == {
        "id": FERRY["id"],
        "title": FERRY["title"],
        "title_html": "<mark>Færgen</mark> &lt;b&gt;<mark>sejler</mark>&lt;/b&gt; &amp; &#39;ligger&#39; "
        "&#34;stille&#34;",
        "missing": [],
        "source": "Øposten",
        "section": "indland",
        "byline": "Ane Bølgelund",
        "published": "2018-02-15T00:00:00+01:00",
        "url": FERRY["url"],
        "href": "/artikel/2018%2Ff%C3%A6rge%20100%25%3F%231",
    }
    assert partial == {
        "id": "nøgen",
        "title": "Færgen ligger stille.",
        "title_html": "<mark>Færgen</mark> ligger stille.",
        "snippet": "Færgen ligger stille.",
        "snippet_html": "<mark>Færgen</mark> ligger stille.",
        "missing": ["sejler", "havnefoged"],
        **dict.fromkeys(("source", "section", "byline", "published", "url")),
        "href": "/artikel/n%C3%B8gen",
    }


def test_keys_come_in_the_order_of_the_design_and_danish_letters_as_they_are(ask: FlaskClient) -> None:
    text = ask.get("/api/search?q=færge&explain=1").text
    answer = json.loads(text)
    assert " ".join(answer) == (
        "query total page size took_ms relaxed corrected suggestion hits partial facets next previous"
    )
    assert " ".join(answer["hits"][0]) == (
        "id score title title_html snippet snippet_html missing source section byline published url href why"
    )
    assert list(answer["facets"]) == ["source", "section", "byline", "year"]
    assert "Ærø" in text


def test_why_is_there_with_explain_only(ask: FlaskClient) -> None:
    for explain in ("", "0", "false"):
        assert "why" not in ask.get(f"/api/search?q=færge&explain={explain}").get_json()["hits"][0]
    for explain in ("1", "true"):
        assert "why" in ask.get(f"/api/search?q=færge&explain={explain}").get_json()["hits"][0]


def test_an_article_has_the_eight_keys_and_href(ask: FlaskClient) -> None:
    href = "/artikel/2018%2Ff%C3%A6rge%20100%25%3F%231"
    assert ask.get(href.replace("/artikel/", "/api/articles/")).get_json() == {
        **FERRY,
        "published": "2018-02-15T00:00:00+01:00",
        "href": href,
    }
    absent = dict.fromkeys(("published", "source", "section", "byline", "url"))
    assert ask.get("/api/articles/nøgen").get_json() == {
        **PLAIN,
        **absent,
        "title": "Færgen ligger stille.",
        "href": "/artikel/n%C3%B8gen",
    }


def test_times_are_danish(ask: FlaskClient) -> None:
    assert ask.get("/api/articles/storm-0").get_json()["published"] == "2010-07-01T14:00:00+02:00"


def test_healthz_names_the_generation_and_counts_the_articles(ask: FlaskClient, index: Path) -> None:
    generation = (index / "current").readlink().name
    assert ask.get("/healthz").get_json() == {"status": "ok", "generation": generation, "articles": 9}


QUESTIONS = [
    "q=storm&size=2",
    "size=4",
    "q=storm&size=3&sort=oldest&source=%C3%98posten&source=Vestbladet&section=vejr&from=2010&to=2015-12&exact=1",
    "q=storm+f%C3%A6rge+findesikke&size=2&explain=1&sort=newest",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_next_leads_through_all_hits_and_previous_back(question: str, ask: FlaskClient) -> None:
    everything = ask.get("/api/search?" + re.sub(r"size=\d", "size=50", question)).get_json()
    pages = [ask.get(f"/api/search?{question}").get_json()]
    while pages[-1]["next"]:
        pages.append(ask.get(pages[-1]["next"]).get_json())
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    assert len(pages) == -(-pages[0]["total"] // pages[0]["size"]) > 1
    same = ("query", "size", "total", "relaxed", "facets")
    assert all([page[key] for key in same] == [pages[0][key] for key in same] for page in pages)
    expected = [hit["id"] for hit in everything["hits"]]
    assert [hit["id"] for page in pages for hit in page["hits"]] == expected
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = ask.get(back["previous"]).get_json()
        assert timeless(back) == timeless(page)
    assert back["previous"] is None


def test_there_is_no_next_beyond_the_highest_page(index: Path) -> None:
    with browsing(index, LIMITS=Limits(page=2)) as client:
        assert client.get("/api/search?size=2").get_json()["next"] == "/api/search?size=2&page=2"
        assert client.get("/api/search?size=2&page=2").get_json()["next"] is None


def test_a_page_behind_the_last_is_empty(ask: FlaskClient) -> None:
    answer = ask.get("/api/search?q=storm&page=100").get_json()
    assert (answer["total"], answer["hits"], answer["next"]) == (7, [], None)


COMMANDS: list[tuple[list[str], str]] = [
    (
        ["storm", "--sort", "oldest", "--exact", "--limit", "2", "--page", "2"],
        "q=storm&sort=oldest&exact=1&size=2&page=2",
    ),
    (
        ["", "--source", "øposten", "--source", "x", "--section", "vejr", "--from", "2011", "--to", "2014-07"],
        "source=øposten&source=x&section=vejr&from=2011&to=2014-07",
    ),
    (["færge sejler havnefoged"], "q=færge sejler havnefoged"),
]


@pytest.mark.parametrize(("arguments", "question"), COMMANDS)
def test_the_command_prints_the_same_object(
    arguments: list[str],
    question: str,
    ask: FlaskClient,
    index: Path,
    opslag: Callable[..., "subprocess.CompletedProcess[str]"],
) -> None:
    done = opslag("search", *arguments, "--json", "--index", index)
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    expected = ask.get(f"/api/search?{question}").get_json()
    assert list(printed) == list(expected)
    assert timeless(printed) == timeless(expected)


HOSTILE = [
    "<b>",
    "</mark>",
    "<mark>",
    '"><img src=x onerror=alert(1)>',
    "&lt;",
    "&amp;",
    "'",
    '"',
    "<!--",
    "\x1b[31m",
    "]]>",
]


@pytest.mark.slow
@given(st.lists(st.sampled_from(["storm", " ", ". ", "\n", "æ", *HOSTILE]), min_size=1, max_size=12).map("".join))
@settings(max_examples=25, deadline=None)
def test_html_is_escaped_text_whose_only_tag_is_mark(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = make_index(Path(folder), [{"id": "1", "title": f"Storm {text}", "body": f"Storm {text} storm."}])
        with browsing(index) as client:
            (hit,) = client.get("/api/search?q=storm").get_json()["hits"]
    for name in ("title", "snippet"):
        html = hit[f"{name}_html"]
        marked = Page(f"<p>{html}</p>")
        assert {(element.tag, *element.attributes) for element in marked.elements} == {("p",), ("mark",)}
        assert marked.one("p").text == hit[name]
        assert set(re.findall("<[^>]*>?", html)) == {"<mark>", "</mark>"}
