"""A word of a question: what it stands for in the index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index.danish import SURFACE, TOKEN, Analysis, Meaning, word_of
from search.tree import Filter, Node, Phrase, Term, all_of, any_of


@dataclass(frozen=True)
class Word:
    """A word as typed, and what it stands for: `meanings` are those of the words that it consists of, which an article
    must all hold; `joined` is the term that does as well by itself. *soldat* consists of itself; *Nato-chefen* of
    *Nato* and *chefen*, with `natochef` as joined. `surface` are these words as they stand in the surface fields.
    """

    typed: str
    meanings: tuple[Meaning, ...]
    surface: tuple[str, ...]
    joined: str | None = None

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Every ranking term of the word. Each adds to the score by itself, also in an article that does not hold the
        word."""
        terms = [term for meaning in self.meanings for term in meaning.terms]
        return tuple(dict.fromkeys((*terms, *([self.joined] if self.joined else ()))))

    def held(self, field: str = "text") -> Node:
        """The articles that hold this word: its joined term, or all of the words that it consists of; each of these by
        its own term, alone or as a part of a compound, or by all of its parts."""
        together = all_of([_held(meaning, field) for meaning in self.meanings])
        return any_of([Term(field, self.joined), together]) if self.joined else together

    def tree(self) -> Node:
        """The articles that hold this word, with the scores of all of its terms."""
        return all_of([Filter(self.held()), scored(self.terms)]) if len(self.terms) > 1 else self.held()


def _held(meaning: Meaning, field: str) -> Node:
    whole = Term(field, meaning.whole)
    if not meaning.parts:
        return whole
    parts = dict.fromkeys(part.word for part in meaning.parts)
    return any_of([whole, all_of([Term(field, part) for part in parts])])


@dataclass(frozen=True)
class Quoted:
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
    def held(self) -> Node:
        """The articles that have the phrase in their title or in their body, never across both."""
        return Filter(any_of([Phrase("title", self.surface), Phrase("body", self.surface)]))

    def tree(self) -> Node:
        """The articles that have the phrase, scored as its words are."""
        return all_of([self.held, self.scores])

    @cached_property
    def scores(self) -> Node:
        """The articles that hold any of its words, with the scores of their terms."""
        return scored(term for word in self.words for term in word.terms)


def read_word(typed: str, analysis: Analysis, alternatives: int) -> Word | None:
    """The word that the tokenizer cut out as `typed`, with at most `alternatives` parts of each word that it consists
    of; None where nothing of it can be searched.

    >>> word = read_word("Nato-chefen", Analysis(), 8)
    >>> word.terms, word.joined
    (('nato', 'chef', 'natochef'), 'natochef')
    """
    terms = SURFACE.terms(typed)
    firsts = {term.position: term.text for term in reversed(terms)}
    consists_of = [(text, meaning) for _, text in sorted(firsts.items()) if (meaning := analysis.meaning(text))]
    if not consists_of:
        return None
    stacked = [analysis.meaning(term.text) for term in terms if term.text != firsts[term.position]]
    joined = next((meaning.whole for meaning in stacked if meaning), None) if len(firsts) > 1 and alternatives else None
    surface, meanings = zip(*consists_of, strict=True)
    cut = tuple(Meaning(meaning.whole, meaning.parts[:alternatives]) for meaning in meanings)
    return Word(typed, cut, surface, joined)


def read_quoted(text: str, analysis: Analysis, alternatives: int) -> Quoted | None:
    """The phrase that `text`, without its quotes, stands for; None where it has no word."""
    words = (read_word(word_of(match), analysis, alternatives) for match in TOKEN.finditer(text))
    surface = tuple(surface_words(text))
    return Quoted(surface, tuple(word for word in words if word)) if surface else None


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


def scored(terms: Iterable[str]) -> Node:
    """The articles that hold any of `terms`, each counted once; their scores add up."""
    return any_of([Term("text", term) for term in dict.fromkeys(terms)])
