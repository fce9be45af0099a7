"""One request on its way through the segments: what matches, what passes the filters, which come first, and what each
of these lacks."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays import Array
from search.backend import EngineRequest, EngineResponse, Match
from search.columnar.dates import timeline
from search.columnar.executor import Executor
from search.columnar.facets import Filtered
from search.columnar.hits import Hits
from search.columnar.keywords import Keywords
from search.columnar.ranked import Ranked, newest, oldest
from search.columnar.recency import most_relevant_news
from search.deadline import Deadline
from search.tree import Node


class Responder:
    """A request, and the segments that answer it; `latest` is the date of the newest of all articles."""

    def __init__(
        self,
        request: EngineRequest,
        executor: Executor,
        keywords: Mapping[str, Keywords],
        latest: int,
        deadline: Deadline,
    ) -> None:
        self._request = request
        self._executor = executor
        self._keywords = keywords
        self._latest = latest
        self._deadline = deadline

    def response(self) -> EngineResponse:
        """The answer. Raises BudgetExceeded."""
        request = self._request
        found, relaxed = self._found()
        hits = found.hits
        end = min(request.first + request.size, len(hits))
        page = self._ordered(hits, end, relaxed)[request.first :] if request.first < end else []
        partial = [] if relaxed else self._partial(hits)
        return EngineResponse(
            total=len(hits),
            relaxed=relaxed,
            matches=self._matches(page, lacking=relaxed),
            partial=self._matches(partial, lacking=True),
            facets=found.facets(request.facets, self._keywords),
            timeline=timeline(hits) if request.timeline else (),
        )

    def _found(self) -> tuple[Filtered, bool]:
        """The articles that match everything, or where there are none those that match something; and whether that had
        to be."""
        strict = self._filtered(self._request.strict)
        if len(strict.hits) or self._request.relaxed is None:
            return strict, False
        relaxed = self._filtered(self._request.relaxed)
        return (relaxed, True) if len(relaxed.hits) else (strict, False)

    def _filtered(self, tree: Node) -> Filtered:
        matches = self._executor.run(tree, self._deadline)
        return Filtered(matches, self._request.filters, self._among)

    def _among(self, tree: Node, hits: Hits) -> Hits:
        return self._executor.among(tree, hits, self._deadline)

    def _partial(self, hits: Hits) -> Ranked:
        """The best articles that are no hits, as many as the first page has room for; none where hits are many."""
        request = self._request
        room = request.size - len(hits)
        if request.relaxed is None or request.first or not 0 < len(hits) < request.few or room <= 0:
            return []
        return self._by_relevance(self._filtered(request.relaxed).hits.without(hits), room, request.preferred)

    def _ordered(self, hits: Hits, count: int, relaxed: bool) -> Ranked:
        """The first `count` of `hits` in the order that was asked for; without words to score, the newest come
        first."""
        match self._request.order:
            case "oldest":
                return oldest(hits, count)
            case "newest":
                return newest(hits, count)
            case _:
                return self._by_relevance(hits, count, self._request.preferred if relaxed else ())

    def _by_relevance(self, hits: Hits, count: int, preferred: Sequence[Node]) -> Ranked:
        """By score, then the newest, then by id; those that match more of the trees that are preferred above others."""
        if not preferred:
            return most_relevant_news(hits, count, self._latest)
        holders = [self._among(tree, hits) for tree in preferred]
        ranked: Ranked = []
        for level in range(len(holders), -1, -1):
            if len(ranked) < count:
                on_level = hits.kept(_held(hits, holders, level))
                ranked += most_relevant_news(on_level, count - len(ranked), self._latest)
        return ranked

    def _matches(self, ranked: Ranked, *, lacking: bool) -> tuple[Match, ...]:
        numbers = [number for number, _ in ranked]
        wanted = self._executor.these(numbers)
        held = [self._among(tree, wanted).numbers() for tree in self._request.lacking] if lacking and numbers else []
        holders = [frozenset(some) for some in held]
        given = [self._executor.scores(tree, numbers, self._deadline) for tree in self._request.explained]
        return tuple(
            Match(
                number,
                score,
                tuple(at for at, some in enumerate(holders) if number not in some),
                tuple(scores.get(number, 0.0) for scores in given),
            )
            for number, score in ranked
        )


def _held(hits: Hits, holders: Sequence[Hits], count: int) -> list[Array]:
    """Masks of the articles that are among so many of `holders`."""
    masks = []
    for part, *others in zip(hits, *holders, strict=True):
        held = sum((np.isin(part.documents, other.documents) for other in others), np.zeros(len(part.documents), int))
        masks.append(np.equal(held, count))
    return masks
