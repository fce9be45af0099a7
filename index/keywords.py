"""The keyword fields, which have one value an article and can be filtered and counted.

They are declared only here. The mapping and the schema of an index, the fields and parameters of questions, the API and
its description, command-line options, exports and pages read this declaration: to add a keyword field whose value is an
attribute of `Article`, add a line to `KEYWORDS`.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from index.article import Article

MAX_VALUE_LENGTH = 200
"""The number of characters by which values are compared; what follows them is ignored."""


@dataclass(frozen=True, slots=True)
class KeywordField:
    """A keyword field.

    `name` is the name of the article's attribute, of the index field, of the parameter and of the facet. `of` gives
    what of an article is compared and counted: the attribute or a part of it, empty where it has none. `danish` is the
    label on the page, `english` that in descriptions of the API and of commands. `words` are the prefixes of the field
    in a question (`kilde:`). A field `by_words` can be searched by single words of its value, which a second index
    field holds: *byline:holm* finds *Mette Holm*.
    """

    name: str
    of: Callable[[Article], str]
    danish: str
    english: str
    words: tuple[str, ...]
    by_words: bool = False

    @property
    def words_field(self) -> str:
        """The name of the surface field of its words, where the field is searched `by_words`."""
        return f"{self.name}_words"


KEYWORDS = (
    KeywordField("source", attrgetter("source"), "Kilde", "source", ("kilde", "source")),
    KeywordField("section", attrgetter("section"), "Sektion", "section", ("sektion", "section")),
    KeywordField("byline", attrgetter("author"), "Skribent", "byline", ("byline", "af"), by_words=True),
)
"""All keyword fields, in the order in which they are shown."""


def fold_value(value: str) -> str:
    """A value as it is compared: in NFC, without regard to case and spacing.

    >>> fold_value("Fyns  TIDENDE") == fold_value("Fyns Tidende")
    True
    """
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())[:MAX_VALUE_LENGTH]
