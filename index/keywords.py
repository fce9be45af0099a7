"""The keyword fields: what of an article has one value, and can be filtered and counted.

This is the one declaration of them. The mapping and the schema of an index, the fields and parameters of a question,
the API and its description, options, exports and pages read it: a new one is a line here, if an article has it.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from index.article import Article

MAX_VALUE_LENGTH = 200
"""Characters of a value that are compared."""


@dataclass(frozen=True, slots=True)
class KeywordField:
    """A keyword field: its `name` is that of the article's attribute, the index's field, the parameter and the facet.

    `of` says what of an article is compared and counted: the attribute or a part of it, empty where it has none.
    `danish` is its label on the page, `english` what programs are told that it is. `words` are those before the colon
    in a question. A field that is searched `by_words` has a field of its words beside it: *byline:holm* finds *Mette
    Holm*.
    """

    name: str
    of: Callable[[Article], str]
    danish: str
    english: str
    words: tuple[str, ...]
    by_words: bool = False

    @property
    def words_field(self) -> str:
        """The field of its words, as they are written, where it is searched by them."""
        return f"{self.name}_words"


KEYWORDS = (
    KeywordField("source", attrgetter("source"), "Kilde", "source", ("kilde", "source")),
    KeywordField("section", attrgetter("section"), "Sektion", "section", ("sektion", "section")),
    KeywordField("byline", attrgetter("author"), "Skribent", "byline", ("byline", "af"), by_words=True),
)
"""All keyword fields, in the order in which they are shown."""


def fold_value(value: str) -> str:
    """A value as it is compared: without regard to case and spacing.

    >>> fold_value("Fyns  TIDENDE") == fold_value("Fyns Tidende")
    True
    """
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())[:MAX_VALUE_LENGTH]
