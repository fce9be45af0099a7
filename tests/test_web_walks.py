"""A reader walks from page to page, by links and forms alone: start, results, filters, pages, article."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.keywords import KEYWORDS
from tests.webpages import Page, browsing, make_index, open_page

SECTIONS = ("vejr", "indland", "kultur")
ARTICLES = [
    {
        "id": f"storm-{number:02}",
        "title": f"Storm nummer {number}",
        "body": "Stormen ventes til Vestkysten. Den når Ærø i nat.",
        "published": f"{2001 + number}-02-15T23:30:00Z",
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": SECTIONS[number % 3],
    }
    for number in range(12)
]
LEAD = {"id": "telegram", "body": "Færgen ligger stille. Det siger havnefogeden.", "published": "2030"}
BARE = {"id": "udateret", "title": "Udateret", "body": "Færgen sejler."}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("pages"), [*ARTICLES, LEAD, BARE])


@pytest.fixture
def reader(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def titles(page: Page) -> list[str]:
    """The headings of the articles that a page lists."""
    return [e.text for e in page.elements if e.tag in ("h2", "h3") and any(p.tag == "li" for p in e.parents)]


def test_the_start_page_tells_what_there_is_and_leads_to_it(reader: FlaskClient) -> None:
    page = open_page(reader, "/")
    assert "14 artikler fra 2 kilder, fra 16. februar 2001 til 1. januar 2030." in " ".join(
        page.one("main").text.split()
    )
    assert titles(page)[:2] == ["Færgen ligger stille.", "Storm nummer 11"]
    assert len(titles(page)) == 10
    assert open_page(reader, page.link("Storm nummer 11")).one("h1").text == "Storm nummer 11"
    examples = [a for a in page.all("a") if any(p.attributes.get("class") == "examples" for p in a.parents)]
    assert len(examples) == 3
    for example in examples:
        assert open_page(reader, example["href"]).one("input", id="q")["value"] == example.text


def test_a_question_typed_at_the_start_is_answered_with_marks(reader: FlaskClient) -> None:
    page = open_page(reader, open_page(reader, "/").submit({"q": "færgerne ligger"}))
    assert page.one("h1").text == "Resultater for færgerne ligger"
    assert page.one("input", id="q")["value"] == "færgerne ligger"
    assert page.one("title").text == "færgerne ligger – Opslag"
    assert [mark.text for mark in page.all("mark")] == ["Færgen", "ligger", "Færgen", "ligger", "Færgen"]
    assert "Artikler, der mangler et ord eller flere" in [heading.text for heading in page.all("h2")]
    assert page.one("p", class_="missing").text == "Mangler: ligger"
    article = open_page(reader, page.link("Færgen ligger stille."))
    assert article.one("h1").text == "Færgen ligger stille."


def test_a_relaxed_answer_says_so(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm+findesikke")
    assert "Ingen artikel har alle ordene" in page.one("p", class_="notice").text
    assert {missing.text for missing in page.all("p", class_="missing")} == {"Mangler: findesikke"}


def test_next_and_previous_lead_through_all_hits(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&size=5&sort=oldest")
    seen = [titles(page)]
    assert "12 artikler, side 1 af 3" in " ".join(page.one("main").text.split())
    assert "Forrige side" not in page.html
    while page.all("a", rel="next"):
        page = open_page(reader, page.one("a", rel="next")["href"])
        seen.append(titles(page))
    assert [title for listed in seen for title in listed] == [article["title"] for article in ARTICLES]
    assert page.one("ol", class_="hits")["start"] == "11"
    for listed in reversed(seen[:-1]):
        page = open_page(reader, page.one("a", rel="prev")["href"])
        assert titles(page) == listed


def test_the_form_filters_and_sorts_and_keeps_what_was_chosen(reader: FlaskClient) -> None:
    page = open_page(reader, open_page(reader, "/").submit({"q": "storm"}))
    page = open_page(reader, page.submit({"source": ["Øposten"], "section": ["vejr", "kultur"], "sort": "newest"}))
    assert titles(page) == [f"Storm nummer {number}" for number in (8, 6, 2, 0)]
    page = open_page(reader, page.submit({"from": "2003", "to": "2007-02-16"}))
    assert titles(page) == ["Storm nummer 6", "Storm nummer 2"]
    assert [e["value"] for e in page.all("input", type="checkbox") if "checked" in e.attributes] == [
        "Øposten",
        "kultur",
        "vejr",
    ]
    assert (page.one("input", name="from")["value"], page.one("input", name="to")["value"]) == ("2003", "2007-02-16")
    # The next question keeps them, until all are removed.
    assert titles(open_page(reader, page.submit({"q": "ærø"}))) == ["Storm nummer 6", "Storm nummer 2"]
    freed = open_page(reader, page.link("Fjern alle afgrænsninger"))
    assert titles(freed)[0] == "Storm nummer 11"
    assert "Fjern alle" not in freed.html
    assert not [e for e in freed.all("input", type="checkbox") if "checked" in e.attributes]


def test_the_form_keeps_what_only_the_address_can_say(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm+findesikke&size=3&exact=1")
    assert "Ingen artikler svarer" in page.one("p", class_="notice").text
    page = open_page(reader, page.submit({"q": "storm", "sort": "oldest"}))
    assert titles(page) == ["Storm nummer 0", "Storm nummer 1", "Storm nummer 2"]


def test_facets_count_and_lead_on(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=storm&source=vestbladet&source=Findes+ikke")
    boxes = [label for label in page.all("label") if "(" in label.text]
    choices = [" ".join(label.text.split()) for label in boxes]
    assert choices == ["Vestbladet (6)", "Øposten (6)", "Findes ikke (0)", "indland (2)", "kultur (2)", "vejr (2)"]
    # What is chosen is ticked, however it was written, and the year leads to its articles.
    ticked = [e["value"] for e in page.all("input", type="checkbox") if "checked" in e.attributes]
    assert ticked == ["Vestbladet", "Findes ikke"]
    (year,) = [a for a in page.all("a") if a.text == "2004" and a.parents[-1].tag == "li"]
    assert titles(open_page(reader, year["href"])) == ["Storm nummer 3"]


def test_without_hits_the_page_says_what_to_do(reader: FlaskClient) -> None:
    page = open_page(reader, "/soeg?q=findesikke")
    assert "Ingen artikler svarer" in page.one("p", class_="notice").text
    behind = open_page(reader, "/soeg?q=storm&page=99")
    assert titles(open_page(reader, behind.link("Gå til den første side"))) == titles(
        open_page(reader, "/soeg?q=storm")
    )


def test_without_hits_all_filters_can_be_taken_back_at_once(reader: FlaskClient) -> None:
    narrowed = "&".join(f"{field.name}=findes+ikke" for field in KEYWORDS)
    page = open_page(reader, f"/soeg?q=storm&size=50&from=2000&{narrowed}")
    assert "Ingen artikler svarer" in page.one("p", class_="notice").text
    freed = page.link("at fjerne alle afgrænsninger")
    assert freed == "/soeg?q=storm&size=50"
    assert len(titles(open_page(reader, freed))) == len(ARTICLES)
