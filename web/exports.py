"""Export the hits of a question as a file: CSV for spreadsheets, JSON Lines for programs and for `opslag rebuild`."""

import csv as csv_format
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from io import StringIO

from flask import Blueprint, Response, request

from index import Article
from index.dates import format_published
from index.keywords import KEYWORDS
from web.current_engine import current_engine
from web.parameters import read_request

MOST_ARTICLES = 10_000
"""The most hits in an export: the first ones in the order of the request."""

COLUMNS = ("id", "title", *(field.name for field in KEYWORDS), "published", "url", "body")
"""The columns of the CSV file."""

BOM = "\ufeff"
"""The byte order mark, without which Excel does not read a file as UTF-8."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""

exports = Blueprint("exports", __name__)


@exports.get("/soeg.csv")
def csv() -> Response:
    """The hits of a question as CSV (RFC 4180), in UTF-8 with a BOM."""
    return _export(_rows, "opslag.csv", "text/csv")


@exports.get("/soeg.jsonl")
def jsonl() -> Response:
    """The hits of a question as JSON Lines, as `opslag rebuild` reads them."""
    return _export(_lines, "opslag.jsonl", "application/jsonl")


def _export(write: Callable[[Iterable[Article]], Iterator[str]], name: str, mimetype: str) -> Response:
    """The hits as `write` writes them, streamed. A question that is refused raises before anything is sent."""
    matches = current_engine().matching(read_request(request.args, without=("page", "size")), MOST_ARTICLES)
    response = Response(write(matches), mimetype=mimetype)
    # Not in the generator: for a HEAD request, or when the client has gone, the generator is never started.
    response.call_on_close(matches.close)
    response.headers["Cache-Control"] = "no-cache"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _rows(articles: Iterable[Article]) -> Iterator[str]:
    yield BOM + _csv(COLUMNS)
    for article in articles:
        yield _csv(_row(article))


def _lines(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(_record(article), ensure_ascii=False) + "\n"


def _csv(row: Iterable[str]) -> str:
    text = StringIO(newline="")
    csv_format.writer(text).writerow(row)
    return text.getvalue()


def _row(article: Article) -> list[str]:
    record = _record(article) | {"title": article.headline}
    return [_not_a_formula(record[column] or "") for column in COLUMNS]


def _record(article: Article) -> dict[str, str | None]:
    return asdict(article) | {"published": format_published(article.published)}


def _not_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
