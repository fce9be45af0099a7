"""A request on its way through all segments: what matches, what passes the filters, which hits come first, and what
each of these lacks."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays import Array
from search.backend import EngineHit, EngineRequest, EngineResponse
from search.columnar.date_counts import timeline
from search.columnar.executor import Executor
from search.columnar.filtering import FilteredHits
from search.columnar.hits import Hits
from search.columnar.keyword_counts import KeywordCounts
from search.columnar.recency import most_relevant_and_recent
from search.columnar.top_hits import TopHits, newest, oldest
from search.deadline import Deadline
from search.tree import Node


class Responder:
    """Answers one request. `keywords` counts the keyword fields by name; `latest` is the date of the newest article of
    the index, in microseconds since 1970 in UTC."""

    def __init__(
        self,
        request: EngineRequest,
        executor: Executor,
        keywords: Mapping[str, KeywordCounts],
        latest: int,
        deadline: Deadline,
    ) -> None:
        self._request = request
        self._executor = executor
        self._keywords = keywords
        self._latest = latest
        self._deadline = deadline

    def response(self) -> EngineResponse:
        """The answer. Raises BudgetExceeded once the deadline has passed."""
        request = self._request
        found, relaxed = self._found()
        hits = found.hits
        end = min(request.first + request.size, len(hits))
        page = self._ordered(hits, end, relaxed)[request.first :] if request.first < end else []
        partial = [] if relaxed else self._partial(hits)
        return EngineResponse(
            total=len(hits),
            relaxed=relaxed,
            hits=self._hits(page, may_lack=relaxed),
            partial=self._hits(partial, may_lack=True),
            facets=found.facets(request.facets, self._keywords),
            timeline=timeline(hits) if request.timeline else (),
        )

    def _found(self) -> tuple[FilteredHits, bool]:
        """The articles that match the strict tree, or if there are none those that match the relaxed one; and whether
        they are the latter."""
        strict = self._filtered(self._request.strict)
        if len(strict.hits) or self._request.relaxed is None:
            return strict, False
        relaxed = self._filtered(self._request.relaxed)
        return (relaxed, True) if len(relaxed.hits) else (strict, False)

    def _filtered(self, tree: Node) -> FilteredHits:
        matches = self._executor.run(tree, self._deadline)
        return FilteredHits(matches, self._request.filters, self._filter)

    def _filter(self, tree: Node, hits: Hits) -> Hits:
        return self._executor.filter(tree, hits, self._deadline)

    def _partial(self, hits: Hits) -> TopHits:
        """The best articles that match the relaxed tree only, as many as the first page has room for; none where enough
        articles are hits."""
        request = self._request
        room = request.size - len(hits)
        if request.relaxed is None or request.first or not 0 < len(hits) < request.few or room <= 0:
            return []
        return self._by_relevance(self._filtered(request.relaxed).hits.without(hits), room, request.preferred)

    def _ordered(self, hits: Hits, count: int, relaxed: bool) -> TopHits:
        """The first `count` of `hits` in the order that was asked for."""
        match self._request.order:
            case "oldest":
                return oldest(hits, count)
            case "newest":
                return newest(hits, count)
            case _:
                return self._by_relevance(hits, count, self._request.preferred if relaxed else ())

    def _by_relevance(self, hits: Hits, count: int, preferred: Sequence[Node]) -> TopHits:
        """The first `count` of `hits` by relevance. Those that match more of the preferred trees come before all
        others."""
        if not preferred:
            return most_relevant_and_recent(hits, count, self._latest)
        matching = [self._filter(tree, hits) for tree in preferred]
        top: TopHits = []
        for count_matched in range(len(matching), -1, -1):
            if len(top) < count:
                some = hits.kept(_in_exactly(count_matched, matching, hits))
                top += most_relevant_and_recent(some, count - len(top), self._latest)
        return top

    def _hits(self, top: TopHits, *, may_lack: bool) -> tuple[EngineHit, ...]:
        """The hits as they are answered. What they lack is only looked up where they need not match everything."""
        numbers = [number for number, _ in top]
        wanted = self._executor.with_numbers(numbers)
        lacking = self._request.lacking if may_lack and numbers else ()
        matching = [frozenset(self._filter(tree, wanted).numbers()) for tree in lacking]
        explained = [self._executor.scores(tree, numbers, self._deadline) for tree in self._request.explained]
        return tuple(
            EngineHit(
                number,
                score,
                tuple(at for at, some in enumerate(matching) if number not in some),
                tuple(scores.get(number, 0.0) for scores in explained),
            )
            for number, score in top
        )


def _in_exactly(count: int, lists: Sequence[Hits], hits: Hits) -> list[Array]:
    """For each segment, the mask of those of `hits` that are in exactly `count` of `lists`."""
    masks = []
    for part, *others in zip(hits, *lists, strict=True):
        found = sum((np.isin(part.documents, other.documents) for other in others), np.zeros(len(part.documents), int))
        masks.append(np.equal(found, count))
    return masks
