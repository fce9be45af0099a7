"""Whether two answers to a question are the same, but for what has to differ and what is new."""

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

from tests.answers.asking import Answer, Question
from tests.answers.saving import Saved

TOLERANCE = 1e-9
"""By what share numbers may differ."""

VARYING = frozenset(("took_ms", "generation", "etag"))
"""What differs from one index or run to the next."""

NEW = "byline"
"""The facet, and the parameter of links, that one side alone has."""

SHOWN, LEAD_IN = 120, 30
"""Characters that are shown of a text that differs, and how many of them before it does."""


def differences(before: Saved, after: Saved) -> Mapping[Question, str]:
    """Where answers differ first, by question; a question that is asked on one side alone differs too."""
    found: dict[Question, str] = {}
    for question in [*before, *(question for question in after if question not in before)]:
        where = _between(before.get(question), after.get(question))
        if where:
            found[question] = where
    return found


def told(question: Question, where: str) -> str:
    """A difference in two lines."""
    return f"{question.index}, {question.kind}: {unquote_plus(question.address)[:SHOWN]}\n    {where}"


def _between(before: Answer | None, after: Answer | None) -> str:
    if before is None or after is None:
        return f"asked {'after' if before is None else 'before'} alone"
    if before.status != after.status:
        return f"status: {before.status} before, {after.status} after"
    return _first(before.content, after.content, "")


def _first(before: Any, after: Any, place: str) -> str:
    """Where two values differ first; empty where they are the same."""
    match before, after:
        case dict(), dict():
            return _first_key(_comparable(before, place), _comparable(after, place), place)
        case list(), list():
            pairs = enumerate(zip(before, after, strict=False))
            inside = next(filter(None, (_first(a, b, f"{place}[{at}]") for at, (a, b) in pairs)), "")
            lengths = "" if len(before) == len(after) else f"{place}: {len(before)} before, {len(after)} after"
            return inside or lengths
        case float(), float():
            same = math.isclose(before, after, rel_tol=TOLERANCE)
        case str(), str():
            same = _without_new(before) == _without_new(after)
        case _:
            same = type(before) is type(after) and before == after
    return "" if same else f"{place}: {_told(before, after)}"


def _first_key(before: Mapping[str, Any], after: Mapping[str, Any], place: str) -> str:
    """As `_first`, of two objects."""
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in before or key not in after:
            return f"{place}.{key}: {'before' if key in before else 'after'} alone"
        if where := _first(before[key], after[key], f"{place}.{key}"):
            return where
    return ""


def _comparable(values: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """An object without what may differ."""
    return {
        key: value for key, value in values.items() if key not in VARYING and not (place == ".facets" and key == NEW)
    }


def _without_new(text: str) -> str:
    """An address without the parameter that is new; another text as it is."""
    address, mark, parameters = text.partition("?")
    if not mark or not address.startswith("/"):
        return text
    kept = [parameter for parameter in parameters.split("&") if parameter.partition("=")[0] != NEW]
    return f"{address}?{'&'.join(kept)}" if kept else address


def _told(before: Any, after: Any) -> str:
    """Two values that differ, texts from a little before the place where they do."""
    one, other = str(before), str(after)
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, same - LEAD_IN)
    said = (f"{'…' if start else ''}{text[start : start + SHOWN]}" for text in (one, other))
    return "{!r} before, {!r} after".format(*said)
