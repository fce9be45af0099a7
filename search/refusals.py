"""The errors of questions that are not answered: they exceed a limit, or take too long."""

from index import OpslagError


class QueryError(OpslagError):
    """A question that is refused because it exceeds a limit: `limit` is its name, and the message says so in one
    sentence."""

    exit_status = 2

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class BudgetExceeded(OpslagError):
    """A question whose execution took longer than its time budget, the limit `seconds`."""
