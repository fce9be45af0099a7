"""A real `opslag serve`, and plain HTTP to ask it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

COMMAND = (sys.executable, "-P", "-m", "opslag", "serve")

_PRINTED = re.compile(r"Opslag answers at (http://127\.0\.0\.1:\d+)/ \(stop with Ctrl\+C\)\n")


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Service:
    """A server that runs; `address` is what it printed, without the closing slash, `log` holds its access log."""

    process: "subprocess.Popen[str]"
    address: str
    log: Path
    errors: list[str] = field(default_factory=list)

    def workers(self, count: int) -> list[int]:
        """The ids of the processes that answer, once there are so many."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        while len(pids := children.read_text().split()) < count:
            os.sched_yield()
        return [int(pid) for pid in pids]

    def connect(self) -> HTTPConnection:
        """A connection that stays open for several requests."""
        return HTTPConnection(urlsplit(self.address).netloc, timeout=60)

    def get(self, path: str, method: str = "GET") -> Answer:
        """Ask on a connection of its own."""
        connection = self.connect()
        try:
            connection.request(method, path, headers={"Connection": "close"})
            return read(connection.getresponse())
        finally:
            connection.close()

    def stop(self, signal: int) -> int:
        """Send a signal; the exit status when all is over."""
        self.process.send_signal(signal)
        return self.process.wait(60)


def read(response: HTTPResponse) -> Answer:
    """An answer, read to its end."""
    return Answer(response.status, dict(response.headers.items()), response.read())


@contextmanager
def serving(index: Path, folder: Path, *options: str) -> Iterator[Service]:
    """`opslag serve` over an index on a free port; `folder` is where it runs and its access log goes."""
    log = folder / "access.log"
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    with (
        log.open("w") as output,
        subprocess.Popen(
            [*COMMAND, "--index", str(index), "--port", "0", *options],
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment,
        ) as process,
    ):
        assert process.stderr
        first = process.stderr.readline()
        printed = _PRINTED.fullmatch(first)
        if not printed:
            process.kill()
            raise AssertionError(first + process.stderr.read())
        service = Service(process, printed[1], log, [first])
        drain = Thread(target=service.errors.extend, args=(process.stderr,))
        drain.start()
        try:
            yield service
        finally:
            process.terminate()
            process.wait(60)
            drain.join(60)
