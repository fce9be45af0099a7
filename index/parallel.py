"""Analyse articles in several processes, in order."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice

from index.article import Article
from index.errors import BuildFailed
from index.schema import Postings, analyse

BATCH = 200
"""Articles that travel to another process at once. Fewer than that are not worth a process."""

Words = dict[str, Postings]


def analysed(articles: Iterable[Article], workers: int) -> Iterator[tuple[Article, Words]]:
    """Each article with its fields of words, in the order of `articles`; in this process where `workers` is 1 or the
    articles are few.

    Raises BuildFailed where a worker dies.
    """
    stream = iter(articles)
    first = list(islice(stream, BATCH))
    if workers == 1 or len(first) < BATCH:
        yield from ((article, analyse(article)) for article in chain(first, stream))
        return
    pending: deque[tuple[list[Article], Future[list[Words]]]] = deque()
    others = multiprocessing.active_children()
    # Spawned, not forked: a forked worker would hold the write lock on beyond the death of its parent.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_die_with_parent)
    batch = first
    try:
        while batch or pending:
            if batch:
                with _interrupts_put_off():  # Submitting starts processes.
                    pending.append((batch, pool.submit(_analyse_batch, batch)))
                batch = list(islice(stream, BATCH))
            if len(pending) > 2 * workers or not batch:
                done, future = pending.popleft()
                yield from zip(done, future.result(), strict=True)
    except BrokenProcessPool:
        # A pool that breaks while it starts a process forgets to end that one, and then waits for it.
        for worker in multiprocessing.active_children():
            if worker not in others:
                worker.kill()
        raise BuildFailed("a worker process died; the live index is as it was") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _analyse_batch(articles: list[Article]) -> list[Words]:
    return [analyse(article) for article in articles]


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
