"""The door to an index: it checks requests, has their questions understood, and hands them to `search.answer`."""

import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from index import Article, Store
from index.keywords import KEYWORDS
from search.answer import engine_request, find
from search.backend import Backend, Holdings, Snapshot
from search.columnar import ColumnarBackend
from search.deadline import Deadline
from search.lexer import require_length
from search.limits import DEFAULT_LIMITS, Limits
from search.marks import Marker
from search.matches import Matches
from search.presentation import marker_of, shown
from search.query import parse
from search.refusals import QueryError
from search.request import Request, Response
from search.suggest import Suggestion, suggest
from search.understanding import Understood, understand


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article as it is opened from a question: what is marked in it, and the ids of the hits before and after it,
    None where there is none."""

    article: Article
    marker: Marker
    previous: str | None
    next: str | None


class Engine:
    """Answers questions from an index, whatever engine is behind it. It may be shared by threads; each request is
    answered from the state of the index when it begins."""

    def __init__(self, backend: Backend, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._backend = backend

    @classmethod
    def over(cls, folder: Path, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The engine over the index in a folder, which need not be there yet."""
        return cls(ColumnarBackend(Store(folder)), limits)

    def search(self, request: Request) -> Response:
        """The answer to `request`.

        Raises QueryError where it exceeds a limit, BudgetExceeded where it takes too long, NoIndex or DamagedIndex
        where there is nothing to ask.
        """
        started = time.perf_counter()
        self._require_within_limits(request)
        with self._backend.snapshot() as snapshot:
            deadline = Deadline(self.limits.seconds)
            understood = self._understood(request, snapshot, deadline)
            found = find(request, understood, snapshot, deadline)
            generation, analysis = snapshot.generation, snapshot.analysis
        question, response = understood.question, found.response
        return Response(
            request=request,
            generation=generation,
            total=response.total,
            relaxed=response.relaxed,
            hits=shown(found.hits, marker_of(question, analysis, lacking=response.relaxed), found.idf, deadline),
            partial=shown(found.partial, marker_of(question, analysis, lacking=True), found.idf, deadline),
            facets=response.facets,
            timeline=response.timeline,
            question=question,
            unknown=found.unknown,
            corrected=understood.corrected,
            suggestion=understood.suggestion,
            took=time.perf_counter() - started,
        )

    def matching(self, request: Request, most: int) -> Matches:
        """The first `most` hits of `request`, on whatever page; to be closed.

        Raises as `search` does.
        """
        request = replace(request, page=1, size=1)
        self._require_within_limits(request)
        with ExitStack() as stack:
            snapshot = stack.enter_context(self._backend.snapshot())
            deadline = Deadline(self.limits.seconds)
            understood = self._understood(request, snapshot, deadline)
            asked = replace(engine_request(request, understood.question), size=most)
            handles = [match.handle for match in snapshot.search(asked, deadline).matches]
            return Matches(snapshot, handles, stack.pop_all())

    def open(self, id: str, request: Request, place: int = 0) -> OpenedArticle | None:
        """The article with an id, as it is opened from the hits of `request`, among which it has a `place` (the first
        is 1, 0 where it was not opened from a hit); None where there is no such article. Raises as `search` does."""
        with self._backend.snapshot() as snapshot:
            deadline = Deadline(self.limits.seconds)
            if (article := snapshot.find(id)) is None:
                return None
            understood = self._understood(request, snapshot, deadline)
            marker = marker_of(understood.question, snapshot.analysis, lacking=False)
            if not place:
                return OpenedArticle(article, marker, None, None)
            request = replace(request, page=1, size=1)
            self._require_within_limits(request)
            asked = replace(engine_request(request, understood.question), first=max(0, place - 2), size=3)
            handles = [match.handle for match in snapshot.search(asked, deadline).matches]
            at = place - 1 - asked.first
            beside = [handles[other : other + 1] if other >= 0 else [] for other in (at - 1, at + 1)]
            previous, following = (next(iter([article.id for article in snapshot.read(one)]), None) for one in beside)
            return OpenedArticle(article, marker, previous, following)

    def suggest(self, typed: str, most: int = 8) -> list[Suggestion]:
        """At most `most` completions of the question `typed`.

        Raises QueryError where it is too long, NoIndex or DamagedIndex where there is nothing to ask.
        """
        require_length(typed, self.limits)
        with self._backend.snapshot() as snapshot:
            return suggest(typed, snapshot.completions, snapshot.articles, most)

    def article(self, id: str) -> Article | None:
        """The article with an id; None where there is none. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.find(id)

    def generation(self) -> str:
        """The name of the generation that would answer now. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.generation

    def holdings(self) -> Holdings:
        """What the index holds. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.holdings()

    def close(self) -> None:
        """Let go of the index; the next request opens it again."""
        self._backend.close()

    def _understood(self, request: Request, snapshot: Snapshot, deadline: Deadline) -> Understood:
        """What is meant by the question of `request`."""
        question = parse(request.query, snapshot.analysis, self.limits)
        if request.exact:
            return Understood(request.query, question)
        return understand(request.query, question, snapshot, self.limits, deadline)

    def _require_within_limits(self, request: Request) -> None:
        for name, value, limit in (
            ("page", request.page, self.limits.page),
            ("size", request.size, self.limits.size),
        ):
            if not 1 <= value <= limit:
                raise QueryError(name, f"{name} is {value}; it has to be from 1 to the limit '{name}', {limit}")
        for field in KEYWORDS:
            if (count := len(request.keywords.get(field.name, ()))) > self.limits.filters:
                raise QueryError(
                    "filters", f"{field.name} has {count} values; the limit 'filters' is {self.limits.filters}"
                )
