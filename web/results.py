"""What the results page shows beside the hits: filter chips, the timeline, links to other pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from index.dates import DANISH_TIME
from search import Bar, Request
from web.danish import danish_period

Link = Callable[..., dict[str, Any]]
"""Makes the parameters of a link to the same question with some of them changed, as `parameters.link_parameters`."""

SMALLEST_BAR = 3
"""The least height of a bar that has hits, in per cent of the highest bar, so that it can be seen."""

PERIODS = (("uge", 7), ("måned", 30), ("år", 365))
"""The periods that are offered, each ending today: name and days."""

PAGES_AROUND = 2
"""Page numbers that are listed on either side of the current page."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the parameters of a link that removes it."""

    text: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A bar of the timeline.

    `place` counts from the left, from 0. `first` and `last` are the period as the parameters `from` and `to` have it,
    `text` is the period in Danish. `height` is in per cent of the highest bar.
    """

    place: int
    first: str
    last: str
    text: str
    count: int
    height: int


def chips(asked: Request, since: str, until: str, link: Link) -> list[Chip]:
    """The filters in force. `since` and `until` are the dates as they were typed."""
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
    """The name and first day (`YYYY-MM-DD`, in Danish time) of each of `PERIODS`."""
    today = datetime.now(DANISH_TIME).date()
    return [(name, (today - timedelta(days=days)).isoformat()) for name, days in PERIODS]


def timeline_bars(bars: Sequence[Bar]) -> list[TimelineBar]:
    """The bars of a timeline with their Danish texts and their heights."""
    highest = max((bar.count for bar in bars), default=0)

    def height(count: int) -> int:
        return max(SMALLEST_BAR, round(100 * count / highest)) if count else 0

    def text(bar: Bar) -> str:
        return danish_period(bar.first) if bar.first == bar.last else f"{int(bar.first)}–{int(bar.last)}"

    return [
        TimelineBar(at, bar.first, bar.last, text(bar), bar.count, height(bar.count)) for at, bar in enumerate(bars)
    ]


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The page numbers to list: the first, the last and those around `page`; None stands for a gap.

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
