"""Turn exceptions into responses: problem details (RFC 9457) for programs, a page in Danish for readers.

Every exception becomes a `Problem` first, so that both kinds of response say the same.
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index import OpslagError
from search import BudgetExceeded, QueryError
from web.current_engine import current_engine
from web.danish import error_text
from web.parameters import BadParameter

BUDGET_RETRY_SECONDS = 2
"""Retry-After, in seconds, of a question that took too long: with less load it may succeed."""

INDEX_RETRY_SECONDS = 30
"""Retry-After, in seconds, where there is no index that can be searched: someone has to build one."""

PROGRAM_PATHS = frozenset(("/healthz", "/opensearch.xml", "/soeg.atom", "/soeg.csv", "/soeg.json", "/soeg.jsonl"))
"""Paths outside of `/api/` that programs request, not readers."""

_log = logging.getLogger("opslag")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the HTTP status, a sentence in English, the name of the limit or parameter it is about (or
    `index`), and the seconds after which to try again."""

    status: int
    detail: str
    about: str = ""
    retry_after: int | None = None


def to_problem(error: Exception) -> Problem:
    """The problem of an exception; an unexpected one is a 500 that gives no details away."""
    match error:
        case QueryError():
            return Problem(400, str(error), error.limit)
        case BadParameter():
            return Problem(400, str(error), error.name)
        case BudgetExceeded():
            return Problem(503, str(error), "seconds", BUDGET_RETRY_SECONDS)
        case OpslagError():
            return Problem(503, "There is no index to ask; it has been logged.", "index", INDEX_RETRY_SECONDS)
        case HTTPException():
            return Problem(error.code or 500, error.description or "")
        case _:
            return Problem(500, "The server made a mistake; it has been logged.")


def register(app: Flask) -> None:
    """Handle every exception of `app`: a program gets problem details, a reader gets a page."""

    @app.errorhandler(Exception)
    def respond(error: Exception) -> Response:
        g.error = error  # `web.metrics` counts refused questions by their limit.
        problem = to_problem(error)
        if problem.status == 500:
            _log.error("%s %s", request.method, request.path, exc_info=error)
        elif problem.about == "index":
            _log.error("%s", error)  # Only in the log: the message names folders of this machine.
        response = problem_response(problem) if _is_from_program() else _error_page(problem)
        if isinstance(error, HTTPException):
            for name, value in error.get_headers():
                if name in ("Allow", "Location"):
                    response.headers[name] = value
        return response


def problem_response(problem: Problem) -> Response:
    """The problem as `application/problem+json`."""
    title = HTTPStatus(problem.status).phrase
    response = jsonify(type="about:blank", title=title, status=problem.status, detail=problem.detail)
    response.mimetype = "application/problem+json"
    return _finished(response, problem)


def _error_page(problem: Problem) -> Response:
    text = error_text(problem.status, problem.about, current_engine().limits)
    return _finished(make_response(render_template("error.html", status=problem.status, text=text)), problem)


def _finished(response: Response, problem: Problem) -> Response:
    response.status_code = problem.status
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _is_from_program() -> bool:
    return request.path.startswith("/api/") or request.path in PROGRAM_PATHS
