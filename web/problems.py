"""Errors of the API as problem details (RFC 9457), all of one shape; errors of the pages in Danish.

Whatever goes wrong becomes a `Problem` here, and a response in one place.
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
"""When to try again what took too long."""

INDEX_RETRY_SECONDS = 30
"""When to try again where there is no index that can be asked."""

PROGRAM_PATHS = frozenset(("/healthz", "/opensearch.xml", "/soeg.atom", "/soeg.csv", "/soeg.json", "/soeg.jsonl"))
"""Addresses that programs ask, beside those of the API."""

_log = logging.getLogger("opslag")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the HTTP status, a sentence in English, the limit or parameter it is about, and after how many
    seconds to try again."""

    status: int
    detail: str
    about: str = ""
    retry_after: int | None = None


def to_problem(error: Exception) -> Problem:
    """The problem that an exception is; 500 without particulars for one that nobody foresaw."""
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
    """Answer every exception of `app` as the one who asked expects: a program with problem details, a reader with a
    page."""

    @app.errorhandler(Exception)
    def answer(error: Exception) -> Response:
        g.error = error  # `metrics` counts what was refused
        problem = to_problem(error)
        if problem.status == 500:
            _log.error("%s %s", request.method, request.path, exc_info=error)
        elif problem.about == "index":
            _log.error("%s", error)  # not for everyone: it names folders of this machine
        response = problem_response(problem) if _asked_by_program() else _page(problem)
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


def _page(problem: Problem) -> Response:
    return _finished(
        make_response(
            render_template(
                "error.html",
                status=problem.status,
                text=error_text(problem.status, problem.about, current_engine().limits),
            )
        ),
        problem,
    )


def _finished(response: Response, problem: Problem) -> Response:
    response.status_code = problem.status
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _asked_by_program() -> bool:
    return request.path.startswith("/api/") or request.path in PROGRAM_PATHS
