"""Fold a word to the one spelling under which it is compared: case, accents and the old spellings of å, æ and ø.

Only folds that are safe in Danish: *aa* is *å* (Aarhus, Århus), *ä* is *æ*, *ö* is *ø*, *ü* is *y*. Not *oe* to *ø*,
*ae* to *æ*, *å* to *a* or *ø* to *o*: they would make one word of *boede* and *bøde*, of *får* and *far*.
"""

import unicodedata
from functools import lru_cache

from index.danish.word_filter import WordFilter

MAX_WORD_LENGTH = 100
"""Characters of a word that are compared, at most: what is longer is no word, and Whoosh has a limit for terms, too."""

LETTERS = {
    "æ": "æ", "ø": "ø", "å": "å", "ä": "æ", "ö": "ø", "ü": "y", "ǽ": "æ", "ǿ": "ø", "ǻ": "å",
    "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "ø", "ı": "i", "ŧ": "t", "ħ": "h", "ŋ": "n", "ς": "σ",
    "’": "'", "‐": "-", "‑": "-", "\u00a0": ".", "\u2009": ".", "\u202f": ".",
}  # fmt: skip
"""The letters and signs that others are compared as, where taking marks off does not do it. A space inside a word is
the thousands separator of *1 000*."""


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in LETTERS:
        return LETTERS[letter]
    if unicodedata.category(letter) in {"Mn", "Cf"}:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(LETTERS.get(c, c) for c in plain.lower()) if plain.isalnum() else letter


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`word` in lower case without marks; an empty string where nothing is left.

    >>> [fold(word) for word in ("Aarhus", "A\\u030arhus", "Malmö", "Erdoğan", "Idé", "USA’s")]
    ['århus', 'århus', 'malmø', 'erdogan', 'ide', "usa's"]
    """
    composed = unicodedata.normalize("NFC", word).lower()
    if not composed.isascii():
        composed = "".join(map(_fold_letter, composed))
    return composed.replace("aa", "å").replace(" ", ".")


class Fold(WordFilter):
    """Case, accents, old spellings: *Aarhus* -> *århus*."""

    def word(self, text: str) -> str:
        return fold(text[:MAX_WORD_LENGTH])
