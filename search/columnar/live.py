"""The engine over a store of generations: it keeps the live one open, and opens a newer one once that is published."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock

from index import Generation, OpslagError, Store
from search.columnar.snapshot import ColumnarSnapshot
from search.columnar.verification import Verification

RETRY_SECONDS = 30.0
"""Seconds after which a generation that could not be opened is tried again: it may be that this process had too many
files open, or that the disk was gone for a moment."""

_log = logging.getLogger("opslag")


class _SharedSnapshot:
    """A snapshot, and the number of `with` blocks that use it. It is closed once it is no longer live and no block uses
    it."""

    def __init__(self, generation: Generation) -> None:
        self.snapshot = ColumnarSnapshot(generation)
        self.generation = generation
        self.folder = generation.folder
        self.verification = Verification(generation)
        self.users = 0
        self.is_live = True

    def close_if_idle(self) -> None:
        """Close the snapshot if nobody uses it and it is no longer live."""
        if not self.users and not self.is_live:
            self.verification.stop()
            self.snapshot.close()


class ColumnarBackend:
    """The engine over arrays (a `search.backend.Backend`). It may be shared by threads; while one of them opens a
    generation, the others wait.

    When a newer generation cannot be opened, it continues with the one it has, logs a warning, and tries again after
    `RETRY_SECONDS`. One that turns out to be damaged answers no more, until a newer one is published.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._live: _SharedSnapshot | None = None
        self._passed_over: Path | None = None
        self._retry_at = 0.0
        self._reason = ""

    @contextmanager
    def snapshot(self) -> Iterator[ColumnarSnapshot]:
        """The generation that is live now, kept open until the end of the `with` block. Raises NoIndex or DamagedIndex
        where none can be opened."""
        with self._lock:
            shared = self._opened()
            shared.users += 1
        try:
            with _explained(shared.generation):
                yield shared.snapshot
        finally:
            with self._lock:
                shared.users -= 1
                shared.close_if_idle()

    def close(self) -> None:
        """Close the live generation as soon as nobody uses it; the next snapshot opens it again."""
        with self._lock:
            self._replace(None)

    def _opened(self) -> _SharedSnapshot:
        if self._live and self._live.verification.is_cut_short():
            self._replace(None)  # What opens it anew says what is wrong, and takes what was put right.
        folder: Path | None = None
        try:
            folder = self._store.current()
            if self._live and folder == self._live.folder:
                self._reason = ""
                return self._whole(self._live)
            if self._live and self._is_passed_over(folder):
                return self._whole(self._live)
            fresh = _shared(self._store.open())
        except OpslagError as error:
            if self._live is None or folder == self._live.folder:
                raise
            self._pass_over(folder, error, self._live)
            return self._whole(self._live)
        self._replace(fresh)
        return fresh

    def _whole(self, shared: _SharedSnapshot) -> _SharedSnapshot:
        """The snapshot, as far as is known. Raises DamagedIndex where it is not what was published."""
        shared.verification.require_whole()
        return shared

    def _replace(self, fresh: _SharedSnapshot | None) -> None:
        before, self._live = self._live, fresh
        if before:
            before.is_live = False
            before.close_if_idle()

    def _is_passed_over(self, folder: Path) -> bool:
        """Whether a generation could not be opened a moment ago."""
        return folder == self._passed_over and time.monotonic() < self._retry_at

    def _pass_over(self, folder: Path | None, error: OpslagError, kept: _SharedSnapshot) -> None:
        """Continue with the open generation instead of the one in `folder`. The same reason is logged only once."""
        reason = str(error)
        if reason != self._reason:
            _log.warning("keeping %s: %s", kept.snapshot.generation, reason)
        self._passed_over, self._reason = folder, reason
        self._retry_at = time.monotonic() + RETRY_SECONDS


def _shared(generation: Generation) -> _SharedSnapshot:
    """The snapshot of an open generation. Raises DamagedIndex, and closes it, where it is damaged."""
    with ExitStack() as opened, _explained(generation):
        opened.callback(generation.close)
        shared = _SharedSnapshot(generation)
        opened.pop_all()
        return shared


@contextmanager
def _explained(generation: Generation) -> Iterator[None]:
    """Raises DamagedIndex in place of any other error that comes of damage, which is looked for then."""
    try:
        yield
    except OpslagError:
        raise
    except Exception:
        generation.require_whole()
        raise
