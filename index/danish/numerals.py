"""Numbers in words up to a hundred, as they are compared: *syv* is *7*, *femogtyve* is *25*, *femtende* is *15* as the
day in *15. maj*.

Left alone is what is mostly no number: *en*, *to*, and *anden* to *niende*; *tyve* may be thieves.
"""

from collections.abc import Iterator

from index.danish.word_filter import WordFilter

_UNITS = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TO_NINETEEN: tuple[tuple[str, ...], ...] = (
    ("ti", "tiende"), ("elleve", "ellevte"), ("tolv", "tolvte"), ("tretten", "trettende"), ("fjorten", "fjortende"),
    ("femten", "femtende"), ("seksten", "sekstende"), ("sytten", "syttende"), ("atten", "attende"),
    ("nitten", "nittende"),
)  # fmt: skip
_TENS: tuple[tuple[str, ...], ...] = (
    ("tyve", "tyvende"), ("tredive", "tredivte", "tredve"), ("fyrre", "fyrretyvende", "fyrretyve"),
    ("halvtreds", "halvtredsindstyvende"), ("tres", "tresindstyvende"), ("halvfjerds", "halvfjerdsindstyvende"),
    ("firs", "firsindstyvende"), ("halvfems", "halvfemsindstyvende"),
)  # fmt: skip


def _numerals() -> Iterator[tuple[str, str]]:
    yield from (("halvanden", "1,5"), ("halvandet", "1,5"))
    for number, word in enumerate(_UNITS[2:], 3):
        yield word, str(number)
    for number, words in enumerate(_TO_NINETEEN, 10):
        yield from ((word, str(number)) for word in words)
    for tens, words in enumerate(_TENS, 2):
        yield from ((word, f"{tens}0") for word in words if word != "tyve")
        yield from ((f"{unit}og{word}", f"{tens}{ones}") for ones, unit in enumerate(_UNITS, 1) for word in words)


NUMERALS = dict(_numerals())
"""The digits of numbers in words, cardinal and ordinal."""


def in_digits(word: str) -> str:
    """`word` in digits where it is a number; anything else as it is.

    >>> [in_digits(word) for word in ("syv", "enogtyve", "femtende", "halvanden", "to", "tyve")]
    ['7', '21', '15', '1,5', 'to', 'tyve']
    """
    return NUMERALS.get(word, word)


class Numerals(WordFilter):
    """Numbers in words: *femogtyve* -> *25*."""

    def word(self, text: str) -> str:
        return in_digits(text)
