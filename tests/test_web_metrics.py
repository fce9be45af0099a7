"""`/metrics` as Prometheus reads it: what was asked is counted to the last request, whichever worker answered."""

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jinja2 import DictLoader
from prometheus_client.parser import text_string_to_metric_families

from index import Store
from search import DEFAULT_LIMITS, Limits
from tests.serving import Answer, Service, serving
from tests.webpages import MANY, browsing, make_index

STORM = {"id": "storm", "title": "Storm på vej", "body": "Stormen ventes til Vestkysten torsdag."}
FERRY = {"id": "færge", "title": "Færgen sejler igen", "body": "Færgen fra Ærø sejler igen."}

Numbers = Mapping[tuple[str, ...], float]


@pytest.fixture
def index(make_store: Callable[..., Store]) -> Path:
    return make_store([STORM]).path


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def numbers(text: str, name: str) -> Numbers:
    """The samples of one name, by the values of their labels, in the order of the labels' names."""
    return {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def scrape(client: "FlaskClient | Service") -> str:
    """The numbers, as Prometheus would fetch them."""
    if isinstance(client, Service):
        answer = client.get("/metrics")
    else:
        response = client.get("/metrics")
        answer = Answer(response.status_code, dict(response.headers), response.data)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return answer.body.decode()


def asked(text: str) -> dict[tuple[str, ...], float]:
    """How often each endpoint was asked and answered with each status, but for `/metrics` itself."""
    counted = numbers(text, "opslag_requests_total")
    return {labels: number for labels, number in counted.items() if labels[0] != "metrics"}


def refused(text: str) -> dict[str, float]:
    """How many questions each limit has refused, where it has."""
    return {limit: number for (limit,), number in numbers(text, "opslag_refused_questions_total").items() if number}


def test_each_request_is_counted_by_endpoint_and_status(ask: FlaskClient) -> None:
    for path in ("/", "/soeg?q=storm", "/soeg?q=sne", "/artikel/storm", "/artikel/nej", "/nej", "/api/search?page=x"):
        ask.get(path)
    ask.post("/soeg")
    ask.head("/healthz")
    text = scrape(ask)
    assert asked(text) == {
        ("pages.start", "200"): 1,
        ("pages.search", "200"): 2,
        ("pages.article", "200"): 1,
        ("pages.article", "404"): 1,
        ("none", "404"): 1,
        ("none", "405"): 1,
        ("api.search", "400"): 1,
        ("api.healthz", "200"): 1,
    }
    timed = numbers(text, "opslag_request_seconds_count")
    assert timed[("pages.search",)] == 2
    assert timed[("pages.article",)] == 2
    assert numbers(text, "opslag_request_seconds_bucket")["pages.search", "+Inf"] == 2
    assert numbers(text, "opslag_request_seconds_sum")[("pages.search",)] > 0
    assert asked(scrape(ask)) == asked(text)
    assert numbers(scrape(ask), "opslag_requests_total")["metrics", "200"] == 2


def test_each_refused_question_is_counted_by_its_limit(ask: FlaskClient) -> None:
    assert refused(scrape(ask)) == {}
    assert {limit for (limit,) in numbers(scrape(ask), "opslag_refused_questions_total")} == {
        *DEFAULT_LIMITS.__dataclass_fields__
    }
    for path in ("/soeg?q=a*", "/api/search?q=a*", "/api/search?page=101", "/api/search?size=51", "/soeg?page=x"):
        assert ask.get(path).status_code == 400
    assert refused(scrape(ask)) == {"prefix": 2, "page": 1, "size": 1}


def test_a_question_beyond_the_time_is_counted(tmp_path: Path) -> None:
    index = make_index(tmp_path, ({"id": str(number), "body": "Sne og sol."} for number in range(MANY)))
    with browsing(index, LIMITS=Limits(seconds=0.0)) as client:
        for path in ("/soeg?q=sne", "/api/search?q=sne"):
            assert client.get(path).status_code == 503
        text = scrape(client)
    assert refused(text) == {"seconds": 2}
    assert asked(text) == {("pages.search", "503"): 1, ("api.search", "503"): 1}


def test_a_mistake_of_ours_is_counted_even_where_its_page_fails(ask: FlaskClient) -> None:
    ask.application.add_url_rule("/fejl", endpoint="mistake", view_func=lambda: str(1 / 0))
    assert ask.get("/fejl").status_code == 500
    ask.application.jinja_env.loader = DictLoader({})
    ask.application.jinja_env.cache.clear()  # type: ignore[union-attr]
    with pytest.raises(Exception, match="error"):
        ask.get("/fejl")
    assert asked(scrape(ask)) == {("mistake", "500"): 2}


def test_no_label_holds_what_a_client_chose(ask: FlaskClient) -> None:
    for number in range(50):
        ask.get(f"/nej/{number}?q=chosen{number}&chosen=chosen", headers={"Host": f"chosen{number}", "User-Agent": "c"})
        ask.get(f"/artikel/chosen{number}")
        ask.get(f"/soeg?q=chosen{number}&sort=chosen{number}")
        ask.get(f"/soeg?q=chosen{number}&source=chosen{number}")
        ask.open("/soeg", method=f"CHOSEN{number}")
    text = scrape(ask)
    assert "chosen" not in text.lower()
    assert len(asked(text)) == 5


def test_what_the_index_holds_is_looked_up_when_it_is_asked_for(
    ask: FlaskClient, make_store: Callable[..., Store]
) -> None:
    for records in ([STORM], [STORM, FERRY]):
        name = make_store(records).current().name
        text = scrape(ask)
        assert numbers(text, "opslag_articles") == {(): len(records)}
        assert numbers(text, "opslag_generation_info") == {(name,): 1}


def test_without_an_index_there_are_the_requests_still(tmp_path: Path) -> None:
    with browsing(tmp_path / "index") as client:
        for path in ("/soeg?q=sne", "/api/search?q=sne", "/healthz"):
            assert client.get(path).status_code == 503
        text = scrape(client)
        assert asked(text) == {("pages.search", "503"): 1, ("api.search", "503"): 1, ("api.healthz", "503"): 1}
        assert refused(text) == {}
        assert "opslag_articles" not in text
        make_index(tmp_path, [STORM])
        assert numbers(scrape(client), "opslag_articles") == {(): 1}


def test_two_applications_in_one_process_count_for_themselves(index: Path) -> None:
    with browsing(index) as one, browsing(index) as other:
        for _ in range(3):
            one.get("/healthz")
        other.get("/healthz")
        assert asked(scrape(one)) == {("api.healthz", "200"): 3}
        assert asked(scrape(other)) == {("api.healthz", "200"): 1}


@pytest.mark.slow
def test_under_serve_the_numbers_of_all_workers_are_summed(
    index: Path, tmp_path: Path, make_store: Callable[..., Store]
) -> None:
    paths = ["/soeg?q=storm", "/artikel/storm", "/artikel/nej", "/nej", "/soeg?q=a*", "/api/search?q=storm"] * 40
    with serving(index, tmp_path, "--workers", "3") as service:
        service.workers(3)
        with ThreadPoolExecutor(8) as clients:
            told = Counter(clients.map(lambda path: (path, service.get(path).status), paths))
        expected = {
            ("pages.search", "200"): told["/soeg?q=storm", 200],
            ("pages.article", "200"): told["/artikel/storm", 200],
            ("pages.article", "404"): told["/artikel/nej", 404],
            ("none", "404"): told["/nej", 404],
            ("pages.search", "400"): told["/soeg?q=a*", 400],
            ("api.search", "200"): told["/api/search?q=storm", 200],
        }
        assert set(expected.values()) == {40}
        name = make_store([STORM, FERRY]).current().name
        for _ in range(12):
            text = scrape(service)
            assert asked(text) == expected
            assert refused(text) == {"prefix": 40}
            assert numbers(text, "opslag_request_seconds_count")[("pages.search",)] == 80
            assert numbers(text, "opslag_articles") == {(): 2}
            assert numbers(text, "opslag_generation_info") == {(name,): 1}
    assert len(service.errors) == 1


@pytest.mark.slow
def test_what_a_worker_counted_outlives_it(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "2") as service:
        before = service.workers(2)
        for _ in range(20):
            assert service.get("/healthz").status == 200
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        while len({*service.workers(2)} - {*before}) < 2:
            os.sched_yield()
        for _ in range(20):
            assert service.get("/healthz").status == 200
        assert asked(scrape(service)) == {("api.healthz", "200"): 40}


@pytest.mark.slow
def test_the_folder_of_the_numbers_lasts_as_long_as_the_server(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serving(index, tmp_path, "--workers", "2") as service:
        os.kill(service.workers(2)[0], signal.SIGTERM)
        assert service.get("/healthz").status == 200
        assert [re.sub("-.*", "", folder.name) for folder in temporary.iterdir()] == ["opslag"]
        assert asked(scrape(service)) == {("api.healthz", "200"): 1}
        assert service.stop(signal.SIGTERM) == 0
    assert list(temporary.iterdir()) == []
