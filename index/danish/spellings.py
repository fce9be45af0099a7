"""Words that are spelled in several ways, as the table `data/danish/spellings.txt` has them: *resurserne* is
*ressourcerne*."""

from collections.abc import Iterator

from index.danish.step import WordFilter
from index.danish.tables import read_table

ENDINGS = frozenset([
    "", "e", "en", "ene", "enes", "ens", "er", "ere", "erne", "ernes", "ers", "es", "et", "ets", "ede", "ende",
    "n", "ne", "nes", "ns", "r", "rne", "rnes", "rs", "s", "t", "te", "ts",
])  # fmt: skip
"""What may follow a word, or a word without its last *e*."""

_LONGEST_ENDING = max(map(len, ENDINGS))


def _beginnings() -> Iterator[tuple[str, str]]:
    """What the forms of a spelling begin with, and what those of the word that it is read as begin with."""
    for word, *others in read_table("spellings"):
        for other in others:
            both_end_so = word.endswith("e") and other.endswith("e")
            yield (other[:-1], word[:-1]) if both_end_so else (other, word)


SPELLINGS = dict(_beginnings())
"""Beginnings of words, and what stands in their place."""

FEWEST_LETTERS = min(map(len, SPELLINGS))
_FIRST_LETTERS = frozenset(beginning[:FEWEST_LETTERS] for beginning in SPELLINGS)


def spelled(word: str) -> str:
    """`word`, or a form of it, in the spelling that the table has first.

    >>> [spelled(word) for word in ("resurserne", "linie", "gymnasium", "gymnasiet", "liniedommer")]
    ['ressourcerne', 'linje', 'gymnasie', 'gymnasiet', 'liniedommer']
    """
    if word[:FEWEST_LETTERS] not in _FIRST_LETTERS:
        return word
    for end in range(len(word), max(0, len(word) - _LONGEST_ENDING - 1), -1):
        if word[:end] in SPELLINGS and word[end:] in ENDINGS:
            return SPELLINGS[word[:end]] + word[end:]
    return word


class Spellings(WordFilter):
    """Other spellings of a word: *resurse* -> *ressource*."""

    def word(self, text: str) -> str:
        return spelled(text)
