"""A reader at a real browser: Debian's Chromium, driven by Playwright, against a real `opslag serve`."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browsing import Opening
from tests.serving import Service, serving
from tests.webpages import make_index

ARTICLES = [
    {
        "id": f"færge/{number}",
        "title": f"Færgen på Ærø, nummer {number}",
        "body": f"Færgen sejler fra Ærø.\n\nHavnefogeden åbnede bommen for {number} biler.",
        "published": f"{2005 + number}-06-05",
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": ("indland", "vejr", "kultur")[number % 3],
    }
    for number in range(12)
]
LONG = {
    "id": "lang",
    "title": "Speciallægepraksisplanlægningsstabiliseringsperiode" * 4,
    "body": "x" * 500 + "\n\n" + "Speciallægepraksisplanlægning" * 20,
    "source": "Kilden" * 40,
    "section": "Sektion" * 30,
    "byline": "Ane" * 90,
    "url": "https://example.org/" + "a" * 300,
    "published": "2001",
}

ADDRESSES = ["/", "/soeg?q=f%C3%A6rgen+findesikke", "/soeg?source=" + "Kilden" * 40, "/soeg?q=" + "y" * 900]
ADDRESSES += ["/artikel/f%C3%A6rge%2F3", "/artikel/lang", "/artikel/nej", "/soeg?q=a*"]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("browser")
    with serving(make_index(folder, [*ARTICLES, LONG]), folder, "--workers", "1") as service:
        yield service


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_question_is_asked_and_an_article_opened_by_keyboard_alone(script: bool, open_at: Opening) -> None:
    page = open_at("/", java_script_enabled=script)
    expect(page.get_by_label("Søg i nyhederne")).to_be_focused()
    page.keyboard.type("ærø åbnede færge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultater for ærø åbnede færge")
    expect(page.get_by_label("Søg i nyhederne")).to_have_value("ærø åbnede færge")
    for mark in page.locator("mark").all():
        expect(mark).to_be_visible()
    assert {mark.inner_text() for mark in page.locator("mark").all()} == {"Færgen", "Ærø", "åbnede"}
    first = page.get_by_role("listitem").first.get_by_role("link")
    title = first.inner_text()
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Havnefogeden åbnede bommen")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultater for ærø åbnede færge")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_hits_are_filtered_and_sorted_through_the_form(script: bool, open_at: Opening) -> None:
    page = open_at("/soeg?q=færge", java_script_enabled=script)
    page.get_by_label("Øposten (6)").check()
    page.get_by_label("Rækkefølge").select_option("Ældste først")
    page.get_by_label("Fra", exact=True).fill("2007")
    page.get_by_role("button", name="Afgræns").click()
    expect(page.get_by_label("Afgrænset til").get_by_role("link")).to_have_text(
        ["Øposten × (fjern)", "fra 2007 × (fjern)", "Fjern alle afgrænsninger"]
    )
    expect(page.locator("ol h2")).to_have_text([f"Færgen på Ærø, nummer {number}" for number in (2, 4, 6, 8, 10)])
    expect(page.get_by_role("checkbox", name="Øposten")).to_be_checked()
    page.get_by_role("link", name="Fjern alle afgrænsninger").click()
    expect(page.locator("ol h2").first).to_have_text("Færgen på Ærø, nummer 0")
    page.get_by_role("link", name="Næste side").click()
    expect(page.locator("ol h2")).to_have_count(2)


def test_an_error_leads_back(open_at: Opening) -> None:
    page = open_at("/artikel/nej")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det gik ikke")
    page.get_by_role("link", name="Til forsiden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Søg i danske nyheder")


@pytest.mark.parametrize("width", [320, 360, 1280, 1920])
def test_no_page_scrolls_sideways(width: int, open_at: Opening) -> None:
    page = open_at("/", viewport={"width": width, "height": 800})
    for address in ADDRESSES:
        page.goto(address)
        if page.locator("summary").count():
            page.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


CONTRASTS = """() => {
    const light = colour => {
        const [red, green, blue] = colour.match(/[0-9.]+/g).slice(0, 3).map(value => value / 255)
            .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
        return .2126 * red + .7152 * green + .0722 * blue;
    };
    const paper = element => {
        const colour = getComputedStyle(element).backgroundColor;
        return colour === "rgba(0, 0, 0, 0)" && element.parentElement ? paper(element.parentElement) : colour;
    };
    return [...document.querySelectorAll("body *")]
        .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
            || ["INPUT", "SELECT"].includes(element.tagName))
        .map(element => {
            const [text, behind] = [light(getComputedStyle(element).color), light(paper(element))];
            const ratio = (Math.max(text, behind) + .05) / (Math.min(text, behind) + .05);
            return [element.outerHTML.slice(0, 80), ratio];
        });
}"""
"""For every element with text of its own, how much it stands out from what is behind it (WCAG 2)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(scheme: str, open_at: Opening) -> None:
    page = open_at("/", color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(address)
        if page.locator("summary").count():
            page.locator("summary").click()
        contrasts = page.evaluate(CONTRASTS)
        assert contrasts
        assert [entry for entry in contrasts if entry[1] < 4.5] == [], address
