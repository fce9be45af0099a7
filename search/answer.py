"""One question on its way through one generation: matches, hits in order, and the best of the others.

What a reader is shown of them is made in `search.showing`, when the generation is no longer needed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from search.columnar import Hits, LeafHits, Ranked, newest, oldest
from search.deadline import Deadline
from search.explanation import Explanation
from search.facets import Filters
from search.reading import Reading
from search.recency import most_relevant_news
from search.request import Facets, Request
from search.showing import Found
from search.spelling import Understood
from search.timeline import Bar, timeline

FEW_HITS = 10
"""Below that many hits, the first page is filled with the best articles that lack a word."""


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
    """A request, what is meant by its question, and the generation that answers it."""

    def __init__(self, reading: Reading, request: Request, understood: Understood, deadline: Deadline) -> None:
        self._reading = reading
        self._request = request
        self._question = understood.question
        self._deadline = deadline
        self._explanation = Explanation(understood, reading, deadline)
        self._filters = Filters(request, reading.sources, reading.sections)

    def findings(self) -> Findings:
        """The articles that answer. Raises BudgetExceeded."""
        request = self._request
        hits, facets, relaxed = self._hits()
        first = (request.page - 1) * request.size
        shown = self._ordered(hits, first + request.size, relaxed)[first:]
        partial = [] if relaxed else self._partial(hits)
        return Findings(
            generation=self._reading.generation.name,
            total=len(hits),
            relaxed=relaxed,
            hits=self._found(shown, lacking=relaxed),
            partial=self._found(partial, lacking=True),
            facets=facets,
            timeline=timeline(hits),
            unknown=self._unknown() if relaxed or not len(hits) else (),
            worth=self._reading.worth(self._question),
        )

    def numbers(self, most: int) -> list[int]:
        """The numbers of the first `most` hits, on whatever page. Raises BudgetExceeded."""
        hits, _, relaxed = self._hits()
        return [number for number, _ in self._ordered(hits, most, relaxed)]

    def _hits(self) -> tuple[Hits, Facets, bool]:
        """The articles that hold everything, or where there are none those that hold something, with their facets; and
        whether that had to be."""
        strict, facets = self._match(relaxed=False)
        if len(strict) or self._request.exact or not self._question.plain:
            return strict, facets, False
        relaxed, others = self._match(relaxed=True)
        return (relaxed, others, True) if len(relaxed) else (strict, facets, False)

    def _match(self, *, relaxed: bool) -> tuple[Hits, Facets]:
        tree = self._question.relaxed() if relaxed else self._question.strict()
        return self._filters.hits(self._reading.match(tree, self._deadline))

    def _partial(self, hits: Hits) -> Ranked:
        """The best articles that are no hits, as many as the first page has room for; none where hits are many."""
        request = self._request
        room = request.size - len(hits)
        few = 0 < len(hits) < FEW_HITS and room > 0
        if request.exact or request.page > 1 or not few or not self._question.plain:
            return []
        others, _ = self._match(relaxed=True)
        return self._by_relevance(others.without(hits), room, relaxed=True)

    def _ordered(self, hits: Hits, count: int, relaxed: bool) -> Ranked:
        """The first `count` of `hits` in the order that was asked for; without words to score, the newest come
        first."""
        match self._request.sort:
            case "oldest":
                return oldest(hits, count)
            case "newest":
                return newest(hits, count)
            case _:
                return self._by_relevance(hits, count, relaxed=relaxed)

    def _by_relevance(self, hits: Hits, count: int, *, relaxed: bool) -> Ranked:
        """By score, then the newest, then by id. Among articles that lack words, those that have a phrase of the
        question stand above those that have not."""
        phrases = self._question.plain_phrases if relaxed else ()
        if not phrases:
            return self._most_relevant(hits, count)
        holders = [self._reading.among(phrase.held, hits, self._deadline) for phrase in phrases]
        ranked: Ranked = []
        for level in range(len(holders), -1, -1):
            if len(ranked) < count:
                ranked += self._most_relevant(hits.filtered(_holding(holders, level)), count - len(ranked))
        return ranked

    def _most_relevant(self, hits: Hits, count: int) -> Ranked:
        return most_relevant_news(hits, count, self._reading.newest)

    def _unknown(self) -> tuple[str, ...]:
        words = dict.fromkeys(self._question.asked_words)
        return tuple(word.typed for word in words if not self._reading.knows(word))

    def _found(self, ranked: Ranked, *, lacking: bool) -> tuple[Found, ...]:
        missing = self._missing([number for number, _ in ranked]) if lacking else {}
        articles = {at: self._reading.article(at) for at, _ in ranked}
        why = self._explanation.reasons(articles, dict(ranked)) if self._request.explain else {}
        return tuple(Found(articles[at], score, missing.get(at, ()), why.get(at, ())) for at, score in ranked)

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


def _holding(holders: Sequence[Hits], count: int) -> Callable[[LeafHits], Array]:
    """Masks the articles that are among so many of `holders`."""

    def mask(part: LeafHits) -> Array:
        held = np.zeros(len(part.documents), np.int64)
        for hits in holders:
            for other in hits:
                if other.leaf is part.leaf:
                    held += np.isin(part.documents, other.documents)
        return np.equal(held, count)

    return mask
