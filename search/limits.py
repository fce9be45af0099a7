"""All limits on a question in one table, each with a name, a default and an explanation.

A question that exceeds a limit is refused, with the limit's name. The time budget also depends on the machine: a
question that exceeds it is answered with "try again".
"""

from dataclasses import dataclass, field, fields


@dataclass(frozen=True)
class Limits:
    """The limits of one engine. The metadata of each field has the sentence that explains it."""

    characters: int = field(default=1000, metadata={"help": "Characters in a question."})
    words: int = field(default=64, metadata={"help": "Words and operators in a question, as typed."})
    nesting: int = field(default=8, metadata={"help": "Parentheses with operators inside one another."})
    prefix: int = field(default=2, metadata={"help": "Letters that a prefix (ord*) needs at least."})
    page: int = field(default=100, metadata={"help": "The highest page that can be asked for."})
    size: int = field(default=50, metadata={"help": "The highest number of hits on a page."})
    filters: int = field(default=50, metadata={"help": "Values of one filter."})
    alternatives: int = field(
        default=8,
        metadata={"help": "Terms that the analysis may add to one word and its own parts; further ones are left out."},
    )
    seconds: float = field(
        default=1.0, metadata={"help": "Seconds that a question may be executed; then it is answered with 503."}
    )


DEFAULT_LIMITS = Limits()


def limit_table() -> list[tuple[str, int | float, str]]:
    """Name, default and explanation of each limit, in order."""
    return [(entry.name, getattr(DEFAULT_LIMITS, entry.name), entry.metadata["help"]) for entry in fields(Limits)]
