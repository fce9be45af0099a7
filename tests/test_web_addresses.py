"""Addresses: every id comes back through its own, and below a mount prefix every one carries the prefix."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.webpages import Page, browsing, make_index

STORMS = [
    {
        "id": f"storm {number}/æ",
        "title": f"Storm nummer {number}",
        "body": "Stormen ventes til Vestkysten.",
        "source": "Øposten",
        "published": str(2010 + number),
        "url": "https://example.org/storm",
    }
    for number in range(5)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("addresses"), STORMS)


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


SPECIAL = st.sampled_from([*"/?#%&+ ;:@=\"'<>\\|{}[]^`~,*$!()_-.æøåÆØÅ", "//", "%2F", "%00", "..", "../", "a/"])
PRINTABLE = st.characters(exclude_categories=("C", "Z")).filter(str.isprintable)
IDS = (
    st.lists(SPECIAL | PRINTABLE, min_size=1, max_size=20)
    .map("".join)
    .filter(lambda text: text.strip() and {".", ".."}.isdisjoint(text.split("/")))
)


@pytest.mark.slow
@given(st.lists(IDS, min_size=1, max_size=40, unique=True))
@settings(max_examples=15, deadline=None)
def test_every_id_comes_back_through_its_href(ids: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = make_index(Path(folder), ({"id": id, "title": f"Nr. {n}", "body": "Sne."} for n, id in enumerate(ids)))
        with browsing(index) as client:
            hits = client.get("/api/search?size=50").get_json()["hits"]
            assert {hit["id"] for hit in hits} == set(ids)
            for hit in hits:
                assert re.fullmatch(r"/artikel/[A-Za-z0-9._~%-]+", hit["href"])
                assert Page(client.get(hit["href"]).text).one("h1").text == hit["title"]
                found = client.get(hit["href"].replace("/artikel/", "/api/articles/", 1)).get_json()
                assert (found["id"], found["title"], found["href"]) == (hit["id"], hit["title"], hit["href"])


def test_an_id_is_looked_up_and_never_a_path(ask: FlaskClient, index: Path) -> None:
    assert ask.get("/api/articles/storm%201%2Fæ").status_code == 200
    for path in ("../../../etc/passwd", str(index / "lock"), "..", ".", "storm*", "Storm 1/æ", "storm 1/æ ", "storm 1"):
        assert ask.get(f"/api/articles/{quote(path, safe='')}").status_code == 404


def addresses(value: Any) -> Iterator[str]:
    """The addresses of our own in an answer."""
    if isinstance(value, dict):
        for key, entry in value.items():
            if key in ("href", "next", "previous") and entry:
                yield entry
            yield from addresses(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from addresses(entry)


FORMATS = {"soeg.atom", "soeg.json", "soeg.csv", "soeg.jsonl"}
WHOLE_ADDRESSES = {"application/atom+xml", "application/feed+json", "application/opensearchdescription+xml"}


def own_addresses(page: Page) -> Iterator[str]:
    """Where a page leads to and what it fetches, but for articles elsewhere."""
    for element in page.elements:
        if "external" not in (element.attributes.get("rel") or ""):
            found = (element[name] for name in ("href", "src", "action") if name in element.attributes)
            yield from (address.partition("#")[0] for address in found if not address.startswith("#"))


def test_below_a_mount_prefix_every_address_carries_it_and_none_a_scheme_or_host(ask: FlaskClient) -> None:
    client = Client(DispatcherMiddleware(Response("elsewhere", 404), {"/blad/nyt": ask.application}))
    to_see = {f"/blad/nyt/{path}" for path in ("", "api/search?q=storm&size=2&page=2", "soeg?size=2&page=2", "nej")}
    seen: dict[str, int] = {}
    while to_see:
        path = to_see.pop()
        response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}, buffered=True)
        seen[path] = response.status_code
        # Feeds need whole addresses, and descriptions of the search too: those are the caller's own.
        assert b"evil.example" not in response.data or response.mimetype in WHOLE_ADDRESSES
        found: list[str] = []
        if response.mimetype == "application/json":
            found = list(addresses(response.get_json()))
        elif response.mimetype == "text/html":
            found = list(own_addresses(Page(response.text)))
        for address in found:
            assert urlsplit(address)[:2] == ("", ""), address
            assert address.startswith("/blad/nyt/"), address
            # Answers lead to ever more answers: some are enough.
            if address not in seen and ("/soeg" not in address or len(seen) < 40):
                to_see.add(address)
    assert {path for path, status in seen.items() if status != 200} == {"/blad/nyt/nej"}
    kinds = {path.removeprefix("/blad/nyt/").partition("?")[0].partition("/")[0] for path in seen}
    assert kinds == {"", "api", "artikel", "soeg", "statisk", "nej"} | {"opensearch.xml"} | FORMATS


def test_the_description_names_the_mount_prefix(ask: FlaskClient) -> None:
    client = Client(DispatcherMiddleware(Response("elsewhere", 404), {"/blad/nyt": ask.application}))
    assert client.get("/blad/nyt/api/openapi.json").get_json()["servers"] == [{"url": "/blad/nyt"}]
    assert ask.get("/api/openapi.json").get_json()["servers"] == [{"url": "/"}]
