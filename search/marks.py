"""Where the words of a question stand in a text: *soldat* marks *soldaterne*, by the same analysis that found the
article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from index.danish import RANKING, SURFACE, word_spans
from search.request import Segment


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, by its character offsets, that matches, and what of the question it matches."""

    start: int
    end: int
    what: str


Span = tuple[str, int, int]
"""A word and its character offsets."""

_Found = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Marker:
    """What to mark: ranking terms, beginnings of words, and phrases as surface words. It may be shared by threads."""

    terms: frozenset[str]
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    _memo: dict[str, _Found] = field(default_factory=dict, init=False, repr=False, compare=False)

    def marks(self, text: str) -> list[Mark]:
        """Every match in `text`, in order, without overlaps."""
        if not (self.terms or self.prefixes or self.phrases):
            return []
        words = list(word_spans(text))
        found = sorted([*self._words(words), *self._phrases(words)], key=lambda mark: (mark.start, -mark.end))
        marks: list[Mark] = []
        for mark in found:
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return marks

    def _words(self, words: Sequence[Span]) -> Iterator[Mark]:
        memo = self._memo
        for word, start, end in words:
            if (matches := memo.get(word)) is None:
                matches = memo[word] = tuple(self._within(word))
            for first, last, what in matches:
                yield Mark(start + first, min(start + last, end), what)

    def _within(self, word: str) -> Iterator[tuple[int, int, str]]:
        """What matches in a word, by offsets in it."""
        for term in RANKING.terms(word):
            if term.text in self.terms:
                yield term.start, term.end, term.text
        if self.prefixes:
            for term in SURFACE.terms(word):
                if term.text.startswith(self.prefixes):
                    yield term.start, term.end, next(filter(term.text.startswith, self.prefixes))

    def _phrases(self, words: Sequence[Span]) -> Iterator[Mark]:
        if not self.phrases:
            return
        # Of the terms at one place, the first.
        first = [
            (term.text, start + term.start, min(start + term.end, end))
            for word, start, end in words
            for _, (term, *_) in groupby(SURFACE.terms(word), key=attrgetter("position"))
        ]
        texts = [text for text, _, _ in first]
        for phrase in self.phrases:
            for at in (at for at, text in enumerate(texts) if text == phrase[0]):
                if tuple(texts[at : at + len(phrase)]) == phrase:
                    yield Mark(first[at][1], first[at + len(phrase) - 1][2], " ".join(phrase))


def segments(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> Iterator[Segment]:
    """`text` between two offsets, cut at its marks; white space is shown as single spaces."""
    for piece, is_match in cut(text, marks, start, len(text) if end is None else end):
        head, tail = " " * piece[:1].isspace(), " " * piece[-1:].isspace()
        inner = " ".join(piece.split())
        yield (f"{head}{inner}{tail}" if inner else " "), is_match


def cut(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[Segment]:
    """`text` between two offsets, cut at its marks, and otherwise as it is."""
    at = start
    for mark in marks:
        if mark.start >= start and mark.end <= end:
            if at < mark.start:
                yield text[at : mark.start], False
            yield text[mark.start : mark.end], True
            at = mark.end
    if at < end:
        yield text[at:end], False
