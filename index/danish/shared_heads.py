"""Words that share a head or a beginning with another: *for- og eftermiddag* holds *formiddag*, *boligkøb og -salg*
holds *boligsalg*.

Which head that is, only a lexicon knows, which is made of all texts. So in the text the word stands with the other one
as a term of its own, the only kind that has a hyphen: `for-eftermiddag`; with two where it is the beginning that is
shared: `salg--boligkøb`. It begins with the word that stands there, as prefixes must mark. In ranking it becomes the
word that is meant, or nothing.
"""

import re
from collections.abc import Callable, Sequence

from index.danish.step import WordFilter

_SHARED = re.compile(r"([^-]+)(--?)([^-].*)", re.DOTALL)

Split = Callable[[str], Sequence[str]]


def shared_head(term: str, split: Split) -> str | None:
    """The word that such a term means, where `split` gives the parts of a word in order; None where it cannot be known.

    The last part of the other word is taken for its head; the last joint is where a hyphen is, if it has one.

    >>> parts = {"eftermiddag": ["efter", "middag"], "boligkøb": ["bolig", "køb"]}
    >>> [shared_head(term, parts.get) for term in ("for-eftermiddag", "salg--boligkøb", "10-12-årige")]
    ['formiddag', 'boligsalg', '10årige']
    """
    match = _SHARED.fullmatch(term)
    if match is None:
        return None
    word, sign, other = match.groups()
    before, hyphen, last = other.rpartition("-")
    if hyphen:
        beginning, head = before.replace("-", ""), last
    else:
        parts = split(other) or ()
        head = parts[-1] if len(parts) > 1 else ""
        beginning = other.removesuffix(head)
        if not head or beginning == other:
            return None
    return word + head if sign == "-" else beginning + word


def whole(word: str) -> Sequence[str]:
    """The parts of `word` to whom no lexicon is at hand: itself."""
    return (word,)


class SharedHeads(WordFilter):
    """Heads after a hyphen: *for- og eftermiddag* -> *formiddag*."""

    def __init__(self, split: Split = whole) -> None:
        self._split = split

    def word(self, text: str) -> str:
        return shared_head(text, self._split) or "" if "-" in text else text
