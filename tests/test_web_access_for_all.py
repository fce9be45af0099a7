"""The page for everyone, in a real browser: axe finds nothing on any page, and the box completes by keyboard."""

from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import data
from index import Store, rebuild
from tests.browsing import Opening
from tests.serving import Service, serving

STATES = {
    "start": "/",
    "results": "/soeg?q=færge",
    "narrowed": "/soeg?q=færge&from=2018&section=vejr&section=kultur&sort=newest",
    "relaxed": "/soeg?q=storm+vulkan+findesikke",
    "partial": "/soeg?q=storm+kommune",
    "phrase": '/soeg?q="i år"',
    "corrected": "/soeg?q=faerge+sodat",
    "all": "/soeg?page=3",
    "empty": '/soeg?q="findesikke nogen steder"&source=Havneposten',
    "too far": "/soeg?q=færge&page=90",
    "refused": "/soeg?q=a*",
    "missing": "/artikel/nej",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("all")
    with as_file(data.ARTICLES) as articles:
        rebuild([Path(articles)], Store(folder / "index"))
    with serving(folder / "index", folder, "--workers", "1") as service:
        yield service


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(scheme: str, width: int, open_at: Opening) -> None:
    page = open_at("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    for state, address in STATES.items():
        page.goto(address)
        assert violations(page) == [], state
        if page.locator("summary").count():
            page.locator("summary").click()
            assert violations(page) == [], f"{state}, with the table"
    page.goto("/soeg?q=færge")
    page.locator(".hits a").first.click()
    expect(page.get_by_role("link", name="Tilbage til træffene")).to_be_visible()
    assert violations(page) == [], "article"
    page.get_by_role("combobox").fill("fær")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == [], "suggestions"


def test_the_box_completes_by_keyboard_and_says_what_it_does(open_at: Opening) -> None:
    page = open_at("/")
    box = page.get_by_role("combobox", name="Søg i nyhederne")
    box.press_sequentially("stormfl")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("stormfloden")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(f"{options.count()} forslag")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("stormfloden")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(box).to_have_value("stormfl")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("o")
    expect(options.last).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(options.last.inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("stormflo")


def test_a_suggestion_is_taken_by_a_click(open_at: Opening) -> None:
    page = open_at("/")
    page.get_by_role("combobox").press_sequentially("stormfl")
    page.get_by_role("option", name="stormfloden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultater for stormfloden")


def test_a_bar_narrows_the_period_and_a_chip_widens_it(open_at: Opening) -> None:
    page = open_at("/soeg?q=færge", viewport={"width": 1280, "height": 900})
    before = page.locator(".count").inner_text()
    page.locator("svg a").first.click()
    chip = page.get_by_label("Afgrænset til").get_by_role("link")
    expect(chip).to_have_count(1)
    assert page.locator(".count").inner_text() != before
    chip.click()
    expect(chip).to_have_count(0)


def test_an_article_leads_back_to_the_place_it_was_opened_from(open_at: Opening) -> None:
    page = open_at("/soeg?q=færge", viewport={"width": 360, "height": 600})
    hit = page.locator(".hits li").nth(7)
    title = hit.get_by_role("link").inner_text()
    hit.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Tilbage til træffene").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultater for færge")
    expect(page.locator(".hits li").nth(7)).to_be_in_viewport()
