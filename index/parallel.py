"""Share the work of a build among several processes."""

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

from index.blocks import Batch, write_block
from index.columnar import Block, BlockWriter
from index.danish import Lexicon, ranking_terms
from index.errors import BuildFailed
from index.mapping import PLAN

_Result = TypeVar("_Result")


class Pool:
    """So many worker processes. They start when there is work for them; `close` ends them."""

    def __init__(self, workers: int, dictionary: bytes) -> None:
        self._workers = workers
        self._others = multiprocessing.active_children()
        # Spawned, not forked: a forked worker would hold the write lock on beyond the death of its parent.
        self._pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(dictionary,)
        )

    def close(self) -> None:
        """End the processes, whatever they have left to do."""
        self._pool.shutdown(cancel_futures=True)

    def write_blocks(self, folder: Path, batches: Iterable[Batch]) -> Iterator[Block]:
        """The blocks of `batches`, spooled into a folder, in order; few more are taken in than there are workers.
        Raises BuildFailed where a worker dies."""
        pending: deque[Future[Block]] = deque()
        for batch in batches:
            pending.append(self._submit(_write_in_worker, folder, batch))
            if len(pending) > self._workers:
                yield self._result(pending.popleft())
        yield from map(self._result, pending)

    def ranking_terms(self, words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
        """The ranking terms of surface terms; the workers begin at once. Raises BuildFailed where one dies."""
        share = len(words) // self._workers + 1
        pending = [
            self._submit(_ranking_terms_in_worker, words[first : first + share], lexicon)
            for first in range(0, len(words), share)
        ]
        return chain.from_iterable(map(self._result, pending))

    def _submit(self, work: Callable[..., _Result], *task: object) -> Future[_Result]:
        with _interrupts_put_off(), self._unbroken():  # Submitting starts processes.
            return self._pool.submit(work, *task)

    def _result(self, of: Future[_Result]) -> _Result:
        with self._unbroken():
            return of.result()

    @contextmanager
    def _unbroken(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool:
            # A pool that breaks while it starts a process forgets to end that one, and then waits for it.
            for worker in multiprocessing.active_children():
                if worker not in self._others:
                    worker.kill()
            raise BuildFailed("a worker process died; the live index is as it was") from None


_writer: BlockWriter | None = None
"""What a worker process turns its blocks out with."""


def _start(dictionary: bytes) -> None:
    global _writer
    gc.disable()  # As in `index.build`.
    _writer = BlockWriter(os.getpid(), PLAN.surface, PLAN.completed, dictionary)
    _die_with_parent()


def _write_in_worker(folder: Path, batch: Batch) -> Block:
    assert _writer is not None
    return write_block(_writer, folder, batch)


def _ranking_terms_in_worker(words: Sequence[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    return list(ranking_terms(words, lexicon))


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Put Ctrl+C off to the end, so that no process is left half started; the processes that are started here never
    get it: a terminal sends it to all, and it is for the one that was called to answer."""
    if threading.current_thread() is not threading.main_thread():  # Others are not interrupted.
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
    """End this process when its parent ends, however that ends."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
