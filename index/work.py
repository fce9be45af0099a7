"""What a build can share among processes: blocks of articles to write, and words to derive ranking terms of."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.article import Article
from index.blocks import batches, write_block
from index.columnar import Block, BlockWriter, train
from index.danish import Lexicon, ranking_terms
from index.mapping import PLAN, to_document

if TYPE_CHECKING:
    from index.parallel import Pool


class Work:
    """The work on `articles`: done in this process or, where `workers` are several and there is more than one block, in
    so many others, which end with the block of a `with` statement. `dictionary` is what the stored articles of all of
    them are compressed with."""

    def __init__(self, folder: Path, articles: Iterable[Article], workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._batches = batches(articles)
        self._first = next(self._batches, None)
        self._pool: Pool | None = None
        first = [to_document(article).stored for article in self._first[1]] if self._first else []
        self.dictionary = train(first)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.close()

    def blocks(self) -> Iterator[Block]:
        """The blocks, in the order of the articles, which can be asked for once. Raises BuildFailed where a worker
        dies."""
        second = next(self._batches, None)
        stream = chain(filter(None, (self._first, second)), self._batches)
        self._first = None
        if self._workers == 1 or second is None:
            writer = BlockWriter(os.getpid(), PLAN.surface, PLAN.completed, self.dictionary)
            return (write_block(writer, self._folder, batch) for batch in stream)
        from index.parallel import Pool  # Not above: servers have no use for process pools.

        self._pool = Pool(self._workers, self.dictionary)
        return self._pool.write_blocks(self._folder, stream)

    def ranking_terms(self, words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
        """The ranking terms of surface terms. Raises BuildFailed where a worker dies."""
        return (self._pool.ranking_terms if self._pool else ranking_terms)(words, lexicon)
