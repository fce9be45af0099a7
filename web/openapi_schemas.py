"""The schemas of the objects that the API answers with, for its description in OpenAPI."""

from typing import Any, get_args

from index.keywords import KEYWORDS
from search import FACETS, Limits, MatchedAs

TEXT = {"type": "string"}
NULLABLE_TEXT = {"type": ["string", "null"]}
WHOLE_NUMBER = {"type": "integer", "minimum": 0}

METADATA = {
    **{field.name: NULLABLE_TEXT for field in KEYWORDS},
    "published": NULLABLE_TEXT,
    "url": NULLABLE_TEXT,
    "href": TEXT,
}
"""What hits and articles say of an article, beside its id and texts."""


def schemas(limits: Limits) -> dict[str, Any]:
    """All schemas by name, with the limits of the engine that answers."""
    return {
        "Hit": _hit(),
        "Answer": _answer(limits),
        "Suggestions": _object(
            {
                "query": TEXT,
                "suggestions": {
                    "type": "array",
                    "items": _object({"text": TEXT, "articles": WHOLE_NUMBER}),
                    "description": "Questions that begin as the one that was typed, with the number of articles that "
                    "have the word or phrase that completes it.",
                },
            }
        ),
        "Article": _object({"id": TEXT, "title": TEXT, "body": TEXT, **METADATA}),
        "Health": _object({"status": TEXT, "generation": TEXT, "articles": WHOLE_NUMBER}),
        "Problem": _object({"type": TEXT, "title": TEXT, "status": WHOLE_NUMBER, "detail": TEXT}),
    }


def _hit() -> dict[str, Any]:
    reason = {
        "word": {**TEXT, "description": "The word of the question, as typed or corrected."},
        "matched_as": {**TEXT, "enum": list(get_args(MatchedAs)), "description": "As what the article has it."},
        "matched": {"type": "array", "items": TEXT, "description": "Words of the article, as they are written."},
        "score": {"type": "number", "description": "What that adds to the score."},
        "share": {"type": "number", "description": "The share of the score that it is."},
    }
    hit = {
        "id": TEXT,
        "score": {"type": "number"},
        "title": TEXT,
        "title_html": TEXT,
        "snippet": TEXT,
        "snippet_html": TEXT,
        "missing": {"type": "array", "items": TEXT, "description": "Words, as typed, that the article lacks."},
        **METADATA,
        "why": {
            "type": "array",
            "items": _object(reason),
            "description": "Where the score comes from, what adds most first; only with `explain`.",
        },
    }
    return _object(hit, optional=("why",))


def _answer(limits: Limits) -> dict[str, Any]:
    hits = {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}, "maxItems": limits.size}
    facet = {"type": "array", "items": _object({"value": TEXT, "count": WHOLE_NUMBER})}
    answer = {
        "query": TEXT,
        "total": WHOLE_NUMBER,
        "page": WHOLE_NUMBER,
        "size": WHOLE_NUMBER,
        "took_ms": {"type": "number"},
        "relaxed": {"type": "boolean", "description": "No article holds every word: the hits hold some."},
        "corrected": {
            **NULLABLE_TEXT,
            "description": "The question that is answered, where words of `query` stand nowhere and were taken for "
            "misspelled.",
        },
        "suggestion": {
            **NULLABLE_TEXT,
            "description": "A question to offer, where words of the one that is answered stand nowhere and may be "
            "misspelled.",
        },
        "hits": hits,
        "partial": {**hits, "description": "Where hits are few: the best articles that lack a word."},
        "facets": _object(dict.fromkeys(FACETS, facet)),
        "next": NULLABLE_TEXT,
        "previous": NULLABLE_TEXT,
    }
    return _object(answer)


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
