"""Read the dates of articles and questions, and keep them in UTC.

A date is a time as in RFC 3339, or `YYYY`, `YYYY-MM`, `YYYY-MM-DD`. Times without an offset are Danish time, and years,
months and days begin and end in Danish time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")

UNDATED = 2**63 - 1
"""The date of an article that has none, in microseconds since 1970: the highest number that fits into 64 bits, so that
no real date equals it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<clock>\d\d:\d\d)(?P<second>:\d\d)?(?P<fraction>\.\d+)?"
    r"(?P<offset>[Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The time from `start` to before `end`, both in UTC; None where it is open."""

    start: datetime | None
    end: datetime | None


def parse_published(text: str) -> datetime:
    """The moment, in UTC, of a time or of the first moment of a year, month or day.

    >>> parse_published("2018-02-15").isoformat(), parse_published("2018-02-15T08:30:00+01:00").isoformat()
    ('2018-02-14T23:00:00+00:00', '2018-02-15T07:30:00+00:00')

    Raises ValueError, whose message quotes `text`, where it is not a date or does not exist.
    """
    match = _TIME.fullmatch(text)
    try:
        if match is None:
            return _utc(_days(text)[0])
        second = match["second"] or ":00"
        # RFC 3339 allows leap seconds, datetime does not.
        second = ":59" if second == ":60" else second
        fraction = (match["fraction"] or "")[:7]
        moment = datetime.fromisoformat(
            f"{match['day']}T{match['clock']}{second}{fraction}{(match['offset'] or '').upper()}"
        )
        moment = moment if moment.tzinfo else moment.replace(tzinfo=DANISH_TIME)
        moment.astimezone(DANISH_TIME)  # Raises where the Danish date is in the year 10000, which cannot be shown.
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is not a date that exists") from None


def format_published(moment: datetime | None) -> str | None:
    """A moment in UTC in the format of RFC 3339, in Danish time; None for None.

    `parse_published` reads the same moment from it.

    >>> format_published(datetime(2018, 2, 14, 23, 0, tzinfo=UTC))
    '2018-02-15T00:00:00+01:00'
    """
    if moment is None:
        return None
    local = moment.astimezone(DANISH_TIME)
    # Until 1894 the offset of Danish time was not in whole minutes, which RFC 3339 cannot express.
    return (moment if (local.utcoffset() or timedelta()) % timedelta(minutes=1) else local).isoformat()


def parse_period(text: str) -> Period:
    """The period of a year, month or day (`2018`, `2018-02`, `2018-02-15`).

    >>> parse_period("2018-12").end.isoformat()
    '2018-12-31T23:00:00+00:00'

    Raises ValueError where `text` is not one, or does not exist.
    """
    try:
        first, after = _days(text)
        return Period(_utc(first), _utc(after) if after else None)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is not a year, a month or a day that exists") from None


def to_microseconds(moment: datetime) -> int:
    """Microseconds since the beginning of 1970 in UTC, as an index stores moments."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(microseconds: int) -> datetime | None:
    """The inverse of `to_microseconds`; None for `UNDATED`.

    >>> from_microseconds(to_microseconds(parse_published("2018"))) == parse_published("2018")
    True
    """
    return None if microseconds == UNDATED else _EPOCH + timedelta(microseconds=microseconds)


def _days(text: str) -> tuple[date, date | None]:
    """The first day of the year, month or day in `text`, and the day after its last day: None where that would be in
    the year 10000."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError
    year, month, day = map(int, match.groups(default="1"))
    first = date(year, month, day)
    try:
        if match[3]:
            return first, first + timedelta(days=1)
        if match[2]:
            return first, (first + timedelta(days=31)).replace(day=1)
        return first, date(first.year + 1, 1, 1)
    except (ValueError, OverflowError):
        return first, None


def _utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=DANISH_TIME).astimezone(UTC)
