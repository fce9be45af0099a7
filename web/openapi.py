"""The description of the API in OpenAPI 3.1, with the limits of the engine that answers: its operations and parameters.

`web.openapi_schemas` has the objects in the answers.
"""

from typing import Any

from index.keywords import KEYWORDS
from search import SORTS, Limits
from web.openapi_schemas import schemas

_DATE = {"type": "string", "pattern": "^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"}
_SWITCH = {"type": "string", "enum": ["0", "1", "true", "false"]}


def describe(prefix: str, limits: Limits) -> dict[str, Any]:
    """The OpenAPI document; `prefix` is the path at which the application is mounted, empty for the root."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Opslag",
            "version": "1",
            "description": "Full-text search in Danish news.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": prefix or "/"}],
        "paths": {
            "/api/search": {"get": _search(limits)},
            "/api/suggest": {"get": _suggest(limits)},
            "/api/articles/{id}": {"get": _article()},
            "/api/openapi.json": {"get": _operation("describe", "This description.", {"type": "object"})},
            "/healthz": {
                "get": _operation(
                    "health",
                    "Whether there is an index to ask.",
                    {"$ref": "#/components/schemas/Health"},
                    unavailable=True,
                )
            },
        },
        "components": {"schemas": schemas(limits)},
    }


def _search(limits: Limits) -> dict[str, Any]:
    parameters = [
        _parameter(
            "q",
            {"type": "string", "maxLength": limits.characters},
            "The question; none or an empty one asks for all articles, the newest first. It may have "
            f"{limits.words} words and operators and {limits.nesting} parentheses inside one another; a prefix (ord*) "
            f"needs {limits.prefix} letters.",
        ),
        _parameter(
            "page", {"type": "integer", "minimum": 1, "maximum": limits.page, "default": 1}, "Which page of the hits."
        ),
        _parameter("size", {"type": "integer", "minimum": 1, "maximum": limits.size, "default": 10}, "Hits on a page."),
        _parameter("sort", {"type": "string", "enum": list(SORTS), "default": "relevance"}, "The order of the hits."),
        *(_several(field.name, f"Values of {field.english}, of which a hit has one", limits) for field in KEYWORDS),
        _parameter("from", _DATE, "The first year, month or day (YYYY[-MM[-DD]])."),
        _parameter("to", _DATE, "The last year, month or day (YYYY[-MM[-DD]])."),
        _parameter("exact", _SWITCH, "Take the question as typed: nothing is relaxed or corrected."),
        _parameter("explain", _SWITCH, "Add `why` to each hit: where its score comes from."),
    ]
    return _operation(
        "search",
        "Ask a question.",
        {"$ref": "#/components/schemas/Answer"},
        parameters,
        refused=True,
        unavailable=True,
        cached=True,
    )


def _suggest(limits: Limits) -> dict[str, Any]:
    return _operation(
        "suggest",
        "Complete a question that is being typed.",
        {"$ref": "#/components/schemas/Suggestions"},
        [_parameter("q", {"type": "string", "maxLength": limits.characters}, "What has been typed.")],
        refused=True,
        unavailable=True,
        cached=True,
    )


def _article() -> dict[str, Any]:
    id_parameter = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "description": "The article's id, percent-encoded.",
    }
    operation = _operation(
        "article",
        "One article.",
        {"$ref": "#/components/schemas/Article"},
        [id_parameter],
        unavailable=True,
        cached=True,
    )
    operation["responses"]["404"] = _problem("There is no such article.")
    return operation


def _operation(
    name: str,
    summary: str,
    schema: dict[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    *,
    refused: bool = False,
    unavailable: bool = False,
    cached: bool = False,
) -> dict[str, Any]:
    responses: dict[str, Any] = {
        "200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}
    }
    if cached:
        responses["200"]["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "Changes with the index."}}
        responses["304"] = {"description": "Nothing has changed since the ETag in If-None-Match."}
    if refused:
        responses["400"] = _problem("A parameter cannot be read, or a limit is exceeded; the detail names it.")
        responses["414"] = {
            "description": "The address is longer than the server reads (under opslag serve 8,190 bytes)."
        }
    if unavailable:
        responses["503"] = _problem(
            "There is no index to ask, or the question took too long; Retry-After says when to try again."
        )
    return {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": responses}


def _parameter(name: str, schema: dict[str, Any], description: str, **more: Any) -> dict[str, Any]:
    if schema["type"] == "integer" or "enum" in schema:
        more["allowEmptyValue"] = True  # An empty value counts as absent.
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description, **more}


def _several(name: str, description: str, limits: Limits) -> dict[str, Any]:
    # Not as `maxItems`: empty and repeated values do not count.
    description = f"{description}; may be repeated, with at most {limits.filters} different values."
    return _parameter(name, {"type": "array", "items": {"type": "string"}}, description, explode=True)


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
