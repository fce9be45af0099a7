"""The tokenizer: the words of a text, the first step of every analysis.

A word is a run of letters and digits, with the hyphens and apostrophes inside it (*Nato-chefen*, *USA's*), the points
and commas inside a number (*7.500*, *7,5*, *1 000*) and the points inside an abbreviation (*f.eks.*, *A.P. Møller*,
*A. P. Møller*). One letter is a word (*TV 2*, *Venstre (V)*); so is *%*. A leading dash is punctuation. *mia.* and
*mill.* keep their full stop, as *Mia* and *Mill* are names.

A word that lacks its head or its beginning (*for-* in *for- og eftermiddag*, *-salg* in *boligkøb og -salg*) brings
along the one that has it: `for-/eftermiddag`, `salg/-boligkøb`. `joints` makes a term of it.
"""

import re
from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer

_MARK = r"[\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_LETTER = rf"[^\W_]{_MARK}*+"
_SMALL = rf"(?:a\u030a|[a-zæøå])(?!{_MARK})"
_CAPITAL = rf"(?:A\u030a|[A-ZÆØÅ])(?!{_MARK})"

# Initials; f.Kr.; p.t., f.eks., p.g.a., bl.a. No address (b.dk), and not t.kr.: those are kroner.
_ABBREVIATION = rf"""
    (?<![\w.]) (?=.{{1,4}}?\.) (?!t\.kr\b)
    (?: {_CAPITAL} (?: \.{_CAPITAL} | \.[ ]{_CAPITAL}(?=\.) ){{1,3}}
      | [EFef]\.Kr(?!{_MARK})
      | (?:{_SMALL}|{_CAPITAL}) (?: (?:\.(?:{_SMALL}){{1,2}}){{0,2}} \.(?!(?:dk|com|eu|net|org)\b)(?:{_SMALL}){{1,5}}
                                | {_SMALL}\.{_SMALL} )
    ) (?!\w)
"""

# What a million hyphens hold together is cut into words of 32 parts, so that each takes little memory.
_WORD = rf"""
    (?: {_ABBREVIATION} (?:\.(?=[-'’][^\W_]))?+ | (?:{_LETTER})++ )
    (?: (?: (?<=\d)[.,](?=\d) | [-\u2010\u2011'’](?=[^\W_]) ) (?:{_LETTER})++ ){{0,31}}+
"""

TOKEN = re.compile(
    rf"""
      (?P<thousands> (?<![\w.,]) \d{{1,3}} (?:[ \u00a0\u2009\u202f]\d{{3}}){{1,6}}+ (?:,\d++)?+ (?!\w|[.,]\d) )
    | (?P<stopped> (?<!\w) (?: (?:mia|mill)\. | (?<=\d[ \u00a0\u2009\u202f])(?:mia|mill)\b ) )
    | (?P<word> {_WORD} )
      (?: (?= - (?:,[ ]{_WORD}-){{0,5}} (?: / | [ ](?:og|eller|samt|til)[ ] ) (?P<full>{_WORD}) )
        | (?= (?:,[ ]-{_WORD}){{0,5}} (?: / | [ ](?:og|eller|samt)[ ] ) -[^\W\d_] (?P<base>) ) )?+
    | (?P<percent> % )
    """,
    re.VERBOSE,
)
"""A word where it stands. `full` is the word that has the head that this one lacks; where `base` matches, words behind
this one lack its beginning."""

_MOST_SHARED = 80
"""Characters of a word and the one it brings along, at most, together."""


def word_of(match: re.Match[str]) -> str:
    """The word that `TOKEN` matched, by itself: the *mia* of *7 mia* is no name."""
    return f"{match[0].removesuffix('.')}." if match.lastgroup == "stopped" else match[0]


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of `text` in order, each with its (start, end) character offsets.

    >>> list(word_spans("Nato-chefen fik 7,5 mia"))
    [('Nato-chefen', 0, 11), ('fik', 12, 15), ('7,5', 16, 19), ('mia.', 20, 23)]
    >>> [word for word, _, _ in word_spans("for- og eftermiddag, boligkøb og -salg")]
    ['for-/eftermiddag', 'og', 'eftermiddag', 'boligkøb', 'og', 'salg/-boligkøb']
    """
    base = ""
    for match in TOKEN.finditer(text):
        kind, word = match.lastgroup, match[0]
        start, end = match.span()
        if kind == "word" and not base:
            yield word, start, end
            continue
        lacks_base = bool(base) and match["word"] is not None and text[start - 1] == "-"
        if lacks_base:
            yield _bringing(word, "/-", base), start, end
        elif kind == "full":
            yield _bringing(word, "-/", match["full"]), start, end
        else:
            yield word_of(match), start, end
        if kind == "base":
            base = base if lacks_base else word
        elif word not in ("og", "eller", "samt"):
            base = ""


def _bringing(word: str, sign: str, other: str) -> str:
    return f"{word}{sign}{other}" if len(word) + len(other) <= _MOST_SHARED else word


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
