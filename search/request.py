"""What is asked of the engine, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index import Article
from index.dates import Period
from index.keywords import KEYWORDS
from search.backend import Sort
from search.facets import Facets
from search.query import Question
from search.timeline import Bar

Segment = tuple[str, bool]
"""A piece of text, and whether it matches the question."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question: what was typed, the filters and what part of the answer is wanted.

    `keywords` hold, by the names of keyword fields, the values of which an article must have one (compared without
    regard to case); `since` and `until` are years, months or days, both included. With `exact` the question is taken as
    typed: nothing is relaxed or corrected, and no article that lacks a word is shown. With `explain` each hit says
    where its score comes from.

    Raises ValueError where `keywords` has a name that is no keyword field's.
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
        """From the start of `since` to the end of `until`; None where neither is asked for."""
        if not (self.since or self.until):
            return None
        return Period(self.since.start if self.since else None, self.until.end if self.until else None)


MatchedAs = Literal["form", "part", "joined", "spelling", "near", "prefix"]
"""As what a word of the question is found: in one of its forms; as a part of a compound, or by a part of its own;
written together; as the word that was meant; by words that begin alike; by its beginning, as it was asked for."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the question, as typed; as what it is found, and the words of the article that it is found by, as they
    are written; what that adds to the score, and the share of the score that it is."""

    word: str
    matched_as: MatchedAs
    matched: tuple[str, ...]
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, with its score and what a reader is shown of it; `missing` are the words, as typed,
    that it lacks, `why` says where the score comes from, if that was asked for."""

    article: Article
    score: float
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    missing: tuple[str, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a request.

    `total` counts the hits exactly. `relaxed` says that no article holds every word and the hits hold some. `partial`
    are the best of those that lack a word, where few have all. `timeline` counts the dated hits. `question` is what
    was understood; where no article holds all of it, `unknown` are the words that none has. `corrected` is the question
    that is answered, where misspelled words of the one asked were put right; `suggestion` is one to offer.
    `generation` names the generation that answered, `took` is in seconds.
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
