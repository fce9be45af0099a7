"""The words and phrases of a question, and what they stand for in the index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index.danish import SURFACE, TOKEN, Analysis, Meaning, word_of
from search.tree import Filter, Node, Phrase, Term, all_of, any_of


@dataclass(frozen=True)
class Word:
    """A word as typed, and what it stands for.

    A word with a hyphen consists of several words: *Nato-chefen* of *Nato* and *chefen*; other words consist of
    themselves. `meanings` are their meanings; an article has the word if it has all of them, or the term `joined`,
    which is the word without hyphens (`natochef`). `surface` are the words that it consists of as they are written in
    the surface fields.
    """

    typed: str
    meanings: tuple[Meaning, ...]
    surface: tuple[str, ...]
    joined: str | None = None

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """All ranking terms of the word. Each adds to the score by itself, even of an article that does not have the
        whole word."""
        terms = [term for meaning in self.meanings for term in meaning.terms]
        return tuple(dict.fromkeys((*terms, *([self.joined] if self.joined else ()))))

    def match_tree(self, field: str = "text") -> Node:
        """The tree of the articles that have this word: its joined term, or all of the words that it consists of. They
        have such a word if they have its stem, alone or as a part of a compound, or all of its own parts."""
        separate = all_of([_meaning_tree(meaning, field) for meaning in self.meanings])
        return any_of([Term(field, self.joined), separate]) if self.joined else separate

    def tree(self) -> Node:
        """The tree of the articles that have this word, scored by all of its terms."""
        return all_of([Filter(self.match_tree()), any_term(self.terms)]) if len(self.terms) > 1 else self.match_tree()


def _meaning_tree(meaning: Meaning, field: str) -> Node:
    whole = Term(field, meaning.whole)
    if not meaning.parts:
        return whole
    parts = dict.fromkeys(part.word for part in meaning.parts)
    return any_of([whole, all_of([Term(field, part) for part in parts])])


@dataclass(frozen=True)
class QuotedPhrase:
    """A phrase: words in quotes. An article has it if it has the words `surface`, as they are written, one after
    another; its score is that of `words`."""

    surface: tuple[str, ...]
    words: tuple[Word, ...]

    @property
    def typed(self) -> str:
        """The phrase as typed, within quotes."""
        return f'"{" ".join(word.typed for word in self.words)}"'

    @property
    def terms(self) -> tuple[str, ...]:
        """A key that is different for every other phrase or word."""
        return ('"', *self.surface)

    @cached_property
    def match_tree(self) -> Node:
        """The tree of the articles that have the phrase in their title or in their body, without scores."""
        return Filter(any_of([Phrase("title", self.surface), Phrase("body", self.surface)]))

    def tree(self) -> Node:
        """The tree of the articles that have the phrase, scored by the terms of its words."""
        return all_of([self.match_tree, self.score_tree])

    @cached_property
    def score_tree(self) -> Node:
        """The tree of the articles that have any term of its words, with the scores of these terms."""
        return any_term(term for word in self.words for term in word.terms)


def read_word(typed: str, analysis: Analysis, alternatives: int) -> Word | None:
    """The word that `typed`, one token, stands for; None if nothing in it can be searched. Of each word that it
    consists of, at most `alternatives` parts are kept.

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


def read_phrase(text: str, analysis: Analysis, alternatives: int) -> QuotedPhrase | None:
    """The phrase that `text` (without the quotes) stands for; None if it has no word."""
    words = (read_word(word_of(match), analysis, alternatives) for match in TOKEN.finditer(text))
    surface = tuple(surface_words(text))
    return QuotedPhrase(surface, tuple(word for word in words if word)) if surface else None


def surface_words(text: str) -> Iterator[str]:
    """The words of `text` as they are written in the surface fields, one for each position.

    >>> list(surface_words("Nato-chefen siger:"))
    ['nato', 'chefen', 'siger']
    """
    last = -1
    for word, position in SURFACE.words(text):
        if position > last:
            yield word
        last = position


def any_term(terms: Iterable[str]) -> Node:
    """The tree of the articles that have any of these ranking terms, with the sum of the scores. Repeated terms count
    once."""
    return any_of([Term("text", term) for term in dict.fromkeys(terms)])
