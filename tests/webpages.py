"""The application over articles of a test's own, and its pages as a browser sees them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient

from index import Store, rebuild
from search import DEFAULT_LIMITS
from tests.asking import patient
from web import create_app

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""What the design puts on every response."""

MANY = 1100
"""So many articles that the engine looks at the clock while it answers."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def make_index(folder: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """An index of records in `folder`, or a new generation of the one that is there."""
    source = folder / "articles.jsonl"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    rebuild([source], Store(folder / "index"))
    return folder / "index"


@contextmanager
def browsing(index: Path, **config: Any) -> Iterator[FlaskClient]:
    """A client of the application over an index; what is named is its configuration."""
    limits = patient(config.pop("LIMITS", DEFAULT_LIMITS))
    app = create_app({"INDEX": str(index), "LIMITS": limits, **config})
    try:
        yield app.test_client()
    finally:
        app.extensions["engine"].close()


@dataclass
class Element:
    """An element of a page; `text` is all text in it."""

    tag: str
    attributes: dict[str, str | None]
    parents: Sequence["Element"]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name] or ""


@dataclass
class Page:
    """A page that was parsed strictly: each element is closed in turn."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        _Parser(self.elements).feed_all(self.html)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with a tag and attributes (`class_` stands for `class`)."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        (element,) = self.all(tag, **attributes)
        return element

    def link(self, text: str) -> str:
        """The address behind the only link with a text."""
        (link,) = [element for element in self.all("a") if element.text == text]
        return link["href"]

    def submit(self, choose: Mapping[str, str | list[str]] | None = None) -> str:
        """The address that the page's form leads to; `choose` fills fields, for checkboxes with the list of values
        that are ticked."""
        form = self.one("form")
        assert form["method"] == "get"
        names = [e.attributes.get("name") for e in self.elements if e.tag in ("input", "select")]
        assert set(choose or {}) <= set(names)
        fields: list[tuple[str, str]] = []
        for element in self.elements:
            if element.tag not in ("input", "select"):
                continue
            assert form in element.parents or element["form"] == form["id"]
            name = element["name"]
            chosen = (choose or {}).get(name)
            if element.attributes.get("type") == "checkbox":
                ticked = "checked" in element.attributes if chosen is None else element["value"] in chosen
                fields += [(name, element["value"])] if ticked else []
            else:
                value = self._option(element) if element.tag == "select" else element.attributes.get("value") or ""
                fields.append((name, value if chosen is None else str(chosen)))
        return f"{form['action']}?{urlencode(fields)}"

    def _option(self, select: Element) -> str:
        options = [e for e in self.all("option") if select in e.parents]
        return next((e["value"] for e in options if "selected" in e.attributes), options[0]["value"])


def open_page(reader: FlaskClient, address: str, status: int = 200) -> Page:
    """The page at an address, which must be a sound one."""
    response = reader.get(address)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    return Page(response.text)


class _Parser(HTMLParser):
    def __init__(self, elements: list[Element]) -> None:
        super().__init__(convert_charrefs=True)
        self._elements = elements
        self._open: list[Element] = []

    def feed_all(self, html: str) -> None:
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {self._open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {self.get_starttag_text()}"
        element = Element(tag, dict(attrs), tuple(self._open))
        self._elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert [element.tag for element in self._open[-1:]] == [tag], f"</{tag}> closes something else"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
