"""What a page of results shows beside the hits: what it is narrowed to, its timeline, its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from index.dates import DANISH_TIME
from search import Bar, Request
from web.danish import danish_period

Link = Callable[..., dict[str, Any]]
"""The parameters of a link to the same question, with changes."""

SMALLEST_BAR = 3
"""Height, in hundredths of the highest, of a bar with any hits at all: it has to be seen."""

PERIODS = (("uge", 7), ("måned", 30), ("år", 365))
"""Periods that end today, by their days."""

PAGES_AROUND = 2
"""Pages that are listed before and after the one that is shown."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the answer is narrowed to, and the parameters of a link without it."""

    text: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar of the timeline: its place from the left, the stretch of time as it is asked for and as it is told, and the
    height in hundredths of the highest."""

    place: int
    first: str
    last: str
    text: str
    count: int
    height: int


def chips(asked: Request, since: str, until: str, link: Link) -> list[Chip]:
    """The filters in force; `since` and `until` are as they were typed."""
    found = [
        Chip(value, link(**{name: tuple(other for other in values if other != value)}))
        for name, values in asked.keywords.items()
        for value in values
    ]
    if since and since == until:
        return [*found, Chip(danish_period(since), link(**{"from": "", "to": ""}))]
    found += [Chip(f"fra {danish_period(since)}", link(**{"from": ""}))] if since else []
    found += [Chip(f"til {danish_period(until)}", link(to=""))] if until else []
    return found


def periods() -> list[tuple[str, str]]:
    """The name and the first day (`YYYY-MM-DD`) of each period that ends today."""
    today = datetime.now(DANISH_TIME).date()
    return [(name, (today - timedelta(days=days)).isoformat()) for name, days in PERIODS]


def drawn(bars: Sequence[Bar]) -> list[DrawnBar]:
    """The bars of a timeline as they are drawn."""
    highest = max((bar.count for bar in bars), default=0)

    def height(count: int) -> int:
        return max(SMALLEST_BAR, round(100 * count / highest)) if count else 0

    def text(bar: Bar) -> str:
        return danish_period(bar.first) if bar.first == bar.last else f"{int(bar.first)}–{int(bar.last)}"

    return [DrawnBar(at, bar.first, bar.last, text(bar), bar.count, height(bar.count)) for at, bar in enumerate(bars)]


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The pages to list: the first, the last and those around `page`; None where some are left out.

    >>> page_numbers(6, 20)
    [1, None, 4, 5, 6, 7, 8, None, 20]
    """
    around = range(page - PAGES_AROUND, page + PAGES_AROUND + 1)
    listed = [number for number in range(1, pages + 1) if number in (1, pages) or number in around]
    numbers: list[int | None] = []
    for number in listed:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers
