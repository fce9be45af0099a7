"""The time budget of one question."""

import time

from search.refusals import BudgetExceeded


class Deadline:
    """The moment by which a question has to be answered: `seconds` from now. It is checked between the steps of the
    execution."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds

    def check(self) -> None:
        """Raises BudgetExceeded once the deadline has passed."""
        if time.monotonic() > self._end:
            raise BudgetExceeded(f"the question took longer than the limit 'seconds' ({self._seconds:g} s)")
