"""What is asked of `search.Engine`, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index import Article
from index.dates import Period
from index.keywords import KEYWORDS
from search.backend import Sort
from search.facets import Facets
from search.question import Question
from search.timeline import Bar

Segment = tuple[str, bool]
"""A piece of a title or snippet, and whether it matches the question and is to be marked."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it was typed, its filters, and which part of the answer is wanted.

    `page` counts from 1, and has `size` hits. `keywords` are the filters by keyword field: an article passes one if it
    has any of the values (compared without regard to case). `since` and `until` are years, months or days, both
    included. With `exact` the question is taken as typed: no word is corrected, and no article that lacks one is found.
    With `explain` each hit says what its score is made of.

    Raises ValueError if `keywords` has a name that is not that of a keyword field.
    """

    query: str = ""
    page: int = 1
    size: int = 10
    sort: Sort = "relevance"
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: Period | None = None
    until: Period | None = None
    exact: bool = False
    explain: bool = False

    def __post_init__(self) -> None:
        if unknown := self.keywords.keys() - {field.name for field in KEYWORDS}:
            raise ValueError(f"{min(unknown)} is no keyword field")

    @property
    def period(self) -> Period | None:
        """From the start of `since` to the end of `until`; None if neither is given."""
        if not (self.since or self.until):
            return None
        return Period(self.since.start if self.since else None, self.until.end if self.until else None)


MatchedAs = Literal["form", "part", "joined", "spelling", "near", "prefix"]
"""How a word of the question was found in an article:

- `form`: in one of its inflected forms;
- `part`: as a part of a compound, or by a part of the word itself;
- `joined`: written as one word (*natochefen* for *Nato-chefen*);
- `spelling`: as the word by which a misspelt one was replaced;
- `near`: by near words, which share most of their first letters with it;
- `prefix`: by the prefix that was asked for (`færge*`).
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a hit's score: a word of the question, as typed; how it was found, and by which words of the article,
    as they are written; the score that it adds, and the share of the whole score that this is."""

    word: str
    matched_as: MatchedAs
    matched: tuple[str, ...]
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers the question, with its score, title and snippet. `missing` are the words and phrases of
    the question, as typed, that it lacks; `why` says what the score is made of, if that was asked for."""

    article: Article
    score: float
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    missing: tuple[str, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a request.

    `total` is the exact number of hits, and `hits` are those of the page. `relaxed` says that no article has all words,
    and the hits have some of them. `partial` are the best articles that lack a word, if only few articles have all.
    `timeline` counts the hits that have a date. `question` is the question as it was understood; if no article has all
    of its words, `unknown` are the words that no article has. `corrected` is the question that was answered instead, if
    misspelt words were corrected; `suggestion` is a question to offer. `generation` names the state of the index that
    answered; `took` is in seconds.
    """

    request: Request
    generation: str
    total: int
    took: float
    relaxed: bool
    hits: tuple[Hit, ...]
    partial: tuple[Hit, ...]
    facets: Facets
    timeline: tuple[Bar, ...]
    question: Question
    unknown: tuple[str, ...]
    corrected: str | None = None
    suggestion: str | None = None
