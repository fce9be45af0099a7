"""The words of an index that look like a misspelled one: with some letters replaced, or a few edits away.

Words are the terms of the surface fields. They are searched where they lie in the mapped files; nothing is loaded.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from index.columnar import Field, SegmentFile
from index.danish import Analysis
from index.mapping import COMPLETED_FIELDS
from search.columnar.edits import within
from search.typo_cost import ALPHABET

ENDING = 5
"""Letters that an inflectional ending may have (*soldat-ernes*). A spelling is given up as soon as no term begins with
it, but not within these last letters: the index may have another form of the word."""


class SurfaceLookAlikes:
    """The words of some segments (a `search.backend.LookAlikes`). It may be shared by threads."""

    def __init__(self, segments: Sequence[SegmentFile], analysis: Analysis) -> None:
        self._analysis = analysis
        self._segments = [[segment.fields[name] for name in COMPLETED_FIELDS] for segment in segments]
        self._rankings = [segment.fields["text"] for segment in segments]

    def _document_frequency(self, word: str) -> int:
        """At least how many articles have a word: the number that have it in the title, or that in the body, whichever
        is higher."""
        term = word.encode("utf-8")
        return sum(max(_articles(field, term) for field in fields) for fields in self._segments)

    def respelled(self, word: str, letters: Mapping[str, str]) -> Counter[str]:
        """The words that `word` becomes when some keys of `letters` in it are replaced by their values, as far as
        articles have them in any form, with the number of these articles.

        With `{"ae": "æ", "o": "ø"}`, *aero* may become *æro*, *aerø* and *ærø*.
        """
        found = Counter[str]()
        begun = [("", 0)]
        while begun:
            beginning, at = begun.pop()
            if at <= len(word) - ENDING and not self._has_beginning(beginning.encode("utf-8")):
                continue
            if at == len(word):
                found[beginning] = self._articles_with_form(beginning)
                continue
            begun.append((beginning + word[at], at + 1))
            begun += [(beginning + to, at + len(key)) for key, to in letters.items() if word.startswith(key, at)]
        del found[word]
        return +found

    def within_edits(self, word: str, edits: int) -> Counter[str]:
        """The words that begin with the same letter as `word` and are at most `edits` edits away, and those that one
        edit of the first letter makes of it, with the number of articles that have each. `word` consists of ASCII
        letters, æ, ø and å."""
        found = Counter[str]()
        for fields in self._segments:
            of_segment = Counter[str]()
            for field in fields:
                of_segment |= _within_edits(field, word, edits)
            found.update(of_segment)
        found.update({other: self._document_frequency(other) for other in _other_beginnings(word)})
        del found[word]
        return +found

    def _articles_with_form(self, word: str) -> int:
        meaning = self._analysis.meaning(word)
        term = meaning.whole.encode("utf-8") if meaning else b""
        return sum(_articles(field, term) for field in self._rankings)

    def _has_beginning(self, start: bytes) -> bool:
        return any(_has_beginning(field, start) for fields in self._segments for field in fields)


def _has_beginning(field: Field, start: bytes) -> bool:
    number = field.from_term(start)
    return number < len(field) and field.term(number).startswith(start)


def _articles(field: Field, term: bytes) -> int:
    number = field.find(term)
    return 0 if number is None else field.document_frequency(number)


def _within_edits(field: Field, word: str, edits: int) -> Counter[str]:
    first, last = field.beginning_with(word[0].encode("utf-8"))
    text, starts = field.stretch(first, last)
    numbers = [first + place for place in within(word, text, starts.astype(np.int64), edits).tolist()]
    return Counter({field.term(number).decode("utf-8"): field.document_frequency(number) for number in numbers})


def _other_beginnings(word: str) -> set[str]:
    """What `word` becomes by one edit of its first letter that makes it begin with another one."""
    rest = word[1:]
    others = {rest, word[1:2] + word[0] + word[2:]}
    others.update(letter + tail for letter in ALPHABET for tail in (word, rest))
    return {other for other in others if other and other[0] != word[0]}
