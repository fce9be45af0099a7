"""Follow a question from other programs: feeds of the newest hits (Atom, JSON Feed), and the OpenSearch description
with which a browser adds Opslag to its search engines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from index.dates import format_published
from search import Hit
from web.caching import revalidated
from web.current_engine import current_engine
from web.marking import plain_text
from web.parameters import link_parameters, read_request

ENTRIES = 50
"""Articles in a feed; fewer where the engine's limit `size` is lower."""

NAME = "Opslag"
"""The publisher of a feed, and the author of an entry whose article has neither byline nor source."""

# All characters but those of production 2 of XML 1.0; they cannot be escaped either.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

feeds = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed.

    `url` is the address of its page, by which feed readers recognise it. Where the article has no date or section,
    `published` is None and `section` is empty.
    """

    url: str
    title: str
    summary: str
    author: str
    section: str
    published: str | None

    @classmethod
    def of(cls, hit: Hit) -> "Entry":
        """The entry of a hit. Its URL has the host of the current request."""
        article = hit.article
        return cls(
            url=url_for("pages.article", id=article.id, _external=True),
            title=plain_text(hit.title),
            summary=plain_text(hit.snippet),
            author=article.byline or article.source or NAME,
            section=article.section,
            published=format_published(article.published),
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest hits of a question: `address` is the URL of the feed, `page` that of the page with the same hits,
    `generation` the name of the generation that was searched."""

    title: str
    address: str
    page: str
    generation: str
    entries: tuple[Entry, ...]


@feeds.get("/soeg.atom")
def atom() -> Response:
    """The newest hits of a question as Atom (RFC 4287)."""
    feed = _read_feed("feeds.atom")
    response = _xml("feed.xml", "application/atom+xml", {"feed": feed, "name": NAME})
    return revalidated(response, feed.generation, feed.address)


@feeds.get("/soeg.json")
def json_feed() -> Response:
    """The newest hits of a question as JSON Feed (https://jsonfeed.org/version/1.1)."""
    feed = _read_feed("feeds.json_feed")
    response = jsonify(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        home_page_url=feed.page,
        feed_url=feed.address,
        language="da",
        items=[_item(entry) for entry in feed.entries],
    )
    response.mimetype = "application/feed+json"
    return revalidated(response, feed.generation, feed.address)


@feeds.get("/opensearch.xml")
def opensearch() -> Response:
    """The description of the search for browsers (https://github.com/dewitt/opensearch)."""
    return _xml("opensearch.xml", "application/opensearchdescription+xml", {"name": NAME})


def _read_feed(endpoint: str) -> Feed:
    """The feed of the current request, whose endpoint is `endpoint`. Raises BadParameter, QueryError, BudgetExceeded,
    and NoIndex or DamagedIndex."""
    engine = current_engine()
    asked = read_request(request.args, without=("page", "size", "sort"))
    asked = replace(asked, sort="newest", size=min(ENTRIES, engine.limits.size))
    answer = engine.search(asked)
    question = asked.query.strip()
    same = link_parameters(asked, request.args, size=10, sort="relevance")
    return Feed(
        title=f"{NAME}: {question or 'nyeste artikler'}",
        address=url_for(endpoint, _external=True, **same),
        page=url_for("pages.search", _external=True, **same, sort="newest"),
        generation=answer.generation,
        entries=tuple(map(Entry.of, answer.hits)),
    )


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,  # JSON Feed requires content.
        "summary": entry.summary,
        "date_published": entry.published,
        "authors": [{"name": entry.author}],
        "tags": [entry.section] if entry.section else None,
    }
    return {key: value for key, value in item.items() if value is not None}


def _xml(template: str, mimetype: str, values: Mapping[str, Any]) -> Response:
    return Response(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", render_template(template, **values)), mimetype=mimetype)
