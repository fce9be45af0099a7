"""A reader without a mouse: the whole way through the pages by keyboard, with and without script, as wide as a phone
and as a desk, by day and by night. And what is taken along is what the view shows."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import Opening
from tests.serving import Service, serving
from tests.webpages import make_index

TODAY = datetime.now(UTC)
ARTICLES = [
    {
        "id": f"færge/{number}",
        "title": f"Færgen på Ærø, nummer {number}",
        "body": f"Færgen sejler fra Ærø.\n\n- Bommen åbner for {number} biler, siger havnefogeden.",
        "published": (TODAY - timedelta(days=30 * number + 1)).isoformat(timespec="seconds"),
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": ("indland", "vejr", "kultur")[number % 3],
    }
    for number in range(30)
]

MOST_STOPS = 120
"""Tab stops of a page, at most."""

WHERE = """target => {
    const focused = document.activeElement;
    const outline = getComputedStyle(focused);
    const seen = focused === document.body || (outline.outlineStyle !== "none" && outline.outlineWidth !== "0px");
    return seen ? focused === target : focused.outerHTML;
}"""
"""Whether the target has the focus; where one does not see what has it, that."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("keyboard")
    with serving(make_index(folder, ARTICLES), folder, "--workers", "1") as service:
        yield service


def go_to(target: Locator) -> None:
    """Press Tab until `target` has the focus. Everywhere on the way one sees where one is."""
    page = target.page
    element = target.element_handle()
    for _ in range(MOST_STOPS):
        where = page.evaluate(WHERE, element)
        assert where in (True, False), f"no focus to be seen on {where}"
        if where:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {target} by keyboard")


def press(target: Locator, key: str = "Enter") -> None:
    go_to(target)
    target.page.keyboard.press(key)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def titles(*numbers: int) -> list[str]:
    return [f"Færgen på Ærø, nummer {number}" for number in numbers]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_whole_way_is_walked_by_keyboard_alone(script: bool, width: int, scheme: str, open_at: Opening) -> None:
    view = {"width": width, "height": 800}
    page = open_at("/", java_script_enabled=script, viewport=view, color_scheme=scheme)
    heading, count, hits = page.get_by_role("heading", level=1), page.locator(".count"), page.locator(".hits h2")
    chips = page.get_by_label("Afgrænset til").get_by_role("link")

    expect(page.get_by_label("Søg i nyhederne")).to_be_focused()
    if script:
        page.keyboard.type("ærø fæ")
        expect(page.get_by_role("option").first).to_have_text("ærø færgen")
        page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type("ærø færgen")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Resultater for ærø færgen")
    expect(count).to_contain_text("30 artikler, side 1 af 3")

    press(page.get_by_role("checkbox", name="Øposten"), "Space")
    press(page.get_by_role("button", name="Afgræns"))
    expect(chips).to_have_text(["Øposten × (fjern)"])
    expect(count).to_contain_text("15 artikler")

    press(link(page, "Seneste år"))
    expect(chips).to_have_count(3)
    expect(count).to_contain_text("7 artikler")

    go_to(page.get_by_label("Rækkefølge"))
    page.keyboard.press("End")
    press(page.get_by_role("button", name="Afgræns"))
    expect(hits.first).to_have_text(titles(12)[0])
    expect(page.get_by_label("Rækkefølge")).to_have_value("oldest")

    press(link(page, "Fjern alle afgrænsninger"))
    expect(chips).to_have_count(0)
    go_to(page.get_by_label("Fra", exact=True))
    page.keyboard.type(f"{TODAY.year - 2}")
    page.keyboard.press("Enter")
    expect(chips).to_have_text([f"fra {TODAY.year - 2} × (fjern)"])
    press(chips.first)
    expect(chips).to_have_count(0)

    press(page.locator("svg a").last)
    expect(chips).to_have_count(1)
    expect(hits.last).to_have_text(titles(0)[0])
    press(chips.first)
    press(link(page, "Spring tidslinjen over"))
    press(page.locator("summary"))
    press(page.locator("table a").last)
    expect(chips).to_have_count(1)
    press(chips.first)

    press(link(page, "Næste side"))
    expect(count).to_contain_text("30 artikler, side 2 af 3")
    expect(hits).to_have_text(titles(*range(19, 9, -1)))
    press(hits.nth(6).get_by_role("link"))
    expect(heading).to_have_text(titles(13)[0])
    expect(page.locator("mark").first).to_be_visible()
    press(link(page, "Vis teksten uden fremhævning"))
    expect(page.locator("mark")).to_have_count(0)
    press(link(page, "Fremhæv ordene fra spørgsmålet"))
    press(link(page, "Næste træf"))
    expect(heading).to_have_text(titles(12)[0])
    press(link(page, "Forrige træf"))
    expect(heading).to_have_text(titles(13)[0])
    press(link(page, "Tilbage til træffene"))
    expect(count).to_contain_text("side 2 af 3")
    expect(hits.nth(6)).to_be_in_viewport()


@pytest.mark.parametrize("address", ["/", "/soeg?q=færgen&source=Øposten", "/artikel/færge%2F3?q=færgen&nr=3"])
def test_tab_leads_through_the_page_and_out_of_it(address: str, open_at: Opening) -> None:
    page = open_at(address)
    page.locator(".skip").first.focus()
    stops: list[str] = []
    while len(stops) < MOST_STOPS and page.evaluate("document.activeElement !== document.body"):
        stops.append(page.evaluate("document.activeElement.outerHTML"))
        page.keyboard.press("Tab")
    every = "a:visible, input:visible, select:visible, button:visible, summary:visible"
    assert stops == [stop.evaluate("stop => stop.outerHTML") for stop in page.locator(every).all()]


def ids_in(page: Page) -> list[str]:
    hrefs = [hit.get_attribute("href") or "" for hit in page.locator(".hits h2 a").all()]
    return [unquote(urlsplit(href).path).removeprefix("/artikel/") for href in hrefs]


def test_what_is_taken_along_is_what_the_view_shows(open_at: Opening) -> None:
    page = open_at("/soeg?q=færgen&source=Øposten&sort=oldest")
    shown = ids_in(page)
    files = {}
    for name in ("CSV", "JSON Lines"):
        with page.expect_download() as download:
            press(link(page, name))
        files[name] = download.value.path().read_text(encoding="utf-8-sig")
    press(link(page, "Næste side"))
    expect(page.locator(".count")).to_contain_text("side 2 af 2")
    shown += ids_in(page)
    assert len(shown) == 15
    assert [row["id"] for row in csv.DictReader(files["CSV"].splitlines())] == shown
    assert [json.loads(line)["id"] for line in files["JSON Lines"].splitlines()] == shown


def test_a_feed_reader_finds_the_newest_of_the_view(open_at: Opening) -> None:
    page = open_at("/soeg?q=færgen&section=vejr&sort=newest")
    newest = page.locator(".hits h2").all_inner_texts()
    assert newest == titles(*range(1, 30, 3))
    found = {
        feed.get_attribute("type"): page.request.get(feed.get_attribute("href") or "").text()
        for feed in page.locator("link[rel=alternate]").all()
    }
    atom = ElementTree.fromstring(found["application/atom+xml"])
    entries = atom.findall("a:entry/a:title", {"a": "http://www.w3.org/2005/Atom"})
    assert [entry.text for entry in entries] == newest
    assert [item["title"] for item in json.loads(found["application/feed+json"])["items"]] == newest
    press(link(page, "Atom"))
    page.wait_for_url("**/soeg.atom?**")


READING_ORDER = """() => [...document.body.querySelectorAll(
    ".name, #question input[name=q], h1, .count, .chips, .notice, .timeline, .hits, .narrow")]
    .map(element => element.className || element.tagName.toLowerCase())"""


def test_the_page_reads_in_order_without_styles(open_at: Opening) -> None:
    page = open_at("/soeg?q=færgen+vulkan&source=Øposten")
    page.locator("link[rel=stylesheet]").evaluate("sheet => sheet.remove()")
    assert page.evaluate(READING_ORDER) == [
        *("name", "input", "h1", "count", "chips", "notice", "timeline", "hits", "narrow")
    ]
    box = page.get_by_label("Søg i nyhederne").bounding_box()
    last = page.get_by_role("button", name="Afgræns").bounding_box()
    assert box is not None
    assert last is not None
    assert box["y"] < last["y"], "what is operated first stands first"
