"""The words of a text: the first step of every analysis.

A word is a run of letters and digits, with the hyphens and apostrophes inside it (*Nato-chefen*, *USA's*) and the
points and commas inside a number (*7.500*, *7,5*, *1 000*). One letter is a word (*TV 2*, *Venstre (V)*); so is *%*.
A leading dash is punctuation. *mia.* keeps its full stop, as *Mia* is a name.
"""

import re
from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer

_LETTER = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*+"
_WORD = rf"(?:{_LETTER})++(?:(?:(?<=\d)[.,](?=\d)|[-\u2010\u2011'’](?=[^\W_]))(?:{_LETTER})++){{0,31}}+"
"""A word; what a million hyphens hold together is cut into words of 32 parts, so that each takes little memory."""

TOKEN = re.compile(
    rf"""
      (?P<thousands> (?<![\w.,]) \d{{1,3}} (?:[ \u00a0\u2009\u202f]\d{{3}}){{1,6}}+ (?:,\d++)?+ (?!\w|[.,]\d) )
    | (?P<mia> (?<![\w]) (?:mia\.|(?<=\d[ \u00a0\u2009\u202f])mia\b) )
    | (?P<word> {_WORD} )
    | (?P<percent> % )
    """,
    re.VERBOSE,
)


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of `text` in order, each with its (start, end) character offsets.

    >>> list(word_spans("Nato-chefen fik 7,5 mia"))
    [('Nato-chefen', 0, 11), ('fik', 12, 15), ('7,5', 16, 19), ('mia.', 20, 23)]
    """
    for match in TOKEN.finditer(text):
        yield "mia." if match.lastgroup == "mia" else match[0], *match.span()


class DanishTokenizer(Tokenizer):
    """The words as they stand: *Nato-chefen*, *7.500*, *%*."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        removestops: bool = True,
        mode: str = "",
        **kwargs: Any,
    ) -> Iterator[Token]:
        """The tokens of `value`; as everywhere in Whoosh, one object that is yielded again and again."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **kwargs)
        for position, (word, start, end) in enumerate(word_spans(value)):
            token.text = word
            token.boost = 1.0
            token.pos = position
            token.startchar, token.endchar = start, end
            yield token
