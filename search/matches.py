"""All articles that answer a question, to be read at leisure while other questions are answered."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

from index import Article
from search.reading import Reading

BATCH = 50
"""Articles that are read at once, as many as on the largest page: so long other questions wait."""


class Matches:
    """The articles `numbers` of one generation, whose files stay open until `close`, also when a newer generation is
    published. To be made while `lock`, which guards the generation, is held."""

    def __init__(self, reading: Reading, numbers: Sequence[int], lock: AbstractContextManager[bool]) -> None:
        self.generation = reading.generation.name
        self._reading: Reading | None = reading
        self._numbers = numbers
        self._lock = lock
        reading.lease()

    def __len__(self) -> int:
        return len(self._numbers)

    def batches(self) -> Iterator[list[Article]]:
        """The articles in order, some at a time. Raises ValueError after `close`."""
        for start in range(0, len(self), BATCH):
            yield self._read(self._numbers[start : start + BATCH])

    def id(self, place: int) -> str | None:
        """The id of the article at a place, the first being 1; None where there is none."""
        within = 1 <= place <= len(self)
        return self._read(self._numbers[place - 1 : place])[0].id if within else None

    def close(self) -> None:
        """Let go of the generation; a second time does nothing."""
        with self._lock:
            if self._reading:
                self._reading.release()
            self._reading = None  # Whoosh unmaps a file once nobody refers to it any more.

    def _read(self, numbers: Sequence[int]) -> list[Article]:
        with self._lock:
            if self._reading is None:
                raise ValueError("the matches have been closed")
            return list(map(self._reading.article, numbers))
