"""The engines whose answers are compared, each behind the same door: index a collection, answer its questions.

Each is set up as its documentation has it for Danish, and asked for articles with any word of the question, title and
body being one text.
"""

from collections.abc import Iterator
from typing import Protocol

from search import Collection
from search.quality import Run
from tests.benchmarks.peers import articles_of


class Peer(Protocol):
    """An engine."""

    name: str

    def rank(self, collection: Collection) -> Run:
        """For each judged question, the ids of the first ten articles, the best first."""
        ...


def texts(collection: Collection) -> Iterator[tuple[str, str]]:
    """The articles as Opslag reads them: the id, and title and body as one text."""
    for article in articles_of(collection.documents):
        yield article.id, f"{article.title}\n{article.text}"


def asked(collection: Collection) -> Iterator[tuple[str, str]]:
    """The questions that are judged: the id and the text."""
    return ((id, text) for id, text in collection.questions.items() if id in collection.judgements)
