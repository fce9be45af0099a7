"""Numbers and their units as they are compared: *7.500* is *7500*, *pct.* is *procent*, *7,5 mio.* is *7,5
millioner*."""

import re

from index.danish.word_filter import WordFilter

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)

UNITS = {
    "%": "procent", "pct": "procent",
    "mio": "millioner", "mill.": "millioner", "mia.": "milliarder",
    "kr": "kroner", "dkk": "kroner", "eur": "euro", "usd": "dollar",
    "km": "kilometer", "cm": "centimeter", "km2": "kvadratkilometer", "m2": "kvadratmeter", "kvm": "kvadratmeter",
    "m3": "kubikmeter", "kg": "kilo", "kilogram": "kilo",
    "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "kwh": "kilowatttimer", "mwh": "megawatttimer",
    "gwh": "gigawatttimer", "mb": "megabyte", "gb": "gigabyte",
}  # fmt: skip
"""The words that units are read as, by their folded abbreviations."""

_FRACTIONS = {"¼": ",25", "½": ",5", "¾": ",75"}
"""What fractions are in decimals."""


def plain_number(word: str) -> str:
    """`word` with thousands closed up, a fraction at its end in decimals and units spelled out; anything else as it is.

    >>> [plain_number(word) for word in ("1.000.000", "7.500,25", "7,5", "7.30", "2½", "½", "kr", "krone")]
    ['1000000', '7500,25', '7,5', '7.30', '2,5', '0,5', 'kroner', 'krone']
    """
    if word.isalpha():
        return UNITS.get(word, word)
    if word[-1:] in _FRACTIONS and (word[:-1] or "0").isdecimal():
        return (word[:-1] or "0") + _FRACTIONS[word[-1]]
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return UNITS.get(word, word)


class Numbers(WordFilter):
    """Thousands and units: *7.500* -> *7500*, *pct* -> *procent*."""

    def word(self, text: str) -> str:
        return plain_number(text)
