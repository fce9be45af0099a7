"""Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.serving import Service

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]

Opening = Callable[..., Page]
"""Opens an address in a fresh window, with the options of a Playwright context."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Where there is none the test is skipped, on CI it fails."""
    path = shutil.which("chromium")
    if not path:
        how = "needs Debian's Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def windows(browser: Browser, service: Service) -> Iterator[Opening]:
    """Windows on the pages of a service; what the browser complains about by the end fails the test. The one thing it
    may say is that a page came with an error status."""
    complaints: list[str] = []
    requests: list[str] = []
    failed: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=service.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: failed.append(f"{request.url}: {request.failure}"))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    # Who goes on before the icon has come leaves it behind.
    assert [failure for failure in failed if "ERR_ABORTED" not in failure] == []
    assert [url for url in requests if not url.startswith(f"{service.address}/")] == []
    assert [text for text in complaints if "responded with a status of 40" not in text] == []
