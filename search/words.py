"""A word of a question: what it stands for in the index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from whoosh import query

from index.danish import RANKING, SURFACE, TOKEN, word_of
from search.nodes import Exact, Filter


@dataclass(frozen=True)
class Word:
    """A word as typed, and the ranking terms by which an article holds it.

    `parts` are the terms that an article must all hold; `whole` is the term that does as well by itself. A simple
    word has one part and no whole; *Nato-chefen* has the parts *nato*, *chef* and the whole *natochef*.
    """

    typed: str
    parts: tuple[str, ...]
    whole: str | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """Every ranking term of the word. Each adds to the score by itself, also in an article that does not hold the
        word."""
        return self.parts + ((self.whole,) if self.whole else ())

    def held(self, field: str = "text") -> query.Query:
        """The articles that hold this word: its whole, or all of its parts."""
        together = all_of([query.Term(field, part) for part in self.parts])
        return query.Or([query.Term(field, self.whole), together]) if self.whole else together

    def tree(self) -> query.Query:
        """The articles that hold this word, with the scores of all of its terms."""
        return all_of([Filter(self.held()), scored(self.terms)]) if len(self.terms) > 1 else self.held()


@dataclass(frozen=True)
class Phrase:
    """Words in quotes: `surface` holds them as they have to stand, `words` as they score."""

    surface: tuple[str, ...]
    words: tuple[Word, ...]

    @property
    def typed(self) -> str:
        """The phrase as typed, within quotes."""
        return f'"{" ".join(word.typed for word in self.words)}"'

    @property
    def terms(self) -> tuple[str, ...]:
        """What tells it from other phrases, and from words."""
        return ('"', *self.surface)

    @cached_property
    def held(self) -> query.Query:
        """The articles that have the phrase in their title or in their body, never across both."""
        return Filter(query.Or([Exact("title", self.surface), Exact("body", self.surface)]))

    def tree(self) -> query.Query:
        """The articles that have the phrase, scored as its words are."""
        return all_of([self.held, self.scores])

    @cached_property
    def scores(self) -> query.Query:
        """The articles that hold any of its words, with the scores of their terms."""
        return scored(term for word in self.words for term in word.terms)


def read_word(typed: str, alternatives: int) -> Word | None:
    """The word that the tokenizer cut out as `typed`, with all of its parts and at most `alternatives` other terms;
    None where nothing of it can be searched.

    >>> read_word("Nato-chefen", 8)
    Word(typed='Nato-chefen', parts=('nato', 'chef'), whole='natochef')
    """
    terms = RANKING.terms(typed)
    if not terms:
        return None
    parts = {term.position: term.text for term in reversed(terms)}
    others = [term.text for term in terms if term.text != parts[term.position]][:alternatives]
    whole = others[0] if others else None
    return Word(typed, tuple(parts[position] for position in sorted(parts)), whole if len(parts) > 1 else None)


def read_phrase(text: str, alternatives: int) -> Phrase | None:
    """The phrase that `text`, without its quotes, stands for; None where it has no word."""
    words = (read_word(word_of(match), alternatives) for match in TOKEN.finditer(text))
    surface = tuple(surface_words(text))
    return Phrase(surface, tuple(word for word in words if word)) if surface else None


def surface_words(text: str) -> Iterator[str]:
    """The words of a phrase as they stand in the surface fields, one a position.

    >>> list(surface_words("Nato-chefen siger:"))
    ['nato', 'chefen', 'siger']
    """
    last = -1
    for word, position in SURFACE.words(text):
        if position > last:
            yield word
        last = position


def scored(terms: Iterable[str]) -> query.Query:
    """The articles that hold any of `terms`, each counted once; their scores add up."""
    return any_of([query.Term("text", term) for term in dict.fromkeys(terms)])


def any_of(trees: list[query.Query]) -> query.Query:
    """The articles that match one of `trees` at least; their scores add up."""
    return trees[0] if len(trees) == 1 else query.Or(trees)


def all_of(trees: list[query.Query]) -> query.Query:
    """The articles that match every one of `trees`; their scores add up."""
    return trees[0] if len(trees) == 1 else query.And(trees)
