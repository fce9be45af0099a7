"""What can be wrong with a question."""


class QueryError(Exception):
    """A question that is refused: `limit` names the bound it exceeds, the message says so in one sentence."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class BudgetExceeded(Exception):
    """A question whose execution took longer than the time budget."""
