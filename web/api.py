"""The JSON API, which gives programs what the pages give readers. `web.openapi` describes it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, url_for
from werkzeug.datastructures import MultiDict

from index import Article
from index.dates import format_published
from index.keywords import KEYWORDS
from search import Hit, Limits
from search import Response as Answer
from web.addresses import SEARCH
from web.caching import revalidated
from web.current_engine import current_engine
from web.marking import mark_up, plain_text
from web.openapi import describe
from web.parameters import link_parameters, read_request

AddressOf = Callable[..., str]
"""Makes a URL of the name of an endpoint and its parameters: `flask.url_for`, or `web.addresses.address_for`."""

api = Blueprint("api", __name__)


@api.get(SEARCH)
def search() -> Response:
    """The hits of a question."""
    asked = read_request(request.args)
    answer = current_engine().search(asked)
    content = answer_json(answer, request.args, current_engine().limits, url_for)
    return revalidated(jsonify(content), answer.generation, repr(asked))


@api.get("/api/suggest")
def suggest() -> Response:
    """Completions of a question that is being typed."""
    typed = read_request(request.args, without=set(request.args) - {"q"}).query
    # Asked before the suggestions: where a generation is published in between, the ETag is too old, which costs one
    # more request, and never too new, which would keep old suggestions.
    generation = current_engine().generation()
    suggestions = [asdict(suggestion) for suggestion in current_engine().suggest(typed)]
    return revalidated(jsonify(query=typed, suggestions=suggestions), generation, "suggest", typed)


@api.get("/api/articles/<article_id:id>")
def article(id: str) -> Response:
    """One article."""
    generation = current_engine().generation()
    found = current_engine().article(id)
    if found is None:
        abort(404, "There is no article with this id.")
    return revalidated(jsonify(article_json(found)), generation, id)


@api.get("/api/openapi.json")
def openapi() -> Response:
    """The description of this API in OpenAPI."""
    return jsonify(describe(request.root_path, current_engine().limits))


@api.get("/healthz")
def healthz() -> Response:
    """Whether there is an index that can be searched; without one the response is 503."""
    holdings = current_engine().holdings()
    return jsonify(status="ok", generation=holdings.generation, articles=holdings.articles)


def answer_json(
    answer: Answer, arguments: "MultiDict[str, str]", limits: Limits, address_of: AddressOf
) -> dict[str, Any]:
    """The object of `GET /api/search`, which `opslag search --json` prints, too.

    `arguments` are the parameters of the request, `limits` those of the engine; `address_of` makes the URLs.
    """
    asked = answer.request

    def page_link(page: int) -> str:
        return address_of("api.search", **link_parameters(asked, arguments, page=page))

    has_next = asked.page * asked.size < answer.total and asked.page < limits.page
    return {
        "query": asked.query,
        "total": answer.total,
        "page": asked.page,
        "size": asked.size,
        "took_ms": round(answer.took * 1000, 1),
        "relaxed": answer.relaxed,
        "corrected": answer.corrected,
        "suggestion": answer.suggestion,
        "hits": [_hit_json(hit, asked.explain, address_of) for hit in answer.hits],
        "partial": [_hit_json(hit, asked.explain, address_of) for hit in answer.partial],
        "facets": {name: [asdict(value) for value in values] for name, values in answer.facets.items()},
        "next": page_link(asked.page + 1) if has_next else None,
        "previous": page_link(asked.page - 1) if asked.page > 1 else None,
    }


def article_json(found: Article) -> dict[str, Any]:
    """The object of `GET /api/articles/ID`."""
    return {"id": found.id, "title": found.headline, "body": found.body, **_metadata(found, url_for)}


def _hit_json(hit: Hit, explain: bool, address_of: AddressOf) -> dict[str, Any]:
    return {
        "id": hit.article.id,
        "score": hit.score,
        "title": plain_text(hit.title),
        "title_html": mark_up(hit.title),
        "snippet": plain_text(hit.snippet),
        "snippet_html": mark_up(hit.snippet),
        "missing": list(hit.missing),
        **_metadata(hit.article, address_of),
        **({"why": [asdict(reason) for reason in hit.why]} if explain else {}),
    }


def _metadata(found: Article, address_of: AddressOf) -> dict[str, Any]:
    return {
        **{field.name: getattr(found, field.name) or None for field in KEYWORDS},
        "published": format_published(found.published),
        "url": found.url or None,
        "href": address_of("pages.article", id=found.id),
    }
