"""When the hits were published: how many in each year, month or day from the first to the last."""

from collections import Counter
from collections.abc import Iterable
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


def timeline(days: Iterable[int]) -> tuple[Bar, ...]:
    """The bars over `days`, the proleptic Gregorian ordinals of the hits' days, without gaps; empty without days.

    >>> from datetime import date
    >>> [(bar.first, bar.count) for bar in timeline(date(2018, month, 1).toordinal() for month in (1, 1, 4, 12))][:4]
    [('2018-01', 2), ('2018-02', 0), ('2018-03', 0), ('2018-04', 1)]
    """
    counts = Counter(days)
    if not counts:
        return ()
    first, last = date.fromordinal(min(counts)), date.fromordinal(max(counts))
    if (last - first).days < MOST_BARS:
        every = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        return tuple(Bar(day.isoformat(), day.isoformat(), counts[day.toordinal()]) for day in every)
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if len(months) <= MOST_BARS:
        by_month = Counter[int]()
        for ordinal, count in counts.items():
            day = date.fromordinal(ordinal)
            by_month[12 * day.year + day.month - 1] += count
        names = {month: f"{month // 12:04}-{month % 12 + 1:02}" for month in months}
        return tuple(Bar(name, name, by_month[month]) for month, name in names.items())
    return _by_years(counts, first.year, last.year)


def _by_years(counts: Counter[int], first: int, last: int) -> tuple[Bar, ...]:
    step = next((step for step in _YEARS if last // step - first // step < MOST_BARS), _YEARS[-1])
    by_years = Counter[int]()
    for ordinal, count in counts.items():
        by_years[date.fromordinal(ordinal).year // step] += count
    spans = [(number * step, (number + 1) * step - 1) for number in range(first // step, last // step + 1)]
    return tuple(Bar(f"{max(a, _FIRST_YEAR):04}", f"{b:04}", by_years[a // step]) for a, b in spans)
