"""In a real browser too, hostile texts are shown and no more: no script runs, nothing comes from elsewhere, and the
content security policy has nothing to report."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browsing import chromium
from tests.hostile import HOSTILE
from tests.serving import Service, serving
from tests.webpages import make_index


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("hostile")
    articles = (
        {"id": f"{number}", "title": f"Storm {text}", "body": f"Stormen {text} kom.", "published": "2018"}
        | dict.fromkeys(("source", "section", "byline", "url"), text)
        for number, text in enumerate(HOSTILE)
    )
    with serving(make_index(folder, articles), folder, "--workers", "1") as service:
        yield service


def test_fifty_hostile_texts_are_inert_wherever_they_stand(service: Service) -> None:
    assert len(HOSTILE) == 50
    complaints: list[str] = []
    asked: list[str] = []
    with chromium() as browser:
        page = browser.new_page(base_url=service.address)
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # Nobody answers it, so the page would wait, and the test fail, even if it were not noted.
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        for number, text in enumerate(HOSTILE):
            page.goto(f"/artikel/{number}?q=storm&nr=1")
            assert page.locator("h1").text_content() == f"Storm {text}"
            page.goto(f"/soeg?q={quote(text)}&source={quote(text)}")
            expect(page.locator("#q")).to_have_value(text)
        page.goto("/soeg?q=storm&size=50")
        expect(page.locator(".hits li")).to_have_count(50)
        page.locator("#q").press_sequentially(" <script")
    assert [text for text in complaints if "status of 40" not in text] == []
    assert [url for url in asked if not url.startswith(f"{service.address}/")] == []
