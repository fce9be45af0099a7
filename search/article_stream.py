"""All articles that answer a question, read one by one, for exports."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Self

from index import Article
from search.backend import Handle, Snapshot


class ArticleStream:
    """The articles of some handles of a snapshot, in the same order. The snapshot stays open, even if the index changes
    meanwhile, until the end of a `with` block or until `close`, which closes `held`."""

    def __init__(self, snapshot: Snapshot, handles: Sequence[Handle], held: ExitStack) -> None:
        self.generation = snapshot.generation
        self._snapshot: Snapshot | None = snapshot
        self._handles = handles
        self._held = held

    def __len__(self) -> int:
        return len(self._handles)

    def __iter__(self) -> Iterator[Article]:
        articles = iter(self._opened().read(self._handles))
        while (article := next(articles, None)) is not None:
            yield article
            self._opened()

    def _opened(self) -> Snapshot:
        if self._snapshot is None:
            raise ValueError("the stream of articles has been closed")
        return self._snapshot

    def close(self) -> None:
        """Close the snapshot. A second call does nothing."""
        self._snapshot = None
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
