"""Irregular forms: *mænd* is *mand*, *gik* is *gå*, *større* is *stor*.

The tables in `data/danish` are ours (`verbs`, `nouns`, `adjectives`): a line holds a word and the forms that no rule of
endings brings together with it. What such a word stands for is written `=ord` where no rule may touch it any further:
*haven* (the garden) is not *havet* (the sea).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from index.danish.tables import read_table

KEPT = "="
"""Stands before a word whose forms get the word itself for their stem."""

BEHIND_PREFIX = "~"
"""Stands before a form that counts behind a prefix alone."""

SHORTEST_HEAD = {"nouns": 4, "verbs": 5}
"""Letters that a form has at least, by its table, to be known at the end of any word: *landsmænd*, *iværksatte*."""

LOOKED_UP_BY = 2
"""Letters at the end of a word by which it is known how long the forms are that it may end with."""

_PREFIXES = re.compile(f"(?:{'|'.join(prefix for line in read_table('prefixes') for prefix in line)})+")
"""One verbal prefix or several."""

_Words = dict[str, tuple[str, bool]]
"""Words by their forms, each with whether it is its own stem."""

_Lengths = dict[str, list[int]]
"""How many letters forms have, the most first, by the last ones of them."""

_HAS_VOWEL = re.compile("[aeiouyæøå]")


def irregular(word: str) -> tuple[str, bool] | None:
    """The word of which a folded word is an irregular form, and whether that is to be kept as it is; None where it is
    none that we know.

    >>> [irregular(word) for word in ("mænd", "landsmænd", "foretog", "haven", "soldaten")]
    [('mand', False), ('landsmand', False), ('foretage', False), ('have', True), None]
    """
    if (found := _forms().get(word)) is not None:
        return found
    verbs, lengths = _behind_prefixes()
    for length in lengths.get(word[-LOOKED_UP_BY:], ()):
        verb = verbs.get(word[-length:])
        if verb and _PREFIXES.fullmatch(word, 0, len(word) - length):
            return word[:-length] + verb[0], verb[1]
    heads, lengths = _heads()
    for length in lengths.get(word[-LOOKED_UP_BY:], ()):
        head = heads.get(word[-length:])
        if head and _HAS_VOWEL.search(word, 0, len(word) - length):
            return word[:-length] + head[0], head[1]
    return None


def irregular_forms() -> Iterator[str]:
    """All forms that the tables hold."""
    return iter(_forms())


def _lines(table: str) -> Iterator[tuple[str, bool, list[str]]]:
    """The lines of a table: the word, whether it is kept, and its other forms."""
    for word, *forms in read_table(table):
        yield word.removeprefix(KEPT), word.startswith(KEPT), forms


@cache
def _forms() -> _Words:
    """The words of all tables by their forms; of one form in several lines the first counts."""
    found: _Words = {}
    for table in ("nouns", "verbs", "adjectives"):
        for word, kept, forms in _lines(table):
            for form in (word, *forms):
                if not form.startswith(BEHIND_PREFIX):
                    found.setdefault(form, (word, kept))
    return found


@cache
def _behind_prefixes() -> tuple[_Words, _Lengths]:
    """The verbs by the forms that count behind a prefix, and how long these are."""
    verbs = {
        form.removeprefix(BEHIND_PREFIX): (verb, kept)
        for verb, kept, forms in _lines("verbs")
        for form in (verb, *forms)
    }
    del verbs["er"]  # It is an ending more often: *deler*, *gener*.
    return verbs, _lengths(verbs)


@cache
def _heads() -> tuple[_Words, _Lengths]:
    """The words by the forms that count at the end of any word, and how long these are."""
    heads: _Words = {}
    for table, shortest in SHORTEST_HEAD.items():
        for word, kept, forms in _lines(table):
            if kept and table == "verbs":  # *Sende* is no end of *løsende*.
                continue
            # Short words are ends of too many others; their forms are known by their vowels.
            known = [form for form in forms if not form.startswith(BEHIND_PREFIX) and len(form) >= shortest]
            known += [word] * (len(word) > shortest - kept)
            heads |= dict.fromkeys(known, (word, kept))
    return heads, _lengths(heads)


def _lengths(forms: Iterable[str]) -> _Lengths:
    lengths: _Lengths = {}
    for form in sorted(forms, key=len, reverse=True):
        of_ending = lengths.setdefault(form[-LOOKED_UP_BY:], [])
        of_ending += [len(form)] * (len(form) not in of_ending)
    return lengths
