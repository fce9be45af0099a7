"""The time budget of one question."""

import time

from search.refusals import BudgetExceeded

CHECK_EVERY = 1024
"""Articles between two looks at the clock."""


class Deadline:
    """A moment by which execution has to be done, looked at between its steps."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds

    def check(self) -> None:
        """Raise BudgetExceeded once the moment has passed."""
        if time.monotonic() > self._end:
            raise BudgetExceeded(f"the question took longer than the limit 'seconds' ({self._seconds:g} s)")
