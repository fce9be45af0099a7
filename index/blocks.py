"""Turn articles into spooled blocks, in order: in this process, or in several."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from index.article import Article
from index.columnar import Block, BlockWriter, train
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
            yield from (write_block(writer, self._folder, batch) for batch in stream)
        else:
            from index.parallel import written_by_workers  # Not above: servers have no use for process pools.

            yield from written_by_workers(self._folder, stream, self._workers, self.dictionary)


def write_block(writer: BlockWriter, folder: Path, batch: Batch) -> Block:
    """Spool one block into a folder."""
    first, articles = batch
    return writer.write(folder / f"block-{first}.arrays", first, [to_document(article) for article in articles])
