"""Numbers and their units as they are compared: *7.500* is *7500*, *pct.* is *procent*, *7,5 mio.* is *7,5
millioner*."""

import re

from index.danish.step import WordFilter

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)

UNITS = {"%": "procent", "pct": "procent", "mio": "millioner", "mia.": "milliarder", "kr": "kroner"}
"""Folded abbreviations and the words they are read as."""


def plain_number(word: str) -> str:
    """`word` with thousands closed up and units spelled out; anything else as it is.

    >>> [plain_number(word) for word in ("1.000.000", "7.500,25", "7,5", "7.30", "kr", "krone")]
    ['1000000', '7500,25', '7,5', '7.30', 'kroner', 'krone']
    """
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return UNITS.get(word, word)


class Numbers(WordFilter):
    """Thousands and units: *7.500* -> *7500*, *pct* -> *procent*."""

    def word(self, text: str) -> str:
        return plain_number(text)
