"""A server over an index that is damaged while it runs: it keeps the generation it has and says so in the log; where
it has none it answers 503 in the shape of its errors, and 200 as soon as there is an index again."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Store, rebuild
from tests.faults.damage import DAMAGES
from tests.faults.process import write_articles
from web import create_app

UNREADABLE = sorted(DAMAGES)
BEFOREHAND = ["a junk file that looks newer", "a truncated segment", "another schema", "a link to nowhere", "no link"]
"""Damages that differ in what a server meets when it starts."""


@pytest.fixture
def client(small_index: Path) -> Iterator[FlaskClient]:
    app = create_app({"INDEX": str(small_index)})
    yield app.test_client()
    app.extensions["engine"].close()


def publish(index: Path, edition: str, count: int) -> str:
    rebuild([write_articles(index.parent / "next.jsonl", edition, count)], Store(index))
    return Store(index).current().name


def answer(client: FlaskClient, edition: str) -> tuple[str, int]:
    """Which generation answers, and how many articles of an edition it finds."""
    health, found = client.get("/healthz").json, client.get(f"/api/search?q={edition}&exact=1").json
    assert health is not None
    assert found is not None
    return health["generation"], found["total"]


@pytest.mark.parametrize("damage", UNREADABLE)
def test_a_server_keeps_its_generation_when_the_new_one_is_damaged(
    small_index: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    held = Store(small_index).current().name
    assert answer(client, "lille") == (held, 5)
    publish(small_index, "ødelagt", 5)
    DAMAGES[damage][1](small_index)
    with caplog.at_level(logging.WARNING, "opslag"):
        assert answer(client, "lille") == (held, 5)
        assert answer(client, "ødelagt") == (held, 0)
    (complaint,) = caplog.messages
    assert complaint.startswith(f"keeping {held}: ")
    assert DAMAGES[damage][2] in complaint


def test_a_server_moves_on_when_the_damage_is_mended(small_index: Path, client: FlaskClient) -> None:
    assert answer(client, "lille")[1] == 5
    publish(small_index, "ødelagt", 5)
    DAMAGES["a truncated segment"][1](small_index)
    assert answer(client, "ødelagt")[1] == 0
    healed = publish(small_index, "hel", 3)
    assert answer(client, "hel") == (healed, 3)


@pytest.mark.parametrize("damage", BEFOREHAND)
def test_a_server_without_a_generation_answers_503_until_there_is_one(
    small_index: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    _, inflict, sentence = DAMAGES[damage]
    inflict(small_index)
    for address in ("/healthz", "/api/search?q=udgave", "/api/articles/artikel-1"):
        response = client.get(address)
        assert response.status_code == 503
        assert response.mimetype == "application/problem+json"
        problem = response.json
        assert problem is not None
        assert {**problem, "detail": ""} == {
            "type": "about:blank",
            "title": "Service Unavailable",
            "status": 503,
            "detail": "",
        }
        assert problem["detail"]
        assert str(small_index) not in problem["detail"], "a stranger is told where the index lies"
        assert sentence in caplog.text
        caplog.clear()
        assert int(response.headers["Retry-After"]) > 0
    for address in ("/soeg?q=udgave", "/artikel/artikel-1"):
        response = client.get(address)
        assert response.status_code == 503
        assert response.mimetype == "text/html"
        assert str(small_index) not in response.text
    name = publish(small_index, "hel", 3)
    assert answer(client, "hel") == (name, 3)


def test_a_server_starts_before_there_is_an_index(tmp_path: Path) -> None:
    app = create_app({"INDEX": str(tmp_path / "index")})
    client = app.test_client()
    assert client.get("/healthz").status_code == 503
    assert client.get("/api/openapi.json").status_code == 200
    name = publish(tmp_path / "index", "hel", 3)
    assert answer(client, "hel") == (name, 3)
    app.extensions["engine"].close()
