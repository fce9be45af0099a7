"""The work of a build that several processes can share: spooling batches of articles, and analysing their words."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.article import Article
from index.batches import batches, spool_batch
from index.columnar import Spool, SpoolWriter, train_dictionary
from index.danish import Lexicon, ranking_terms
from index.mapping import PLAN, to_document

if TYPE_CHECKING:
    from index.parallel import Pool


class BuildWorkers:
    """Does the work on `articles`: in this process or, if there is more than one batch and `workers` is above 1, in
    that number of processes, which end with the `with` statement.

    `dictionary` is the compression dictionary of the stored fields, trained on the first batch.
    """

    def __init__(self, folder: Path, articles: Iterable[Article], workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._batches = batches(articles)
        self._first = next(self._batches, None)
        self._pool: Pool | None = None
        first = [to_document(article).stored for article in self._first[1]] if self._first else []
        self.dictionary = train_dictionary(first)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.close()

    def spools(self) -> Iterator[Spool]:
        """Spool all batches, in the order of the articles; it can be called once. Raises BuildFailed where a worker
        dies."""
        second = next(self._batches, None)
        stream = chain(filter(None, (self._first, second)), self._batches)
        self._first = None
        if self._workers == 1 or second is None:
            writer = SpoolWriter(os.getpid(), PLAN.surface, PLAN.completed, self.dictionary)
            return (spool_batch(writer, self._folder, batch) for batch in stream)
        from index.parallel import Pool  # Imported late: servers need no process pools.

        self._pool = Pool(self._workers, self.dictionary)
        return self._pool.spool_batches(self._folder, stream)

    def ranking_terms(self, words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
        """The ranking terms of each of the surface terms `words`. Raises BuildFailed where a worker dies."""
        return (self._pool.ranking_terms if self._pool else ranking_terms)(words, lexicon)
