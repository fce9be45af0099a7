"""Asking an engine in one line."""

from typing import Any

from search import Engine, Hit, Request, Response


def ask(engine: Engine, question: str = "", **options: Any) -> Response:
    """The answer to a question, on one page unless `size` says otherwise."""
    return engine.search(Request(question, **{"size": 50, **options}))


def ids(hits: tuple[Hit, ...]) -> list[str]:
    """The ids of hits, in order."""
    return [hit.article.id for hit in hits]


def hits(engine: Engine, question: str = "", **options: Any) -> list[str]:
    """The ids of what answers a question, in order."""
    return ids(ask(engine, question, **options).hits)
