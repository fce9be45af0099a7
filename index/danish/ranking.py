"""What words stand for in ranking: their stems and, where they are compounds, the stems of their parts.

That is a function of the word as it stands in the surface fields and of the index's lexicon. So each distinct word of
an index is looked at once, all of them together, and the words of a question are read as those of the articles were.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.danish.abbreviations import Abbreviations
from index.danish.compounds import Part, split_all
from index.danish.keys import has_key, keys_of
from index.danish.lexicon import IS_NAME, Lexicon
from index.danish.numbers import Numbers
from index.danish.numerals import Numerals
from index.danish.shared_heads import SharedHeads
from index.danish.spellings import Spellings
from index.danish.stem import stem
from index.danish.step import WordFilter


class Meaning(NamedTuple):
    """What a word stands for: the term of the whole word, and those of its parts, if it has any, each with the letters
    of the word that it is of."""

    whole: str
    parts: tuple[Part, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All terms, each once, that of the whole word first."""
        if not self.parts:
            return (self.whole,)
        return tuple(dict.fromkeys((self.whole, *(part.word for part in self.parts))))


def meanings(words: Sequence[str], lexicon: Lexicon) -> Iterator[Meaning | None]:
    """What each of some surface terms stands for; None where that is nothing.

    >>> from index.danish.lexicon import NO_LEXICON
    >>> [meaning and meaning.terms for meaning in meanings(["mændene", "7.500"], NO_LEXICON)]
    [('mand',), ('7500',)]
    """
    plain = words
    for rewriter in rewriters(lexicon):
        plain = [rewriter.word(word) if word else "" for word in plain]
    roots = {word: stem(word) for word in plain if word}
    parts = dict(zip(roots, split_all(roots, lexicon), strict=True))
    for part in {part.word for some in parts.values() for part in some}:
        roots.setdefault(part, stem(part))
    stems = stems_of(roots, lexicon)
    for written, word in zip(words, plain, strict=True):
        if not word:
            yield None
        elif not (found := parts[word]):
            yield Meaning(stems[word])
        elif written == word:
            yield Meaning(stems[word], tuple([Part(stems[part], start, end) for part, start, end in found]))
        else:  # Where a word is written otherwise its parts have no places of their own.
            yield Meaning(stems[word], tuple([Part(stems[part], 0, len(written)) for part, _, _ in found]))


def ranking_terms(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """The terms of each of some surface terms; none of one that stands for nothing."""
    return (meaning.terms if meaning else () for meaning in meanings(words, lexicon))


def rewriters(lexicon: Lexicon) -> tuple[WordFilter, ...]:
    """The steps that make another word of a word, in order."""
    return SharedHeads(lambda word: pieces(word, lexicon), lexicon.__contains__), *REWRITERS


REWRITERS = (Numbers(), Numerals(), Abbreviations(), Spellings())
"""Those of them that need no lexicon."""


def pieces(word: str, lexicon: Lexicon) -> Sequence[str]:
    """A folded word, cut into its parts with what links them.

    >>> from index.danish.lexicon import NO_LEXICON
    >>> pieces("forsvar", NO_LEXICON)
    ['forsvar']
    """
    cuts = [part.start for part in split_all({word: stem(word)}, lexicon)[0]] or [0]
    return [word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)]


def stems_of(roots: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    """The stems of folded words, which come with those that they have as common words. A name keeps its form, but for
    the *s* of its genitive, so that *Anders* is no *and*: what is a name the lexicon knows, form by form."""
    genitives = [word for word in roots if word[-1] == "s"]
    names = _names([*roots, *(word[:-1] for word in genitives)], lexicon)
    stems = {**roots, **{name: name for name in names}, **{f"{name}s": name for name in names}}
    return {word: stems[word] for word in roots}


def _names(words: Sequence[str], lexicon: Lexicon) -> set[str]:
    known = [word for word in words if has_key(word)]
    found, _, flags = lexicon.find(keys_of(known))
    return {known[at] for at in np.flatnonzero(found)[flags & IS_NAME > 0].tolist()}
