"""The timeline of the hits: how many were published in each day, month or year (a date histogram)."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_BARS = 60
"""Bars that a timeline has at most. It is made of the shortest unit with which it has no more."""

_YEARS = (1, 10, 100, 1000)
"""The numbers of years that a bar may stand for."""

_FIRST_YEAR = 2
"""The first year that can be asked for. In Danish time, year 1 begins before the earliest date that Python has in
UTC."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, month, year, decade, century or millennium from `first` to `last`, both included and written as in a
    question (`YYYY[-MM[-DD]]`), and the number of hits in it."""

    first: str
    last: str
    count: int


def bar_ranges(first: date, last: date) -> list[tuple[str, str]]:
    """The first and last day, month or year of each bar of a timeline between two days, both included, in Danish time.

    >>> bar_ranges(date(2018, 1, 30), date(2018, 4, 2))[:2]
    [('2018-01', '2018-01'), ('2018-02', '2018-02')]
    """
    if (last - first).days < MOST_BARS:
        days = [(first + timedelta(days=step)).isoformat() for step in range((last - first).days + 1)]
        return [(day, day) for day in days]
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if len(months) <= MOST_BARS:
        names = [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
        return [(name, name) for name in names]
    step = next((step for step in _YEARS if last.year // step - first.year // step < MOST_BARS), _YEARS[-1])
    starts = range(first.year // step * step, last.year + 1, step)
    return [(f"{max(start, _FIRST_YEAR):04}", f"{start + step - 1:04}") for start in starts]
