"""The engine over a store: it holds the live generation open, and moves on when a newer one is published."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from index import OpslagError, Store
from search.columnar.snapshot import ColumnarSnapshot

RETRY_SECONDS = 30.0
"""Seconds after which a generation that could not be opened is tried again: it may be that this process had too many
files open, or that the disk was gone for a moment."""

_log = logging.getLogger("opslag")


class _Held:
    """A snapshot, and how many `with` blocks it is held in. It is closed when the last one ends that holds a snapshot
    which is no longer live."""

    def __init__(self, snapshot: ColumnarSnapshot, folder: Path) -> None:
        self.snapshot = snapshot
        self.folder = folder
        self.holders = 0
        self.is_live = True

    def close_if_idle(self) -> None:
        """Close it where nobody holds it and it is not live any more."""
        if not self.holders and not self.is_live:
            self.snapshot.close()


class ColumnarBackend:
    """The engine over arrays (a `search.backend.Backend`). It may be shared by threads: one opens a generation while
    others wait.

    When a newer generation cannot be opened, it goes on with the one it has, says so in the log, and tries again after
    a while.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._live: _Held | None = None
        self._passed_over: Path | None = None
        self._retry_at = 0.0
        self._reason = ""

    @contextmanager
    def snapshot(self) -> Iterator[ColumnarSnapshot]:
        """The live generation."""
        with self._lock:
            held = self._opened()
            held.holders += 1
        try:
            yield held.snapshot
        finally:
            with self._lock:
                held.holders -= 1
                held.close_if_idle()

    def close(self) -> None:
        """Let go of the live generation; it is opened again when it is asked for."""
        with self._lock:
            self._replace(None)

    def _opened(self) -> _Held:
        folder: Path | None = None
        try:
            folder = self._store.current()
            if self._live and folder == self._live.folder:
                self._reason = ""
                return self._live
            if self._live and self._is_passed_over(folder):
                return self._live
            generation = self._store.open()
            fresh = _Held(ColumnarSnapshot.over(generation), generation.folder)
        except OpslagError as error:
            if self._live is None:
                raise
            self._pass_over(folder, error, self._live)
            return self._live
        self._replace(fresh)
        return fresh

    def _replace(self, fresh: _Held | None) -> None:
        before, self._live = self._live, fresh
        if before:
            before.is_live = False
            before.close_if_idle()

    def _is_passed_over(self, folder: Path) -> bool:
        """Whether a generation could not be opened a moment ago."""
        return folder == self._passed_over and time.monotonic() < self._retry_at

    def _pass_over(self, folder: Path | None, error: OpslagError, kept: _Held) -> None:
        """Go on with what is open; of what is not fit to be, one line in the log is enough."""
        reason = str(error)
        if reason != self._reason:
            _log.warning("keeping %s: %s", kept.snapshot.generation, reason)
        self._passed_over, self._reason = folder, reason
        self._retry_at = time.monotonic() + RETRY_SECONDS
