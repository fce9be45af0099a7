"""The meaning of a word: what it stands for in ranking, its stem and, where it is a compound, those of its parts.

That is a function of the word as it stands in the surface fields and of the index's lexicon. So each distinct word of
an index is looked at once, all of them together, and the words of a question are read as those of the articles were.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.danish.abbreviations import Abbreviations
from index.danish.compounds import CompoundPart, split_all
from index.danish.lexicon import IS_NAME, Lexicon
from index.danish.numbers import Numbers
from index.danish.numerals import Numerals
from index.danish.rolling_hashes import has_hash, hashes_of
from index.danish.shared_heads import SharedHeads
from index.danish.stem import stem
from index.danish.variants import Variants
from index.danish.word_filter import WordFilter


class Meaning(NamedTuple):
    """What a word stands for: the term of the whole word, and those of its parts, if it has any, each with the offsets
    in the word that it is of."""

    whole: str
    parts: tuple[CompoundPart, ...] = ()

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
            yield Meaning(stems[word], tuple([CompoundPart(stems[part], start, end) for part, start, end in found]))
        else:  # Where a word is written otherwise its parts have no places of their own.
            yield Meaning(stems[word], tuple([CompoundPart(stems[part], 0, len(written)) for part, _, _ in found]))


def ranking_terms(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """The terms of each of some surface terms; none of one that stands for nothing."""
    return (meaning.terms if meaning else () for meaning in meanings(words, lexicon))


def rewriters(lexicon: Lexicon) -> tuple[WordFilter, ...]:
    """The steps that make another word of a word, in order."""
    return SharedHeads(lambda word: linked_parts(word, lexicon), lexicon.__contains__), *REWRITERS


REWRITERS = (Numbers(), Numerals(), Abbreviations(), Variants())
"""Those of the `rewriters` that need no lexicon."""


def linked_parts(word: str, lexicon: Lexicon) -> Sequence[str]:
    """A folded word, cut into its parts, each with the linking element behind it.

    >>> from index.danish.lexicon import NO_LEXICON
    >>> linked_parts("forsvar", NO_LEXICON)
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
    known = [word for word in words if has_hash(word)]
    found, _, flags = lexicon.find(hashes_of(known))
    return {known[at] for at in np.flatnonzero(found)[flags & IS_NAME > 0].tolist()}
