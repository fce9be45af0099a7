"""The JSON API: the same answers as the pages, for programs."""

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
from web.current import current_engine
from web.marking import mark_up, plain_text
from web.openapi import describe
from web.parameters import link_parameters, read_request

Address = Callable[..., str]
"""Makes the address of an endpoint with some parameters."""

api = Blueprint("api", __name__)


@api.get(SEARCH)
def search() -> Response:
    """The hits of a question."""
    asked = read_request(request.args)
    answer = current_engine().search(asked)
    told = answer_json(answer, request.args, current_engine().limits, url_for)
    return revalidated(jsonify(told), answer.generation, repr(asked))


@api.get("/api/suggest")
def suggest() -> Response:
    """What completes a question that is being typed."""
    typed = read_request(request.args, without=set(request.args) - {"q"}).query
    generation = current_engine().generation()  # asked first: of a newer generation the ETag is at worst too old
    offered = [asdict(suggestion) for suggestion in current_engine().suggest(typed)]
    return revalidated(jsonify(query=typed, suggestions=offered), generation, "suggest", typed)


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
    """What this API is."""
    return jsonify(describe(request.root_path, current_engine().limits))


@api.get("/healthz")
def healthz() -> Response:
    """Whether there is an index to ask."""
    holdings = current_engine().holdings()
    return jsonify(status="ok", generation=holdings.generation, articles=holdings.articles)


def answer_json(answer: Answer, arguments: "MultiDict[str, str]", limits: Limits, address: Address) -> dict[str, Any]:
    """The object of `GET /api/search`, which `opslag search --json` prints too. `arguments` are the parameters that
    were asked with, `limits` those of the engine; `address` makes the addresses in it, of an endpoint and its
    parameters."""
    asked = answer.request

    def page_link(page: int) -> str:
        return address("api.search", **link_parameters(asked, arguments, page=page))

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
        "hits": [_hit_json(hit, asked.explain, address) for hit in answer.hits],
        "partial": [_hit_json(hit, asked.explain, address) for hit in answer.partial],
        "facets": {name: [asdict(value) for value in values] for name, values in answer.facets.items()},
        "next": page_link(asked.page + 1) if has_next else None,
        "previous": page_link(asked.page - 1) if asked.page > 1 else None,
    }


def article_json(found: Article) -> dict[str, Any]:
    """The object of `GET /api/articles/ID`."""
    return {"id": found.id, "title": found.headline, "body": found.body, **_about(found, url_for)}


def _hit_json(hit: Hit, explain: bool, address: Address) -> dict[str, Any]:
    return {
        "id": hit.article.id,
        "score": hit.score,
        "title": plain_text(hit.title),
        "title_html": mark_up(hit.title),
        "snippet": plain_text(hit.snippet),
        "snippet_html": mark_up(hit.snippet),
        "missing": list(hit.missing),
        **_about(hit.article, address),
        **({"why": [asdict(reason) for reason in hit.why]} if explain else {}),
    }


def _about(found: Article, address: Address) -> dict[str, Any]:
    return {
        **{field.name: getattr(found, field.name) or None for field in KEYWORDS},
        "published": format_published(found.published) if found.published else None,
        "url": found.url or None,
        "href": address("pages.article", id=found.id),
    }
