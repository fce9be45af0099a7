"""What HTTP asks of the service: validators, HEAD, methods, and who may read what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webpages import SECURITY_HEADERS, browsing, make_index

STORMS = [{"id": f"storm-{number}", "body": f"Storm {number} ventes til Vestkysten."} for number in range(3)]
FERRY = {"id": "færge", "body": "Færgen sejler igen."}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("http"), STORMS)


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


ADDRESSES = ["/api/search", "/api/articles/storm-1", "/api/openapi.json", "/healthz"]


@pytest.mark.parametrize("path", [*ADDRESSES, "/", "/soeg", "/artikel/storm-1", "/robots.txt", "/statisk/opslag.css"])
def test_only_get_and_head_are_allowed(path: str, ask: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        response = ask.open(path, method=method, buffered=True)
        assert response.status_code == 405, method
        assert {word.strip() for word in response.headers["Allow"].split(",")} == {"GET", "HEAD"}
        program = path.startswith("/api/") or path == "/healthz"
        assert response.mimetype == ("application/problem+json" if program else "text/html")


@pytest.mark.parametrize(
    "path", [*ADDRESSES, "/api/nej", "/api/search?page=0", "/", "/soeg?q=storm", "/artikel/storm-1"]
)
def test_head_is_get_without_a_body(path: str, ask: FlaskClient) -> None:
    get, head = ask.get(path), ask.head(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    says_how_long = path.startswith(("/api/search", "/soeg"))
    for name in {*get.headers.keys(), *head.headers.keys()}:
        assert head.headers[name] == get.headers[name] or (name == "Content-Length" and says_how_long), name


def test_the_etag_is_made_of_the_canonical_question(ask: FlaskClient) -> None:
    same = ["q=storm&size=10", "page=1&q=storm&sort=", "q=storm&exact=0&source=", "q=storm&unknown=1&explain=false"]
    other = ["q=storme", "", "q=storm&page=2", "q=storm&size=9", "q=storm&sort=newest", "q=storm&source=x"]
    other += ["q=storm&section=x", "q=storm&from=2018", "q=storm&to=2018", "q=storm&exact=1", "q=storm&explain=1"]
    assert {ask.get(f"/api/search?{question}").headers["ETag"] for question in same} == {
        ask.get("/api/search?q=storm").headers["ETag"]
    }
    assert len({ask.get(f"/api/search?{question}").headers["ETag"] for question in [*other, "q=storm"]}) == 12


@pytest.mark.parametrize("path", ["/api/search?q=storm", "/api/articles/storm-1"])
def test_a_program_that_has_the_answer_is_told_so_until_the_index_is_rebuilt(path: str, tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client:
        first = client.get(path)
        etag = first.headers["ETag"]
        for method in ("GET", "HEAD"):
            again = client.open(path, method=method, headers={"If-None-Match": f'"x", {etag}'})
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == etag
            assert again.headers["Access-Control-Allow-Origin"] == "*"
            assert SECURITY_HEADERS.items() <= dict(again.headers).items()
        assert client.get(path, headers={"If-None-Match": 'W/"x"'}).status_code == 200
        make_index(tmp_path, [*STORMS, FERRY])
        later = client.get(path, headers={"If-None-Match": etag})
        assert later.status_code == 200
        assert later.headers["ETag"] != etag


def test_any_origin_may_read_the_api_and_it_alone(ask: FlaskClient) -> None:
    for path in ("/api/search", "/api/articles/storm-1", "/api/openapi.json", "/api/nej"):
        assert ask.get(path, buffered=True).headers["Access-Control-Allow-Origin"] == "*"
    for path in ("/", "/soeg", "/artikel/storm-1", "/statisk/opslag.css"):
        assert "Access-Control-Allow-Origin" not in ask.get(path, buffered=True).headers
