"""Words that a hyphen or an apostrophe holds together: *Nato-chefen* is *Nato* and *chefen*, and also *Natochefen*.

The parts take positions of their own, so that a phrase can begin or end with any of them; the joined word stands on
the position of the last part. There stands also what the tokenizer has a word bring along for the head or the
beginning that they share: `for-eftermiddag`, `salg--boligkøb`.
"""

import re
from collections.abc import Iterator

from whoosh.analysis import Filter, Token

from index.danish.apostrophes import INFLECTED

_HYPHENS = re.compile(r"[-\u2010\u2011]")
_APOSTROPHES = re.compile(r"['’]")


def joint_parts(word: str) -> list[tuple[int, int]]:
    """The parts of `word` as (start, end) offsets; an apostrophe before an inflection is no joint.

    >>> [[word[a:b] for a, b in joint_parts(word)] for word in ("Nato-chefen's", "O'Brien's")]
    [['Nato', "chefen's"], ['O', "Brien's"]]
    """
    parts = []
    start = 0
    for end in [match.start() for match in _HYPHENS.finditer(word)] + [len(word)]:
        ending = INFLECTED.search(word, start, end)
        for match in _APOSTROPHES.finditer(word, start, ending.start() if ending else end):
            parts.append((start, match.start()))
            start = match.end()
        parts.append((start, end))
        start = end + 1
    return parts


def joined(word: str, parts: list[tuple[int, int]]) -> str | None:
    """The parts as one word; None for numbers alone, as *28-27* is not *2827*.

    >>> [joined(word, joint_parts(word)) for word in ("EU-møde", "28-27", "2.500-3.000")]
    ['EUmøde', None, None]
    """
    return "".join(word[start:end] for start, end in parts) if any(map(str.isalpha, word)) else None


class Joints(Filter):
    """Hyphens and apostrophes: *Nato-chefen* -> *Nato*, *chefen*, *Natochefen*."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        shift = 0
        for token in tokens:
            token.pos += shift
            word = token.text
            if word.isalnum():
                yield token
                continue
            word, shared, other = word.partition("/")
            if shared:
                shared = "-" if word.endswith("-") else "--"
                word, other = word.removesuffix("-"), other.removeprefix("-")
            parts = joint_parts(word)
            start, end = token.startchar, min(token.endchar, token.startchar + len(word))
            for number, (part_start, part_end) in enumerate(parts):
                token.text = word[part_start:part_end]
                token.pos += number > 0
                token.startchar, token.endchar = start + part_start, min(start + part_end, end)
                yield token
            token.startchar, token.endchar = start, end
            if len(parts) > 1 and (whole := joined(word, parts)):
                token.text = whole
                yield token
            if shared:
                token.text = f"{''.join(word[first:last] for first, last in parts)}{shared}{other}"
                yield token
            shift += len(parts) - 1
