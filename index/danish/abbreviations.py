"""Abbreviations: one word whichever way they are dotted, and in ranking the word that they stand for, as the table
`data/danish/abbreviations.txt` has it."""

import re

from index.danish.tables import read_table
from index.danish.word_filter import WordFilter

_POINTS = re.compile(r"(?<=[^\W\d_])\.+")
_KEPT = ("mia.", "mill.")
"""Abbreviations that keep their points: without them they are the names *Mia* and *Mill*."""


def without_points(word: str) -> str:
    """A folded word without the points behind its letters; *mia.* keeps its own.

    >>> [without_points(word) for word in ("f.eks", "a..p", "ph.d.studerende", "7.500", "mia.")]
    ['feks', 'ap', 'phdstuderende', '7.500', 'mia.']
    """
    return _POINTS.sub("", word) if "." in word and word not in _KEPT else word


class Points(WordFilter):
    """The points of an abbreviation: *f.eks* -> *feks*."""

    def word(self, text: str) -> str:
        return without_points(text)


WRITTEN_OUT = {short: word for word, *others in read_table("abbreviations") for short in others}
"""The words that abbreviations are read as, by the abbreviation, folded and without points."""


class Abbreviations(WordFilter):
    """The word an abbreviation stands for: *kl* -> *klokken*."""

    def word(self, text: str) -> str:
        return WRITTEN_OUT.get(text, text)
