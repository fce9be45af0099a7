"""Why a question is not answered: it asks for too much, or takes too long."""

from index import OpslagError


class QueryError(OpslagError):
    """A question that is refused: `limit` names the bound it exceeds, the message says so in one sentence."""

    exit_status = 2

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class BudgetExceeded(OpslagError):
    """A question whose execution took longer than the time budget."""
