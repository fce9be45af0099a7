"""The entry point of search: it checks a request, has its question understood, and has `search.answer` answer it."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from index import Article, Store
from index.keywords import KEYWORDS
from search.answer import answer, engine_request
from search.article_stream import ArticleStream
from search.backend import Backend, Handle, Holdings, Snapshot
from search.columnar import ColumnarBackend
from search.deadline import Deadline
from search.lexer import require_length
from search.limits import DEFAULT_LIMITS, Limits
from search.marks import Marker
from search.presentation import marker_of, present
from search.query import parse
from search.refusals import QueryError
from search.request import Request, Response
from search.suggest import Suggestion, suggest
from search.understanding import UnderstoodQuestion, understand


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article as it is opened from the hits of a question: what to mark in it, and the ids of the hits before and
    after it, None where there is none."""

    article: Article
    marker: Marker
    previous: str | None
    next: str | None


class Engine:
    """Answers questions from an index, by any `search.Backend`. It may be shared by threads. Each request is answered
    from the state that the index is in when the request begins."""

    def __init__(self, backend: Backend, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._backend = backend

    @classmethod
    def over(cls, folder: Path, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The engine over the index in `folder`, which need not exist yet."""
        return cls(ColumnarBackend(Store(folder)), limits)

    def search(self, request: Request) -> Response:
        """The answer to `request`.

        Raises QueryError if it exceeds a limit, BudgetExceeded if it takes too long, NoIndex or DamagedIndex if there
        is no index that can be asked.
        """
        started = time.perf_counter()
        self._require_within_limits(request)
        with self._backend.snapshot() as snapshot:
            deadline = Deadline(self.limits.seconds)
            understood = self._understood(request, snapshot, deadline)
            found = answer(request, understood, snapshot, deadline)
            generation, analysis = snapshot.generation, snapshot.analysis
        question, response = understood.question, found.response
        return Response(
            request=request,
            generation=generation,
            total=response.total,
            relaxed=response.relaxed,
            hits=present(found.hits, marker_of(question, analysis, lacking=response.relaxed), found.idf, deadline),
            partial=present(found.partial, marker_of(question, analysis, lacking=True), found.idf, deadline),
            facets=response.facets,
            timeline=response.timeline,
            question=question,
            unknown=found.unknown,
            corrected=understood.corrected,
            suggestion=understood.suggestion,
            took=time.perf_counter() - started,
        )

    def matching(self, request: Request, most: int) -> ArticleStream:
        """The first `most` hits of `request`, whatever its page and size. The stream has to be closed. Raises as
        `search` does."""
        request = replace(request, page=1, size=1)
        self._require_within_limits(request)
        with ExitStack() as stack:
            snapshot = stack.enter_context(self._backend.snapshot())
            deadline = Deadline(self.limits.seconds)
            understood = self._understood(request, snapshot, deadline)
            asked = replace(engine_request(request, understood.question), size=most)
            handles = [match.handle for match in snapshot.search(asked, deadline).hits]
            return ArticleStream(snapshot, handles, stack.pop_all())

    def open(self, id: str, request: Request, place: int = 0) -> OpenedArticle | None:
        """The article with this id as it is opened from the hits of `request`; None if there is no such article.
        `place` is its rank among them, from 1 on, or 0 if it was not opened from a hit. Raises as `search` does."""
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
            handles = [match.handle for match in snapshot.search(asked, deadline).hits]
            at = place - 1 - asked.first
            return OpenedArticle(article, marker, *(_id_at(snapshot, handles, beside) for beside in (at - 1, at + 1)))

    def suggest(self, typed: str, most: int = 8) -> list[Suggestion]:
        """At most `most` completions of the question `typed`.

        Raises QueryError if it is too long, NoIndex or DamagedIndex if there is no index that can be asked.
        """
        require_length(typed, self.limits)
        with self._backend.snapshot() as snapshot:
            return suggest(typed, snapshot.completions, snapshot.articles, most)

    def article(self, id: str) -> Article | None:
        """The article with this id; None if there is none. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.find(id)

    def generation(self) -> str:
        """The name of the generation that a question would be answered from now. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.generation

    def holdings(self) -> Holdings:
        """What the index holds. Raises NoIndex or DamagedIndex."""
        with self._backend.snapshot() as snapshot:
            return snapshot.holdings()

    def close(self) -> None:
        """Close the index; the next request opens it again."""
        self._backend.close()

    def _understood(self, request: Request, snapshot: Snapshot, deadline: Deadline) -> UnderstoodQuestion:
        """The question of `request` as it is answered: corrected, unless it is to be taken exactly as typed."""
        question = parse(request.query, snapshot.analysis, self.limits)
        if request.exact:
            return UnderstoodQuestion(question)
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


def _id_at(snapshot: Snapshot, handles: Sequence[Handle], at: int) -> str | None:
    """The id of the article of the handle at an index; None if there is no such handle."""
    return next(snapshot.read([handles[at]])).id if 0 <= at < len(handles) else None
