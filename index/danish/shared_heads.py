"""Words that share a head or a beginning with another: *for- og eftermiddag* holds *formiddag*, *boligkøb og -salg*
holds *boligsalg*.

Which head that is, only a lexicon knows, which is made of all texts. So in the text the word stands with the other one
as a term of its own, the only kind that has a hyphen: `for-eftermiddag`; with two where it is the beginning that is
shared: `salg--boligkøb`. It begins with the word that stands there, as prefixes must mark. In ranking it becomes the
word that is meant, or nothing.
"""

import re
from collections.abc import Callable, Sequence

from index.danish.word_filter import WordFilter

_SHARED = re.compile(r"([^-]+)(--?)([^-].*)", re.DOTALL)

SHORTEST_HEAD = 3
"""Letters, at least, of a head that is tried without being a part of the other word."""

Split = Callable[[str], Sequence[str]]
"""Cuts a word into its parts, each with the linking element behind it."""

Knows = Callable[[str], bool]
"""Says whether a word is known."""


def shared_head(term: str, split: Split, knows: Knows) -> str | None:
    """The word that a term of two words means; None where it cannot be known.

    >>> parts = {"miljøudvalg": ["miljø", "udvalg"], "boligkøb": ["bolig", "køb"]}
    >>> terms = ("for-eftermiddag", "teknik-miljøudvalg", "salg--boligkøb", "10-12-årige")
    >>> [shared_head(term, lambda word: parts.get(word, [word]), {"formiddag"}.__contains__) for term in terms]
    ['formiddag', 'teknikudvalg', 'boligsalg', '10årige']
    """
    match = _SHARED.fullmatch(term)
    if match is None:
        return None
    word, sign, other = match.groups()
    before, hyphen, last = other.rpartition("-")
    if hyphen:
        return word + last if sign == "-" else before.replace("-", "") + word
    if sign == "-":
        for start in range(1, len(other) - SHORTEST_HEAD + 1):
            if knows(word + other[start:]):
                return word + other[start:]
    parts = split(other)
    heads = ["".join(parts[cut:]) for cut in range(len(parts) - 1, 0, -1)]
    heads = [head for head in heads if other.endswith(head) and head != other]
    if not heads:
        return None
    return word + _likeliest(word, other, heads) if sign == "-" else other.removesuffix(heads[0]) + word


def _likeliest(word: str, other: str, heads: Sequence[str]) -> str:
    """Which of `heads`, the shortest first, `word` lacks: the first that stands behind an *s* in `other` if and only if
    `word` ends with one; if there is none such, the first.

    >>> _likeliest("sundheds", "arbejdsmarkedsområdet", ["området", "markedsområdet"])
    'området'
    >>> _likeliest("teknik", "miljøudvalgsformand", ["formand", "udvalgsformand"])
    'udvalgsformand'
    """
    linked = word.endswith("s")
    return next((head for head in heads if other.removesuffix(head).endswith("s") == linked), heads[0])


class SharedHeads(WordFilter):
    """Heads after a hyphen: *for- og eftermiddag* -> *formiddag*."""

    def __init__(self, split: Split, knows: Knows) -> None:
        self._split = split
        self._knows = knows

    def word(self, text: str) -> str:
        return shared_head(text, self._split, self._knows) or "" if "-" in text else text
