"""When the hits were published: how many in each year, month or day from the first to the last."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_BARS = 60
"""Stretches that a timeline has at most, about; it takes the shortest unit that keeps to it."""

_YEARS = (1, 10, 100, 1000)

_FIRST_YEAR = 2
"""Year 1 begins, in UTC, before the first moment that there is: nothing can be asked for from there on."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, month, day or round number of years, from `first` to `last`, both included, written as they are asked
    for (`YYYY[-MM[-DD]]`), and its number of hits."""

    first: str
    last: str
    count: int


def stretches(first: date, last: date) -> list[tuple[str, str]]:
    """The days, months, years or round numbers of years from one day to another: the shortest of which there are few.

    >>> stretches(date(2018, 1, 30), date(2018, 4, 2))[:2]
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
