"""Write blocks in several processes, in order."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from index.blocks import Batch, write_block
from index.columnar import Block, BlockWriter
from index.errors import BuildFailed
from index.schema import PLAN


def written_by_workers(folder: Path, batches: Iterable[Batch], workers: int, dictionary: bytes) -> Iterator[Block]:
    """The blocks of `batches`, spooled into a folder by so many processes. Raises BuildFailed where one dies."""
    pending: deque[Future[Block]] = deque()
    others = multiprocessing.active_children()
    # Spawned, not forked: a forked worker would hold the write lock on beyond the death of its parent.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(dictionary,)
    )
    try:
        for batch in batches:
            with _interrupts_put_off():  # Submitting starts processes.
                pending.append(pool.submit(_write_in_worker, folder, batch))
            if len(pending) > workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool:
        # A pool that breaks while it starts a process forgets to end that one, and then waits for it.
        for worker in multiprocessing.active_children():
            if worker not in others:
                worker.kill()
        raise BuildFailed("a worker process died; the live index is as it was") from None
    finally:
        pool.shutdown(cancel_futures=True)


_writer: BlockWriter | None = None
"""What a worker process turns its blocks out with."""


def _start(dictionary: bytes) -> None:
    global _writer
    _writer = BlockWriter(os.getpid(), PLAN.surface, dictionary)
    _die_with_parent()


def _write_in_worker(folder: Path, batch: Batch) -> Block:
    assert _writer is not None
    return write_block(_writer, folder, batch)


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
