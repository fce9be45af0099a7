"""Turn articles into spooled blocks, in several processes, in order."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from index.article import Article
from index.columnar import Block, BlockWriter, train
from index.errors import BuildFailed
from index.schema import PLAN, to_document

FIRST_BLOCK, LARGEST_BLOCK = 1_000_000, 8_000_000
"""Characters after which the first block ends, so that all workers soon have one, and after which any block ends: what
bounds the memory of a process. Each block is twice as large as the one before."""

BLOCK_ARTICLES = 20_000
"""Articles of a block, at most."""

Batch = tuple[int, list[Article]]
"""Articles of one block, and at which place the first of them was read."""


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """`articles` cut into what becomes a block each."""
    batch: list[Article] = []
    first = characters = 0
    full = FIRST_BLOCK
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if characters >= full or len(batch) == BLOCK_ARTICLES:
            yield first, batch
            first += len(batch)
            batch, characters, full = [], 0, min(2 * full, LARGEST_BLOCK)
    if batch:
        yield first, batch


class Blocks:
    """Writes blocks into a folder, in this process or, where `workers` are several and there is more than one block,
    in so many others. `dictionary` is what the stored articles of all of them are compressed with."""

    def __init__(self, folder: Path, articles: Iterable[Article], workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._batches = batches(articles)
        self._first = next(self._batches, None)
        first = [to_document(article).stored for article in self._first[1]] if self._first else []
        self.dictionary = train(first)

    def __iter__(self) -> Iterator[Block]:
        """The blocks, in the order of the articles. Raises BuildFailed where a worker dies."""
        second = next(self._batches, None)
        stream = chain(filter(None, (self._first, second)), self._batches)
        self._first = None
        if self._workers == 1 or second is None:
            writer = BlockWriter(os.getpid(), PLAN.surface, self.dictionary)
            yield from (_write(writer, self._folder, batch) for batch in stream)
        else:
            yield from self._by_workers(stream)

    def _by_workers(self, stream: Iterator[Batch]) -> Iterator[Block]:
        pending: deque[Future[Block]] = deque()
        others = multiprocessing.active_children()
        # Spawned, not forked: a forked worker would hold the write lock on beyond the death of its parent.
        pool = ProcessPoolExecutor(
            self._workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(self.dictionary,)
        )
        try:
            for batch in stream:
                with _interrupts_put_off():  # Submitting starts processes.
                    pending.append(pool.submit(_write_in_worker, self._folder, batch))
                if len(pending) > self._workers:
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


def _write(writer: BlockWriter, folder: Path, batch: Batch) -> Block:
    first, articles = batch
    return writer.write(folder / f"block-{first}.arrays", first, [to_document(article) for article in articles])


_writer: BlockWriter | None = None
"""What a worker process turns its blocks out with."""


def _start(dictionary: bytes) -> None:
    global _writer
    _writer = BlockWriter(os.getpid(), PLAN.surface, dictionary)
    _die_with_parent()


def _write_in_worker(folder: Path, batch: Batch) -> Block:
    assert _writer is not None
    return _write(_writer, folder, batch)


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
