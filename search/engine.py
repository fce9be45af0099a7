"""The door to an index: it checks requests, holds the live generation, and hands each question to `search.answer`."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import RLock

from index import Article, Manifest, OpslagError, Store
from index.dates import UNDATED, from_microseconds
from search.answer import Answering
from search.deadline import Deadline
from search.errors import QueryError
from search.lexer import require_length
from search.limits import DEFAULT_LIMITS, Limits
from search.marks import Marker
from search.matches import Matches
from search.query import parse
from search.reading import Reading
from search.request import Request, Response
from search.showing import marker_of, shown
from search.spelling import Understood, understand
from search.suggest import Suggestion, suggest

_log = logging.getLogger("opslag")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds: its generation, how many articles of how many sources, and the moments of the oldest and
    the newest."""

    generation: str
    articles: int
    sources: int
    oldest: datetime | None
    newest: datetime | None


class Engine:
    """The engine over one store. It may be shared by threads; each request is answered from the generation that is
    live when it begins.

    When a newer generation cannot be opened, the engine goes on with the one it has, and says so in the log.
    """

    def __init__(self, store: Store, limits: Limits = DEFAULT_LIMITS) -> None:
        self.store = store
        self.limits = limits
        self._lock = RLock()
        self._open: Reading | None = None
        self._passed_over: Path | None = None
        self._reason = ""

    def search(self, request: Request) -> Response:
        """The answer to `request`.

        Raises QueryError where it exceeds a limit, BudgetExceeded where it takes too long, NoIndex or DamagedIndex
        where there is nothing to ask.
        """
        started = time.perf_counter()
        self._require_within_limits(request)
        deadline = Deadline(self.limits.seconds)
        understood, reading = self._understood(request, deadline)
        question, analysis = understood.question, reading.analysis
        found = Answering(reading, request, understood, deadline).findings()
        # What is shown is made of the articles that were found alone: the generation may go.
        del reading
        return Response(
            request=request,
            generation=found.generation,
            total=found.total,
            relaxed=found.relaxed,
            hits=shown(found.hits, marker_of(question, analysis, lacking=found.relaxed), found.worth, deadline),
            partial=shown(found.partial, marker_of(question, analysis, lacking=True), found.worth, deadline),
            facets=found.facets,
            timeline=found.timeline,
            question=question,
            unknown=found.unknown,
            corrected=understood.corrected,
            suggestion=understood.suggestion,
            took=time.perf_counter() - started,
        )

    def matching(self, request: Request, most: int) -> Matches:
        """The first `most` hits of `request`, on whatever page.

        Raises as `search` does.
        """
        self._require_within_limits(replace(request, page=1, size=1))
        deadline = Deadline(self.limits.seconds)
        understood, reading = self._understood(request, deadline)
        return Matches(reading, Answering(reading, request, understood, deadline).numbers(most))

    def neighbours(self, request: Request, place: int) -> tuple[str | None, str | None]:
        """The ids of the hits before and after the one at a `place` (the first is 1) among all hits of `request`; None
        where there is none. Raises as `search` does."""
        matches = self.matching(request, place + 1)
        return matches.id(place - 1), matches.id(place + 1)

    def marker(self, request: Request) -> Marker:
        """What `request` asks for, as it is marked in an article that answers. Raises as `search` does."""
        understood, reading = self._understood(request, Deadline(self.limits.seconds))
        return marker_of(understood.question, reading.analysis, lacking=False)

    def suggest(self, typed: str, most: int = 8) -> list[Suggestion]:
        """At most `most` completions of the question `typed`.

        Raises QueryError where it is too long, NoIndex or DamagedIndex where there is nothing to ask.
        """
        require_length(typed, self.limits)
        reading = self._reading()
        return suggest(typed, reading.completions, reading.generation.manifest.articles, most)

    def article(self, id: str) -> Article | None:
        """The article with an id; None where there is none. Raises NoIndex or DamagedIndex."""
        return self._reading().find(id)

    def manifest(self) -> Manifest:
        """The manifest of the live generation. Raises NoIndex or DamagedIndex."""
        return self._reading().generation.manifest

    def generation(self) -> str:
        """The name of the generation that would answer now. Raises NoIndex or DamagedIndex."""
        return self._reading().generation.name

    def holdings(self) -> Holdings:
        """What the live generation holds. Raises NoIndex or DamagedIndex."""
        reading = self._reading()
        oldest, newest = reading.dates() or (UNDATED, UNDATED)
        return Holdings(
            reading.generation.name,
            reading.generation.manifest.articles,
            len(reading.sources.values),
            from_microseconds(oldest),
            from_microseconds(newest),
        )

    def close(self) -> None:
        """Let go of the index; the next request opens it again."""
        with self._lock:
            self._open = None

    def _understood(self, request: Request, deadline: Deadline) -> tuple[Understood, Reading]:
        """What is meant by the question of `request`, and the generation that knows."""
        reading = self._reading()
        question = parse(request.query, reading.analysis, self.limits)
        if request.exact:
            return Understood(request.query, question), reading
        return understand(request.query, question, reading, self.limits, deadline), reading

    def _reading(self) -> Reading:
        """The live generation. It is opened by one thread while others wait."""
        with self._lock:
            return self._live()

    def _live(self) -> Reading:
        live: Path | None = None
        try:
            live = self.store.current()
            if self._open and live in (self._open.generation.folder, self._passed_over):
                return self._open
            fresh = Reading(self.store.open())
        except OpslagError as error:
            if self._open is None:
                raise
            self._pass_over(live, error)
            return self._open
        self._open = fresh
        return fresh

    def _pass_over(self, live: Path | None, error: OpslagError) -> None:
        """Go on with what is open; of what is not fit to be, one line in the log is enough."""
        reason = str(error)
        if reason != self._reason:
            _log.warning("keeping %s: %s", self._open and self._open.generation.name, reason)
        self._passed_over, self._reason = live, reason

    def _require_within_limits(self, request: Request) -> None:
        for name, value, limit in (
            ("page", request.page, self.limits.page),
            ("size", request.size, self.limits.size),
        ):
            if not 1 <= value <= limit:
                raise QueryError(name, f"{name} is {value}; it has to be from 1 to the limit '{name}', {limit}")
        for name, values in (("source", request.sources), ("section", request.sections)):
            if len(values) > self.limits.filters:
                raise QueryError(
                    "filters", f"{name} has {len(values)} values; the limit 'filters' is {self.limits.filters}"
                )
