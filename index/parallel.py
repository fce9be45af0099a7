"""The processes among which a build shares its work."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

from index.batches import Batch, spool_batch
from index.columnar import Spool, SpoolWriter
from index.danish import Lexicon, ranking_terms
from index.errors import BuildFailed
from index.mapping import PLAN

_Result = TypeVar("_Result")


class Pool:
    """A pool of worker processes, which start when they get work, and end with `close`.

    `dictionary` is the compression dictionary of the stored fields.
    """

    def __init__(self, workers: int, dictionary: bytes) -> None:
        self._workers = workers
        self._others = multiprocessing.active_children()
        # Spawned, not forked: a forked worker would inherit the write lock, and hold it after its parent died.
        self._pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(dictionary,)
        )

    def close(self) -> None:
        """End the processes; work that was not begun is cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def spool_batches(self, folder: Path, batches: Iterable[Batch]) -> Iterator[Spool]:
        """Spool `batches` to files in `folder`; results come in the order of the batches.

        Only as many batches are read in advance as keep the workers busy, which bounds memory. Raises BuildFailed where
        a worker dies.
        """
        pending: deque[Future[Spool]] = deque()
        for batch in batches:
            pending.append(self._submit(_spool_in_worker, folder, batch))
            if len(pending) > self._workers:
                yield self._result(pending.popleft())
        yield from map(self._result, pending)

    def ranking_terms(self, words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
        """The ranking terms of each of the surface terms `words`. The workers begin when this is called, not when the
        result is read. Raises BuildFailed where a worker dies."""
        share = len(words) // self._workers + 1
        pending = [
            self._submit(_ranking_terms_in_worker, words[first : first + share], lexicon)
            for first in range(0, len(words), share)
        ]
        return chain.from_iterable(map(self._result, pending))

    def _submit(self, work: Callable[..., _Result], *task: object) -> Future[_Result]:
        with _deferred_interrupts(), self._reporting_death():  # Submitting starts processes.
            return self._pool.submit(work, *task)

    def _result(self, future: Future[_Result]) -> _Result:
        with self._reporting_death():
            return future.result()

    @contextmanager
    def _reporting_death(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool:
            # A pool that breaks while it starts a process does not end that process, but waits for it forever.
            for worker in multiprocessing.active_children():
                if worker not in self._others:
                    worker.kill()
            raise BuildFailed("a worker process died; the live index is as it was") from None


_writer: SpoolWriter | None = None
"""The writer of this worker process, which remembers the chunks of text that it has analysed."""


def _start(dictionary: bytes) -> None:
    global _writer
    gc.disable()  # For the reason given in `index.build`.
    _writer = SpoolWriter(os.getpid(), PLAN.surface, PLAN.completed, dictionary)
    _die_with_parent()


def _spool_in_worker(folder: Path, batch: Batch) -> Spool:
    assert _writer is not None
    return spool_batch(_writer, folder, batch)


def _ranking_terms_in_worker(words: Sequence[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    return list(ranking_terms(words, lexicon))


@contextmanager
def _deferred_interrupts() -> Iterator[None]:
    """Defer Ctrl+C until the end, so that no process is left half started.

    Processes that are started in between ignore Ctrl+C: a terminal sends it to all processes of the command, and the
    parent alone handles it.
    """
    if threading.current_thread() is not threading.main_thread():  # Python interrupts the main thread only.
        yield
        return
    pressed: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if pressed:
        raise KeyboardInterrupt


def _die_with_parent() -> None:
    """Start a thread that ends this process when the parent ends, in whatever way."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
