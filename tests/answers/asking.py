"""Asking an index over HTTP, and what is kept of each answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zlib import crc32

from flask.testing import FlaskClient

from web import create_app

SECONDS = 60.0
"""The limit on the time of a question: whether a machine is busy is no answer."""

STEPS = 3
"""So many articles are opened on the way from hit to hit."""

SHOWN = 60
"""Characters that are kept of a line of a file; of all of it, a checksum is."""


@dataclass(frozen=True, slots=True)
class Question:
    """An address that is asked of the index of a name; `kind` says what it is like."""

    index: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer, and what is kept of it."""

    status: int
    content: Any


def client(index: Path) -> FlaskClient:
    """A client of the application over an index."""
    limits = create_app({"INDEX": str(index)}).config["LIMITS"]
    return create_app({"INDEX": str(index), "LIMITS": replace(limits, seconds=SECONDS)}).test_client()


def held(index: Path) -> list[dict[str, Any]]:
    """The articles of an index, as records: the newest and the oldest, as many as an export may have."""
    reader = client(index)
    exports = (reader.get(f"/soeg.jsonl?sort={sort}", buffered=True).text for sort in ("newest", "oldest"))
    lines = dict.fromkeys(line for export in exports for line in export.split("\n") if line)
    return [json.loads(line) for line in lines]


def ask(reader: FlaskClient, address: str) -> Answer:
    """The answer at `address`: JSON as it is, of an article its marks and the way to the hits beside it, of a file its
    lines, shortened."""
    response = reader.get(address, buffered=True)
    content: Any
    if response.is_json:
        content = response.get_json()
    elif response.mimetype == "text/html" and response.status_code == 200:
        content = list(_walk(reader, address))
    else:
        content = [f"{line[:SHOWN]} #{crc32(line.encode()):08x}" for line in response.text.split("\n")]
    return Answer(response.status_code, content)


def _walk(reader: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    """The pages of articles from `address` on, each with its marks, and the addresses of those beside it."""
    for _ in range(STEPS):
        page = _Page()
        page.feed(reader.get(address).text)
        page.close()
        yield {"marks": page.marks, **page.ways}
        if "next" not in page.ways:
            return
        address = page.ways["next"]


class _Page(HTMLParser):
    """What a page marks, and where it leads by links of a relation."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.ways: dict[str, str] = {}
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._in_mark = tag == "mark"
        if tag == "a" and (relation := attributes.get("rel")) in ("prev", "next"):
            self.ways[str(relation)] = attributes.get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marks.append(data)
        self._in_mark = False
