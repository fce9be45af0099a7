"""A reader among the hits: completion, chips, timeline, pages, an empty answer, an article and the ways from it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webpages import Page, browsing, make_index, open_page

ARTICLES = [
    {
        "id": f"storm-{number:02}",
        "title": f"Storm nummer {number}",
        "body": "Stormen ventes.\n\n- Det bliver vådt, siger meteorologen.\n– Vi er klar.\n\nDen når Ærø i nat.",
        "published": f"{2001 + number}-02-15T23:30:00Z",
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": "vejr",
        "byline": "Ane Bølgelund",
        "url": "https://example.org/storm",
    }
    for number in range(12)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("reading"), [*ARTICLES, {"id": "nøgen", "body": "Uden noget."}])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def within(page: Page, class_: str) -> list[tuple[str, str]]:
    """The links inside an element of a class: text and address."""
    return [(a.text, a["href"]) for a in page.all("a") if any(p.attributes.get("class") == class_ for p in a.parents)]


def test_each_chip_takes_its_own_filter_away(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&source=%C3%98posten&section=vejr&from=2003&to=2007-02")
    chips = within(page, "chips")
    assert [text.partition(" ×")[0] for text, _ in chips] == [
        "Øposten",
        "vejr",
        "fra 2003",
        "til februar 2007",
        "Fjern alle afgrænsninger",
    ]
    assert "source" not in chips[0][1]
    assert "from=2003" in chips[0][1]
    assert "from" not in chips[2][1]
    assert chips[4][1] == "/soeg?q=storm"
    assert within(open_page(reader, "/soeg?q=storm&from=2003-05&to=2003-05"), "chips")[0][0].startswith("maj 2003")


def test_every_bar_of_the_timeline_leads_to_its_hits_and_the_table_says_the_same(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&sort=oldest")
    bars = within(page, "timeline")
    drawn = [a for a in page.all("a") if a.parents[-1].tag == "svg"]
    assert [a["aria-label"] for a in drawn][:2] == ["2001: 1 artikel", "2002: 1 artikel"]
    in_table = [(text, address) for text, address in bars if text.isdigit()]
    assert [a["href"] for a in drawn] == [address for _, address in in_table]
    assert [text for text, _ in in_table] == [str(year) for year in range(2001, 2013)]
    narrowed = open_page(reader, in_table[3][1])
    assert [h.text for h in narrowed.all("h2") if h.parents[-1].tag == "li"] == ["Storm nummer 3"]


def test_pages_tell_where_one_is(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&size=1&page=6")
    listed = [e for e in page.all("li") if any(p.attributes.get("class") == "pages" for p in e.parents)]
    assert [item.text for item in listed] == [*"1…45678…", "12"]
    assert page.one("span", **{"aria-current": "page"}).text == "6"


def test_an_empty_answer_says_what_was_understood_and_what_stands_nowhere(reader: FlaskClient) -> None:
    page = open_page(reader, '/soeg?q=bøvs+"storm+hikke"+xyl*&source=Øposten')
    said = " ".join(page.one("main").text.split())
    for sentence in (
        "Ingen artikler svarer på spørgsmålet. Ordene »bøvs« og »hikke« står ingen steder.",
        "ordet bøvs",
        'vendingen "storm hikke", ord for ord',
        "ord, der begynder med xyl",
    ):
        assert sentence in said
    assert open_page(reader, page.link("at fjerne alle afgrænsninger")).one("input", id="q")["value"].startswith("bøvs")
    assert '"' not in open_page(reader, page.link("at søge uden anførselstegn")).one("input", id="q")["value"]


def test_an_empty_answer_offers_the_question_without_any_filter(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=bøvs&source=a&section=b&byline=c&from=2001&to=2002")
    assert page.link("at fjerne alle afgrænsninger") == "/soeg?q=b%C3%B8vs"


def test_an_article_opened_as_a_hit_is_marked_and_leads_back_and_on(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&sort=oldest&size=5&page=2")
    article = open_page(reader, page.link("Storm nummer 5"))
    assert {mark.text for mark in article.all("mark")} == {"Storm", "Stormen"}
    assert article.one("a", rel="prev").text == "Forrige træf"
    back = article.link("Tilbage til træffene")
    assert back.endswith("page=2#traef-6")
    assert open_page(reader, back.partition("#")[0]).one("li", id="traef-6").text.split()[:3] == [
        "Storm",
        "nummer",
        "5",
    ]
    titles = []
    while article.all("a", rel="next"):
        article = open_page(reader, article.one("a", rel="next")["href"])
        titles.append(article.one("h1").text)
    assert titles == [f"Storm nummer {number}" for number in range(6, 12)]
    assert article.link("Tilbage til træffene").endswith("page=3#traef-12")
    plain = open_page(reader, article.link("Vis teksten uden fremhævning"))
    assert not plain.all("mark")
    assert open_page(reader, plain.link("Fremhæv ordene fra spørgsmålet")).all("mark")
    alone = open_page(reader, plain.link("Artiklens faste adresse"))
    assert not alone.all("mark")
    assert not alone.all("nav")


def test_quotes_are_set_as_such_and_machines_read_what_the_article_is(reader: FlaskClient) -> None:
    page = open_page(reader, "/artikel/storm-03")
    quotes = [p.text for p in page.all("p", class_="text quote")]
    assert quotes == ["- Det bliver vådt, siger meteorologen.", "– Vi er klar."]
    assert [p.text for p in page.all("p", class_="text")] == ["Stormen ventes.", "Den når Ærø i nat."]
    assert json.loads(page.one("script", type="application/ld+json").text) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Storm nummer 3",
        "inLanguage": "da",
        "datePublished": "2004-02-16T00:30:00+01:00",
        "articleSection": "vejr",
        "author": {"@type": "Person", "name": "Ane Bølgelund"},
        "publisher": {"@type": "Organization", "name": "Vestbladet"},
        "url": "https://example.org/storm",
    }


@pytest.mark.parametrize("query", ["nr=x", "nr=-1", "fremhaev=2", "q=a*"])
def test_an_article_asked_for_in_a_way_that_cannot_be_is_refused(query: str, reader: FlaskClient) -> None:
    assert open_page(reader, f"/artikel/storm-03?{query}", 400).one("h1").text == "Det gik ikke"


def test_the_api_completes_a_question(reader: FlaskClient) -> None:
    answer = reader.get("/api/suggest?q=sto")
    assert answer.json == {
        "query": "sto",
        "suggestions": [{"text": "storm", "articles": 12}, {"text": "stormen", "articles": 12}],
    }
    again = reader.get("/api/suggest?q=sto", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert reader.get(f"/api/suggest?q={'a' * 1001}").status_code == 400
