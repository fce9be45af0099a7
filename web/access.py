"""One line in the log for every request that the application answers, errors too.

    127.0.0.1 GET /soeg 200 12.3 ms 4567 bytes "f\\u00e6rge"

That is the address of the client, method, path, status, how long it took until the answer was handed over, the bytes of
its body, and the question, or `-` where there was none. All of it is printable ASCII, whatever a client sends: one
request is one line, and no terminal takes orders from it.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask
from werkzeug import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOGGER = "opslag.access"

QUESTION = 80
"""Characters of a question that are worth a place in the log."""

WORD = 200
"""Letters of an address, method or path. With them a line stays below the 4,096 bytes that a pipe takes from several
processes without mixing them up."""

FORMAT = "%(asctime)s %(message)s"
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S%z"

_log = logging.getLogger(LOGGER)


def register(app: Flask) -> None:
    """Write a line to the logger `opslag.access`, as INFO, for each request of `app`.

    It is written behind the answer, outside of Flask: so even a request that ends in an exception has its line.
    """
    app.wsgi_app = _Logged(app.wsgi_app)  # type: ignore[method-assign]


def print_lines() -> None:
    """Let the lines of this process, and of those it forks, go to standard output, each behind the time."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(FORMAT, TIME_FORMAT))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


class _Logged:
    """A WSGI application whose requests are logged."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = _Answer(environ)

        def start(status: str, *others: object) -> object:
            answer.status = status.partition(" ")[0]
            return start_response(status, *others)  # type: ignore[arg-type]

        try:
            answer.body = self._application(environ, start)  # type: ignore[arg-type]
        except BaseException:
            answer.close()
            raise
        return answer


class _Answer:
    """The body of an answer, counted as it goes out. A server closes it when all is over, which is when its line is
    written; where no status was given, the server is about to answer 500."""

    def __init__(self, environ: "WSGIEnvironment") -> None:
        self._environ = environ
        self._started = perf_counter()
        self._bytes = 0
        self.status = "500"
        self.body: Iterable[bytes] = ()

    def __iter__(self) -> Iterator[bytes]:
        for part in self.body:
            self._bytes += len(part)
            yield part

    def close(self) -> None:
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            environ = self._environ
            _log.info(
                "%s %s %s %s %.1f ms %d bytes %s",
                _word(environ.get("REMOTE_ADDR") or "-"),
                _word(environ["REQUEST_METHOD"]),
                _word(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")),
                self.status,
                (perf_counter() - self._started) * 1000,
                self._bytes,
                _question(environ),
            )


def _word(text: str) -> str:
    """A text of the environment (bytes in the guise of Latin-1) as one word, percent-encoded as in an address."""
    return quote(text, safe="/:@!$&'()*+,;=", encoding="latin-1", errors="replace")[:WORD]


def _question(environ: "WSGIEnvironment") -> str:
    asked = Request(environ, populate_request=False).args.get("q")
    # JSON lets the delete character pass.
    return "-" if asked is None else json.dumps(asked[:QUESTION]).replace("\x7f", "\\u007f")
