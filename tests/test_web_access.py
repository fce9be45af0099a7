"""The log: one line for each request, whatever it asks and whatever comes of it; and none of it acts on a terminal."""

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from index import Store
from search import Limits
from tests.serving import Service, serving
from tests.webpages import MANY, make_index
from web import create_app

STORM = {"id": "storm", "title": "Storm på vej", "body": "Stormen ventes til Vestkysten torsdag."}

LINE = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}) (?P<client>\S+) (?P<method>\S+) (?P<path>\S+) (?P<status>\d{3})"
    r" (?P<took>\d+\.\d) ms (?P<bytes>\d+) bytes (?P<question>-|\".*\")"
)

HOSTILE = {
    "a new line": "a\n127.0.0.1 GET /forged 200 0.1 ms 0 bytes -",
    "a return": "a\r\nb",
    "a terminal's orders": "\x1b]0;title\x07\x1b[2J\x1b[31mrød",
    "orders of one byte": "\x9b2J\x90q\x9c",
    "backspaces": "storm\x08\x08\x7f\x7f",
    "lines of Unicode": "a\u2028b\u2029c\x85d\x0b\x0c",
    "writing from right to left": "a\u202eb\u2066c",
    "quotes": 'a" - \\" "b',
    "nothing": "\x00",
    "places": "%s %d %(name)s {0}",
}


@pytest.fixture
def index(make_store: Callable[..., Store]) -> Path:
    return make_store([STORM]).path


def logged(service: Service) -> list[dict[str, str]]:
    """The lines of the log, all of the one shape, once the server has stopped."""
    assert service.stop(signal.SIGTERM) == 0
    text = service.log.read_bytes()
    assert all(letter == 0x0A or 0x20 <= letter < 0x7F for letter in text)
    lines = [LINE.fullmatch(line) for line in text.decode().splitlines()]
    assert all(lines)
    assert len(service.errors) == 1
    return [line.groupdict() for line in lines if line]


@pytest.mark.slow
def test_a_line_tells_who_asked_what_and_what_came_of_it(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        answer = service.get("/api/search?size=5&q=f%C3%A6rge")
        (line,) = logged(service)
    assert line["client"] == "127.0.0.1"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/search", "200")
    assert int(line["bytes"]) == len(answer.body)
    assert json.loads(line["question"]) == "færge"


@pytest.mark.slow
def test_every_kind_of_answer_has_its_line(index: Path, tmp_path: Path) -> None:
    asked = [("GET", "/", 200), ("HEAD", "/soeg?q=storm", 200), ("GET", "/statisk/opslag.css", 200)]
    asked += [("GET", "/nej", 404), ("POST", "/soeg?q=storm", 405), ("GET", "/api/search?q=" + "a" * 1001, 400)]
    asked += [("GET", "/soeg?page=x", 400), ("GET", "/metrics", 200), ("GET", "/artikel/storm", 200)]
    with serving(index, tmp_path, "--workers", "1") as service:
        sizes = {}
        for method, path, status in asked:
            answer = service.get(path, method)
            assert answer.status == status
            sizes[method, path.partition("?")[0], str(status)] = str(len(answer.body))
        lines = logged(service)
    assert {(line["method"], line["path"], line["status"]): line["bytes"] for line in lines} == sizes
    assert len(lines) == len(asked)


def test_without_an_index_and_beyond_the_time_there_is_a_line_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index = make_index(tmp_path, ({"id": str(number), "body": "Sne og sol."} for number in range(MANY)))
    assert statuses(create_app({"INDEX": str(tmp_path / "nowhere")}), caplog, "/soeg?q=sne", "/healthz") == [503, 503]
    app = create_app({"INDEX": str(index), "LIMITS": Limits(seconds=0.0)})
    assert statuses(app, caplog, "/soeg?q=sne", "/healthz") == [503, 200]


def test_a_mistake_of_ours_has_its_line(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app({"INDEX": str(index)})
    app.add_url_rule("/fejl", view_func=lambda: str(1 / 0))
    assert statuses(app, caplog, "/fejl") == [500]


def statuses(app: Flask, caplog: pytest.LogCaptureFixture, *paths: str) -> list[int]:
    """What the log says of requests, after it was seen to say what the client was told."""
    caplog.clear()
    with caplog.at_level("INFO", "opslag.access"):
        told = [app.test_client().get(path, buffered=True).status_code for path in paths]
    app.extensions["engine"].close()
    messages = [record.getMessage() for record in caplog.records if record.name == "opslag.access"]
    assert [message.split()[2] for message in messages] == [path.partition("?")[0] for path in paths]
    assert [int(message.split()[3]) for message in messages] == told
    return told


@pytest.mark.slow
def test_a_hostile_question_is_one_harmless_line(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        for question in HOSTILE.values():
            assert service.get(f"/soeg?q={quote(question)}").status == 200
        lines = logged(service)
    assert sorted(json.loads(line["question"]) for line in lines) == sorted(HOSTILE.values())
    assert {(line["path"], line["status"]) for line in lines} == {("/soeg", "200")}


@pytest.mark.slow
def test_a_hostile_path_is_one_harmless_line(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        for text in HOSTILE.values():
            assert service.get(f"/nej/{quote(text)}").status == 404
        lines = logged(service)
    assert sorted(line["path"] for line in lines) == sorted(
        "/nej/" + quote(text, safe="/:@!$&'()*+,;=") for text in HOSTILE.values()
    )


@pytest.mark.slow
def test_bytes_that_are_no_text_are_harmless_too(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        for path in ("/soeg?q=%ff%9b2J%c3", "/nej%ff%9b%c3", "/soeg?%ff=%ff&q=%00%ff"):
            assert service.get(path).status in (200, 404)
        lines = logged(service)
    assert sorted(line["path"] for line in lines) == ["/nej%FF%9B%C3", "/soeg", "/soeg"]


@pytest.mark.slow
def test_a_long_question_is_cut_and_a_long_path_too(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        assert service.get("/soeg?q=" + quote("æ\n😀" * 200)).status == 400
        assert service.get("/nej/" + "%0a" * 2000).status == 404
        lines = {line["status"]: line for line in logged(service)}
    assert json.loads(lines["400"]["question"]) == ("æ\n😀" * 200)[:80]
    assert lines["404"]["path"].startswith("/nej/%0A%0A")
    assert len(lines["404"]["path"]) == 200


@pytest.mark.parametrize(
    ("query", "question"), [("", "-"), ("?q=", '""'), ("?q=a&q=b", '"a"'), ("?Q=a&page=1", "-"), ("?q=-", '"-"')]
)
def test_no_question_is_told_from_an_empty_one(
    query: str, question: str, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app({"INDEX": str(index)})
    with caplog.at_level("INFO", "opslag.access"):
        app.test_client().get(f"/soeg{query}", buffered=True)
    app.extensions["engine"].close()
    (record,) = [record for record in caplog.records if record.name == "opslag.access"]
    assert record.getMessage().endswith(f" bytes {question}")
