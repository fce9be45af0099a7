"""What the steps of the analysis have in common: a Whoosh filter that turns one word into another."""

from abc import abstractmethod
from collections.abc import Iterator

from whoosh.analysis import Filter, Token


class WordFilter(Filter):
    """A filter that rewrites each token's text by itself, and drops a token of which nothing is left."""

    @abstractmethod
    def word(self, text: str) -> str:
        """What `text` becomes; a pure function."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        word = self.word
        for token in tokens:
            token.text = word(token.text)
            if token.text:
                yield token
