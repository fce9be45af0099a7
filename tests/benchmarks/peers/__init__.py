"""The engines that are measured, each behind the same door: build an index of articles, open it, ask it.

All hold the same: a stemmed field with frequencies over title and body, a surface field with positions, the stored
article, a date, the source and the section.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from index import Article, read_articles
from tests.benchmarks.questions import Question


class Peer(Protocol):
    """An engine."""

    name: str

    def build(self, source: Path, folder: Path, workers: int) -> None:
        """Index the articles of `source` into an empty folder, on so many cores."""
        ...

    def open(self, folder: Path) -> None:
        """Open the index in a folder."""
        ...

    def ask(self, question: Question) -> int | None:
        """Find the first ten hits (of page 100: the last ten of the first thousand), and count all; None where the
        engine cannot be asked that."""
        ...


def articles_of(source: Path) -> Iterator[Article]:
    """The articles of a source, read as Opslag reads them."""
    return (item for item in read_articles(source) if isinstance(item, Article))


def deep(question: Question) -> tuple[int, int]:
    """From which hit to before which a question asks."""
    return (990, 1000) if question.kind == "page 100" else (0, 10)
