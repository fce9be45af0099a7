"""`opslag serve` as an operator knows it: a real process on a real port, its address, its log, its end."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPResponse
from pathlib import Path

import pytest

from index import Store
from tests.serving import Service, read, serving

pytestmark = pytest.mark.slow

Run = Callable[..., "subprocess.CompletedProcess[str]"]

FERRY = {"id": "færge", "title": "Færgen sejler igen", "body": "Færgen fra Ærø sejler igen, siger havnefogeden."}
STORM = {"id": "storm", "title": "Storm på vej", "body": "Stormen ventes til Vestkysten torsdag."}


@pytest.fixture
def index(make_store: Callable[..., Store]) -> Path:
    return make_store([FERRY]).path


def generation(service: Service) -> str:
    """The generation that whoever answers now has."""
    answer = service.get("/healthz")
    assert answer.status == 200
    return str(json.loads(answer.body)["generation"])


@contextmanager
def only(worker: int, workers: list[int]) -> Iterator[None]:
    """Leave one worker to answer: the others stand still meanwhile."""
    others = [pid for pid in workers if pid != worker]
    try:
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
            while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
                os.sched_yield()
        yield
    finally:
        for pid in others:
            os.kill(pid, signal.SIGCONT)


def test_it_says_where_it_answers_logs_each_request_and_stops_without_a_word(index: Path, tmp_path: Path) -> None:
    asked = [("GET", "/", 200), ("GET", "/api/search?q=f%C3%A6rge", 200), ("HEAD", "/healthz", 200)]
    asked += [("GET", "/artikel/nej", 404), ("POST", "/soeg", 405), ("GET", "/statisk/opslag.css", 200)]
    with serving(index, tmp_path, "--workers", "1") as service:
        for method, path, status in asked:
            assert service.get(path, method).status == status
        assert service.stop(signal.SIGTERM) == 0
    lines = service.log.read_text().splitlines()
    # A line is written behind the answer, so that two may change places.
    logged = [re.fullmatch(r"\S+ 127\.0\.0\.1 (\w+) (\S+) (\d+) .*", line) for line in lines]
    assert sorted(entry.groups() for entry in logged if entry) == sorted(
        (method, path.partition("?")[0], str(status)) for method, path, status in asked
    )
    assert service.errors == [f"Opslag answers at {service.address}/ (stop with Ctrl+C)\n"]


def test_every_worker_answers_and_sees_a_rebuild_at_its_next_request(
    index: Path, tmp_path: Path, make_store: Callable[..., Store]
) -> None:
    with serving(index, tmp_path, "--workers", "3") as service:
        workers = service.workers(3)
        old = Store(index).current().name
        for worker in workers:
            with only(worker, workers):
                assert generation(service) == old
        new = make_store([FERRY, STORM]).current().name
        assert new != old
        for worker in workers:
            with only(worker, workers):
                assert generation(service) == new
                assert json.loads(service.get("/api/search?q=storm").body)["total"] == 1
        assert service.workers(3) == workers


def test_sigterm_lets_a_request_under_way_finish(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "2") as service, closing(service.connect()) as connection:
        workers = service.workers(2)
        for worker in workers:
            with only(worker, workers):
                assert generation(service)
        connection.request("GET", "/healthz")
        assert read(connection.getresponse()).status == 200
        # The second request on this connection is half there when the signal comes ...
        assert connection.sock
        connection.sock.sendall(b"GET /artikel/f%C3%A6rge HTTP/1.1\r\nHost: x\r\n")
        watched = [os.pidfd_open(pid) for pid in workers]
        try:
            service.process.terminate()
            # ... which the other worker, who has nothing under way, shows by being gone.
            assert select.select(watched, [], [], 60)[0]
        finally:
            for descriptor in watched:
                os.close(descriptor)
        assert service.process.poll() is None
        connection.sock.sendall(b"\r\n")
        response = HTTPResponse(connection.sock)
        response.begin()
        answer = read(response)
        assert answer.status == 200
        assert "Færgen fra Ærø sejler igen" in answer.body.decode()
        assert service.process.wait(60) == 0
    assert len(service.errors) == 1


def test_ctrl_c_stops_it(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        assert generation(service)
        assert service.stop(signal.SIGINT) == 0
    assert "Traceback" not in "".join(service.errors)


def test_a_request_line_that_is_too_long_is_refused_and_the_next_one_answered(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        longest = 8190 - len("GET /api/search?q= HTTP/1.1\r\n")
        answer = service.get(f"/api/search?q={'a' * longest}")
        assert answer.status == 400
        assert "characters" in json.loads(answer.body)["detail"]
        assert service.get(f"/api/search?q={'a' * 9000}").status in (400, 414)
        assert service.get("/api/search?q=" + "%C3%A6" * 1000).status == 200


def test_without_an_index_it_does_not_start(opslag: Run, tmp_path: Path) -> None:
    done = opslag("serve", "--index", tmp_path / "nowhere", "--port", "0")
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr == f"Error: {tmp_path / 'nowhere'}: no index here; run opslag rebuild\n"


def test_over_a_damaged_index_it_does_not_start(opslag: Run, index: Path) -> None:
    (Store(index).current() / "manifest.json").write_text("{}")
    done = opslag("serve", "--index", index, "--port", "0")
    assert done.returncode == 5
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "x" * 300])
def test_an_address_that_is_not_to_be_had_is_one_clear_line(host: str, opslag: Run, index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = opslag("serve", "--index", index, "--host", host, "--port", port)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Error: cannot listen on {host}:{port}: ")
    assert done.stderr.count("\n") == 1


def test_any_wsgi_server_can_import_the_application(index: Path, tmp_path: Path) -> None:
    script = (
        "from web.wsgi import application; from werkzeug.test import Client;"
        "print(Client(application).get('/api/articles/færge').text)"
    )
    environment = {**os.environ, "PYTHONWARNINGS": "error", "OPSLAG_INDEX": str(index), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["title"] == FERRY["title"]


def test_a_worker_has_the_index_open_before_the_first_request(index: Path, tmp_path: Path) -> None:
    with serving(index, tmp_path, "--workers", "1") as service:
        (pid,) = service.workers(1)
        assert ".opslag" in Path(f"/proc/{pid}/maps").read_text()


def test_what_answers_does_not_load_what_only_indexing_in_several_processes_needs() -> None:
    code = "import sys; from web import create_app; create_app(); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "index.schema" in loaded
    assert not {"index.parallel", "multiprocessing.pool", "concurrent.futures.process"} & {*loaded}
