"""The access log: one line for every request, failed ones included.

    127.0.0.1 GET /soeg 200 12.3 ms 4567 bytes "f\\u00e6rge"

The fields are the client's address, the method, the path, the status, the time until the response was sent, the size of
its body, and the question as a JSON string, or `-` where the request had none. Every line is printable ASCII, whatever
a client sends: nobody can forge a second line or send control sequences to a terminal that shows the log.
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

MAX_QUESTION_LENGTH = 80
"""Characters of a question that are logged."""

MAX_FIELD_LENGTH = 200
"""Characters of an address, method or path that are logged.

Both limits keep a line below 4,096 bytes (PIPE_BUF on Linux), the most that several processes can write to one pipe
without their lines being mixed up.
"""

FORMAT = "%(asctime)s %(message)s"
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S%z"

_log = logging.getLogger(LOGGER)


def register(app: Flask) -> None:
    """Log each request of `app` to the logger `opslag.access`, at level INFO.

    This is a WSGI middleware around Flask, so that a request that ends in an exception is logged, too.
    """
    app.wsgi_app = _AccessLog(app.wsgi_app)  # type: ignore[method-assign]


def write_to_output() -> None:
    """Send the log of this process, and of the processes it forks, to standard output, with a time before each line."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(FORMAT, TIME_FORMAT))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


class _AccessLog:
    """WSGI middleware that logs the requests of an application."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        response = _LoggedResponse(environ)

        def start(status: str, *others: object) -> object:
            response.status = status.partition(" ")[0]
            return start_response(status, *others)  # type: ignore[arg-type]

        try:
            response.body = self._application(environ, start)  # type: ignore[arg-type]
        except BaseException:
            response.close()
            raise
        return response


class _LoggedResponse:
    """The body of a response, which counts its bytes as they are sent.

    The server calls `close` when the request is done; that writes the line. Where the application set no status, it
    raised an exception, and the server answers 500.
    """

    def __init__(self, environ: "WSGIEnvironment") -> None:
        self._environ = environ
        self._started = perf_counter()
        self._bytes = 0
        self.status = "500"
        self.body: Iterable[bytes] = ()

    def __iter__(self) -> Iterator[bytes]:
        for data in self.body:
            self._bytes += len(data)
            yield data

    def close(self) -> None:
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            environ = self._environ
            _log.info(
                "%s %s %s %s %.1f ms %d bytes %s",
                _escaped(environ.get("REMOTE_ADDR") or "-"),
                _escaped(environ["REQUEST_METHOD"]),
                _escaped(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")),
                self.status,
                (perf_counter() - self._started) * 1000,
                self._bytes,
                _question(environ),
            )


def _escaped(text: str) -> str:
    """A string of the WSGI environment, which holds bytes decoded as Latin-1, percent-encoded as in a URL."""
    return quote(text, safe="/:@!$&'()*+,;=", encoding="latin-1", errors="replace")[:MAX_FIELD_LENGTH]


def _question(environ: "WSGIEnvironment") -> str:
    question = Request(environ, populate_request=False).args.get("q")
    if question is None:
        return "-"
    return json.dumps(question[:MAX_QUESTION_LENGTH]).replace("\x7f", "\\u007f")  # JSON does not escape DEL.
