"""A question as it was parsed: what every hit has to match, what it may lack, and what is marked in it."""

from dataclasses import dataclass, field

from search.lexer import Piece
from search.tree import Boosted, Everything, Filter, NearWords, Node, all_of, any_of
from search.words import QuotedPhrase, Word, any_term

Plain = Word | QuotedPhrase
"""What may be plain in a question."""


@dataclass(frozen=True)
class Question:
    """A question as it was parsed from its `pieces`.

    `plain` are the words and phrases that a hit may lack; `required` is the tree that every hit matches, or None.
    `words`, `phrases` and `prefixes` are all those asked for, plain or required, except negated ones: what is marked in
    the hits.
    """

    pieces: tuple[Piece, ...] = field(default=(), compare=False)
    plain: tuple[Plain, ...] = ()
    required: Node | None = None
    words: tuple[Word, ...] = ()
    phrases: tuple[QuotedPhrase, ...] = ()
    prefixes: tuple[str, ...] = ()

    @property
    def plain_words(self) -> tuple[Word, ...]:
        """The plain words, and the words of the plain phrases, each once."""
        words = (word for item in self.plain for word in (item.words if isinstance(item, QuotedPhrase) else (item,)))
        return tuple({word.terms: word for word in words}.values())

    @property
    def asked_words(self) -> tuple[Word, ...]:
        """All words that were asked for, also those within phrases."""
        return self.words + tuple(word for phrase in self.phrases for word in phrase.words)

    @property
    def plain_phrases(self) -> tuple[QuotedPhrase, ...]:
        """The plain phrases."""
        return tuple(item for item in self.plain if isinstance(item, QuotedPhrase))

    def strict(self) -> Node:
        """The tree of the articles that have everything that was asked for."""
        return self._tree([item.tree() for item in {item.terms: item for item in self.plain}.values()])

    def relaxed(self) -> Node:
        """The tree of the articles that have what is required and any of the plain words. A plain phrase counts as its
        words."""
        words = self.plain_words
        scores = any_term(term for word in words for term in word.terms)
        if all(len(word.terms) == 1 for word in words):
            return self._tree([scores])
        return self._tree([Filter(any_of([word.match_tree() for word in words])), scores])

    def _tree(self, plain: list[Node]) -> Node:
        trees = plain if self.required is None else [self.required, *plain]
        if not trees:
            return Filter(Everything())
        near = [
            NearWords(surface)
            for surface in dict.fromkeys(surface for word in self.asked_words for surface in word.surface)
        ]
        return Boosted(all_of(trees), any_of(near)) if near else all_of(trees)
