"""Hits counted by date: how many there are in each year, or in each bar of a timeline.

Segments keep the newest article first, so that the hits since any moment are counted by binary search.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.arrays import Array
from index.columnar import dates_end
from index.dates import DANISH_TIME, UNDATED, from_microseconds, parse_period, to_microseconds
from search.columnar.hits import Hits
from search.timeline import Bar, bar_ranges

DateSpan = tuple[int, int]
"""The first and the last moment of some articles, in microseconds since 1970 in UTC."""


def span(hits: Hits) -> DateSpan | None:
    """The oldest and the newest date among `hits`; None where none of them has a date."""
    ends = []
    for part in hits:
        dates = part.leaf.file.dates
        if dated := int(part.documents.searchsorted(dates_end(dates))):
            ends += [int(dates[part.documents[dated - 1]]), int(dates[part.documents[0]])]
    return (min(ends), max(ends)) if ends else None


def years(hits: Hits) -> dict[str, int]:
    """How many of `hits` were published in each year, in Danish time; years without a hit are left out."""
    ends = span(hits)
    if ends is None:
        return {}
    first, last = (moment.astimezone(DANISH_TIME).year for end in ends if (moment := from_microseconds(end)))
    listed = [f"{year:04}" for year in range(first, last + 1)]
    return {year: count for year, count in zip(listed, _between(hits, listed), strict=True) if count}


def timeline(hits: Hits) -> tuple[Bar, ...]:
    """The bars from the oldest to the newest of `hits`, empty bars included; none where no hit has a date."""
    ends = span(hits)
    if ends is None:
        return ()
    first, last = (moment.astimezone(DANISH_TIME).date() for end in ends if (moment := from_microseconds(end)))
    bars = bar_ranges(first, last)
    counts = _between(hits, [start for start, _ in bars])
    return tuple(Bar(start, end, count) for (start, end), count in zip(bars, counts, strict=True))


def _between(hits: Hits, starts: Sequence[str]) -> list[int]:
    """How many of `hits` have a date from each of `starts` (years, months or days) until the next one begins. The first
    count includes all earlier dates, the last one all later dates."""
    counts: list[int] = (-np.diff(_since(hits, [-UNDATED, *map(_first_moment, starts[1:]), UNDATED]))).tolist()
    return counts


def _since(hits: Hits, moments: Sequence[int]) -> Array:
    """How many of `hits` have a date at or after each of `moments`, in microseconds since 1970 in UTC."""
    total = np.zeros(len(moments), np.int64)
    for part in hits:
        dates = part.leaf.file.dates
        dated = dates[: dates_end(dates)][::-1]  # Binary search needs them ascending.
        total += part.documents.searchsorted(len(dated) - dated.searchsorted(np.array(moments, np.int64)))
    return total


@lru_cache(maxsize=4096)
def _first_moment(text: str) -> int:
    """When the year, month or day `text` begins, in microseconds since 1970 in UTC."""
    start = parse_period(text).start
    assert start is not None
    return to_microseconds(start)
