"""The names of generations, `gen-<time>-<random>`, which sort in the order in which they were made."""

import re
import secrets
from datetime import UTC, datetime

_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"gen-(2\d{7}T\d{12})-[0-9a-f]{8}", re.ASCII)


def name_at(moment: datetime) -> str:
    """A new name of a generation that is made at a moment."""
    return f"gen-{moment.strftime(_STAMP)}-{secrets.token_hex(4)}"


def moment_of(name: str) -> datetime | None:
    """The time in the name of a generation; None where `name` is not the name of one.

    >>> moment_of("gen-20260101T120000000000-0123abcd")
    datetime.datetime(2026, 1, 1, 12, 0, tzinfo=datetime.timezone.utc)
    >>> moment_of("gen-20269999T120000000000-0123abcd"), moment_of("current")
    (None, None)
    """
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:  # The digits are not a date that exists.
        return None
