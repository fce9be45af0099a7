"""One question on its way through one generation: matches, hits in order, the best of the others, and what is shown
of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from search.deadline import Deadline
from search.facets import Filters
from search.fields import surface_prefix
from search.marks import Marker, segments
from search.query import Question
from search.reading import Reading
from search.request import Facets, Hit, Request, Response, Segment
from search.snippets import snippet

FEW_HITS = 10
"""Below that many hits, the first page is filled with the best articles that lack a word."""


@dataclass(frozen=True, slots=True)
class _Matches:
    """The hits of one tree that pass the filters, in no order; the scores of all that match it; the facets of the
    hits."""

    hits: Sequence[int]
    scores: dict[int, float]
    facets: Facets


class Answering:
    """A request, its question and the generation that answers it."""

    def __init__(self, reading: Reading, request: Request, question: Question, seconds: float) -> None:
        self._reading = reading
        self._request = request
        self._question = question
        self._filters = Filters.of(request, reading.columns)
        self._worth = reading.worth(question)
        self._deadline = Deadline(seconds)

    def response(self) -> Response:
        """The answer. Raises BudgetExceeded."""
        request = self._request
        matches, relaxed = self._matches()
        first = (request.page - 1) * request.size
        hits = self._ordered(matches.hits, matches.scores, first + request.size, relaxed)[first:]
        partial = self._partial(matches) if not relaxed else _Matches((), {}, {})
        return Response(
            request=request,
            generation=self._reading.generation.name,
            total=len(matches.hits),
            took=0.0,
            relaxed=relaxed,
            hits=self._shown(hits, matches.scores, lacking=relaxed),
            partial=self._shown(partial.hits, partial.scores, lacking=True),
            facets=matches.facets,
        )

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

    def _shown(self, articles: Sequence[int], scores: dict[int, float], *, lacking: bool) -> tuple[Hit, ...]:
        marker = self._marker(words_of_phrases=lacking)
        missing = self._missing(articles) if lacking else {}
        return tuple(self._hit(article, scores[article], marker, missing.get(article, ())) for article in articles)

    def _missing(self, articles: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The words, as typed, that each of `articles` lacks."""
        holders = [
            (word.typed, self._reading.holders(word.held(), articles, self._deadline))
            for word in self._question.plain_words
        ]
        return {article: tuple(typed for typed, held in holders if article not in held) for article in articles}

    def _marker(self, *, words_of_phrases: bool) -> Marker:
        """What is marked. A phrase that a hit must have is marked as a whole; where it may be lacking, its words
        are."""
        question = self._question
        words = question.asked_words if words_of_phrases else question.words
        return Marker(
            frozenset(term for word in words for term in word.terms),
            tuple(map(surface_prefix, question.prefixes)),
            tuple(phrase.surface for phrase in question.phrases),
        )

    def _hit(self, number: int, score: float, marker: Marker, missing: tuple[str, ...]) -> Hit:
        article = self._reading.article(number)
        shown = snippet(article.text, marker, self._worth, lead_is_shown=not article.title)
        title: tuple[Segment, ...] = tuple(segments(article.headline, marker.marks(article.headline)))
        return Hit(article, score, title, shown, missing)
