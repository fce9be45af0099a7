"""All articles that answer a question, to be read at leisure while other questions are answered."""

from collections.abc import Iterator, Sequence

from index import Article
from search.reading import Reading


class Matches:
    """The articles `numbers` of one generation, whose files stay open until `close`, or as long as anybody holds this,
    also when a newer generation is published."""

    def __init__(self, reading: Reading, numbers: Sequence[int]) -> None:
        self.generation = reading.generation.name
        self._reading: Reading | None = reading
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Article]:
        return map(self._article, self._numbers)

    def id(self, place: int) -> str | None:
        """The id of the article at a place, the first being 1; None where there is none."""
        within = 1 <= place <= len(self)
        return self._article(self._numbers[place - 1]).id if within else None

    def close(self) -> None:
        """Let go of the generation; a second time does nothing."""
        self._reading = None

    def _article(self, number: int) -> Article:
        if self._reading is None:
            raise ValueError("the matches have been closed")
        return self._reading.article(number)
