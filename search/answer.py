"""One question on its way through one generation: matches, hits in order, and the best of the others.

What a reader is shown of them is made in `search.showing`, when the generation is no longer needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from search.columns import NO_VALUE
from search.deadline import Deadline
from search.facets import Filters
from search.query import Question
from search.reading import Reading
from search.request import Facets, Request
from search.showing import Found
from search.timeline import Bar, timeline

FEW_HITS = 10
"""Below that many hits, the first page is filled with the best articles that lack a word."""


@dataclass(frozen=True, slots=True)
class _Matches:
    """The hits of one tree that pass the filters, in no order; the scores of all that match it; the facets of the
    hits."""

    hits: Sequence[int]
    scores: dict[int, float]
    facets: Facets


@dataclass(frozen=True, slots=True)
class Findings:
    """What a generation has to say to a request: `search.request.Response` before its articles are made to be
    shown. `worth` is the inverse document frequency of what can be marked in them."""

    generation: str
    total: int
    relaxed: bool
    hits: tuple[Found, ...]
    partial: tuple[Found, ...]
    facets: Facets
    timeline: tuple[Bar, ...]
    unknown: tuple[str, ...]
    worth: Mapping[str, float]


class Answering:
    """A request, its question and the generation that answers it."""

    def __init__(self, reading: Reading, request: Request, question: Question, deadline: Deadline) -> None:
        self._reading = reading
        self._request = request
        self._question = question
        self._deadline = deadline
        self._filters = Filters.of(request, reading.columns)

    def findings(self) -> Findings:
        """The articles that answer. Raises BudgetExceeded."""
        request, days = self._request, self._reading.columns.days
        matches, relaxed = self._matches()
        first = (request.page - 1) * request.size
        hits = self._ordered(matches.hits, matches.scores, first + request.size, relaxed)[first:]
        partial = self._partial(matches) if not relaxed else _Matches((), {}, {})
        return Findings(
            generation=self._reading.generation.name,
            total=len(matches.hits),
            relaxed=relaxed,
            hits=self._found(hits, matches.scores, lacking=relaxed),
            partial=self._found(partial.hits, partial.scores, lacking=True),
            facets=matches.facets,
            timeline=timeline(day for day in map(days.__getitem__, matches.hits) if day != NO_VALUE),
            unknown=self._unknown() if relaxed or not matches.hits else (),
            worth=self._reading.worth(self._question),
        )

    def numbers(self, most: int) -> list[int]:
        """The document numbers of the first `most` hits, on whatever page. Raises BudgetExceeded."""
        matches, relaxed = self._matches()
        return self._ordered(matches.hits, matches.scores, most, relaxed)

    def _matches(self) -> tuple[_Matches, bool]:
        """The articles that hold everything, or where there are none those that hold something; and whether that had
        to be."""
        strict = self._match(relaxed=False)
        if strict.hits or self._request.exact or not self._question.plain:
            return strict, False
        relaxed = self._match(relaxed=True)
        return (relaxed, True) if relaxed.hits else (strict, False)

    def _match(self, *, relaxed: bool) -> _Matches:
        tree = self._question.relaxed() if relaxed else self._question.strict()
        scores = self._reading.match(tree, self._deadline)
        hits, facets = self._filters.hits(scores)
        return _Matches(hits, scores, facets)

    def _partial(self, matches: _Matches) -> _Matches:
        """The best articles that are no hits, as many as the first page has room for; none where hits are many."""
        request = self._request
        room = request.size - len(matches.hits)
        if (
            request.exact
            or request.page > 1
            or not 0 < len(matches.hits) < FEW_HITS
            or room <= 0
            or not self._question.plain
        ):
            return _Matches((), {}, {})
        others = self._match(relaxed=True)
        best = set(others.hits).difference(matches.hits)
        return _Matches(self._by_relevance(best, others.scores, room, relaxed=True), others.scores, {})

    def _ordered(self, hits: Sequence[int], scores: dict[int, float], count: int, relaxed: bool) -> list[int]:
        """The first `count` of `hits` in the order that was asked for; without words to score, the newest come
        first."""
        columns = self._reading.columns
        match self._request.sort:
            case "oldest":
                return nsmallest(count, hits, key=columns.oldest_first.__getitem__)
            case "newest":
                return nsmallest(count, hits, key=columns.newest_first.__getitem__)
            case _:
                return self._by_relevance(hits, scores, count, relaxed=relaxed)

    def _by_relevance(
        self, hits: "Sequence[int] | set[int]", scores: dict[int, float], count: int, *, relaxed: bool
    ) -> list[int]:
        """By score, then the newest, then by id. Among articles that lack words, those that have a phrase of the
        question stand above those that have not."""
        newest = self._reading.columns.newest_first
        phrases = self._question.plain_phrases if relaxed else ()
        holders = [self._reading.holders(phrase.held, hits, self._deadline) for phrase in phrases]

        def key(article: int) -> tuple[int, float, int]:
            return -sum(article in held for held in holders), -scores[article], newest[article]

        return nsmallest(count, hits, key=key)

    def _unknown(self) -> tuple[str, ...]:
        words = dict.fromkeys(self._question.asked_words)
        return tuple(word.typed for word in words if not self._reading.knows(word))

    def _found(self, articles: Sequence[int], scores: dict[int, float], *, lacking: bool) -> tuple[Found, ...]:
        missing = self._missing(articles) if lacking else {}
        return tuple(Found(self._reading.article(at), scores[at], missing.get(at, ())) for at in articles)

    def _missing(self, articles: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The words, as typed, that each of `articles` lacks; where it has all of a phrase's words, but apart, the
        phrase."""
        question, holders = self._question, self._reading.holders
        words = [(word, holders(word.held(), articles, self._deadline)) for word in question.plain_words]
        phrases = [(phrase, holders(phrase.held, articles, self._deadline)) for phrase in question.plain_phrases]
        missing: dict[int, tuple[str, ...]] = {}
        for article in articles:
            lacking = [word for word, held in words if article not in held]
            terms = {word.terms for word in lacking}
            apart = [
                phrase
                for phrase, held in phrases
                if article not in held and terms.isdisjoint(word.terms for word in phrase.words)
            ]
            missing[article] = (*(word.typed for word in lacking), *(phrase.typed for phrase in apart))
        return missing
