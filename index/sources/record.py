"""Make an article of a record with eight keys, and check each of them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from index.article import Article, make_id, signed_source
from index.dates import parse_published

MAX_RECORD_BYTES = 10 * 1024 * 1024
"""The largest size, in bytes, of a line of JSON Lines, and of a text file."""

MAX_ID_LENGTH = 512
"""The most characters in an id."""

MAX_MARKS = 100
"""The most combining marks in a row. NFC sorts them, in time that grows with the square of their number, so a hostile
text could keep an indexer busy."""

_MARKS = re.compile(r"[^\w\s!-~]++")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected article: the file, the line in it (None for the whole file), and the reason."""

    origin: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        name = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in str(self.origin))
        return f"{name}: {self.reason}" if self.line is None else f"{name}:{self.line}: {self.reason}"


def to_article(record: Mapping[str, Any]) -> Article:
    """The article in a record with the keys `id, title, body, published, source, section, byline, url`.

    Only `body` is required. None and blank strings count as absent, other keys are ignored. Raises ValueError, whose
    message names the key, where a value is not valid.
    """
    title, body = _text(record, "title"), _text(record, "body")
    if not body:
        raise ValueError("body is empty or missing")
    published = _text(record, "published")
    return Article(
        id=_id(record) or make_id(title, body),
        title=title,
        body=body,
        published=_moment(published) if published else None,
        source=_text(record, "source") or signed_source(body),
        section=_text(record, "section"),
        byline=_text(record, "byline"),
        url=_text(record, "url"),
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    if "\0" in value:
        raise ValueError(f"{key} has a NUL character")
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError(f"{key} has half a surrogate pair") from None
        if _has_heaped_marks(value):
            raise ValueError(f"{key} has more than {MAX_MARKS} combining marks in a row")
    return value if value.strip() else ""


def _has_heaped_marks(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text) and any(
        sum(map(bool, map(unicodedata.combining, run))) > MAX_MARKS for run in _MARKS.findall(text)
    )


def _id(record: Mapping[str, Any]) -> str:
    value = _text(record, "id")
    if len(value) > MAX_ID_LENGTH:
        raise ValueError(f"id has {len(value)} characters, {MAX_ID_LENGTH} at most are allowed")
    if not value.isprintable():
        raise ValueError("id has a character that cannot be printed")
    if not {".", ".."}.isdisjoint(value.split("/")):
        raise ValueError("id has a path segment '.' or '..'")
    return value


def _moment(published: str) -> datetime:
    try:
        return parse_published(published.strip())
    except ValueError as error:
        raise ValueError(f"published: {error}") from None
