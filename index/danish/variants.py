"""Spelling variants: words that may be spelled in several ways, as the table `data/danish/spellings.txt` has them.
*resurserne* is *ressourcerne*."""

from collections.abc import Iterator

from index.danish.tables import read_table
from index.danish.word_filter import WordFilter

ENDINGS = frozenset([
    "", "e", "en", "ene", "enes", "ens", "er", "ere", "erne", "ernes", "ers", "es", "et", "ets", "ede", "ende",
    "n", "ne", "nes", "ns", "r", "rne", "rnes", "rs", "s", "t", "te", "ts",
])  # fmt: skip
"""What inflection may add to a word, or to a word without its last *e*."""

_LONGEST_ENDING = max(map(len, ENDINGS))


def _prefixes() -> Iterator[tuple[str, str]]:
    """What all forms of a variant begin with, and what those of the preferred spelling do."""
    for word, *others in read_table("spellings"):
        for other in others:
            both_end_so = word.endswith("e") and other.endswith("e")
            yield (other[:-1], word[:-1]) if both_end_so else (other, word)


PREFERRED = dict(_prefixes())
"""What words begin with in another spelling, and in the preferred one."""

_SHORTEST = min(map(len, PREFERRED))
_FIRST_LETTERS = frozenset(prefix[:_SHORTEST] for prefix in PREFERRED)


def preferred(word: str) -> str:
    """`word`, or a form of it, in the spelling that stands first in its line of the table.

    >>> [preferred(word) for word in ("resurserne", "linie", "gymnasium", "gymnasiet", "liniedommer")]
    ['ressourcerne', 'linje', 'gymnasie', 'gymnasiet', 'liniedommer']
    """
    if word[:_SHORTEST] not in _FIRST_LETTERS:
        return word
    for end in range(len(word), max(0, len(word) - _LONGEST_ENDING - 1), -1):
        if word[:end] in PREFERRED and word[end:] in ENDINGS:
            return PREFERRED[word[:end]] + word[end:]
    return word


class Variants(WordFilter):
    """Other spellings of a word: *resurse* -> *ressource*."""

    def word(self, text: str) -> str:
        return preferred(text)
