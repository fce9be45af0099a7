"""Asking an engine in one line."""

from dataclasses import replace
from typing import Any

from search import DEFAULT_LIMITS, Engine, Hit, Limits, Request, Response


def patient(limits: Limits = DEFAULT_LIMITS) -> Limits:
    """Limits with a minute for a question, where they have the usual time: what a test sees does not hang on how busy
    the machine is."""
    return replace(limits, seconds=60.0) if limits.seconds == DEFAULT_LIMITS.seconds else limits


def ask(engine: Engine, question: str = "", **options: Any) -> Response:
    """The answer to a question, on one page unless `size` says otherwise."""
    return engine.search(Request(question, **{"size": 50, **options}))


def ids(hits: tuple[Hit, ...]) -> list[str]:
    """The ids of hits, in order."""
    return [hit.article.id for hit in hits]


def hits(engine: Engine, question: str = "", **options: Any) -> list[str]:
    """The ids of what answers a question, in order."""
    return ids(ask(engine, question, **options).hits)
