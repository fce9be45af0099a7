"""Where the words of a question stand in a text: *soldat* marks *soldaterne*, by the same analysis that found the
article."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from index.danish import SURFACE, Analysis, PlacedTerm, StemPrefilter, word_spans
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

    analysis: Analysis = field(default_factory=Analysis)
    terms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    _memo: dict[str, _Found] = field(default_factory=dict, init=False, repr=False, compare=False)

    def marks(self, text: str) -> list[Mark]:
        """Every match in `text`, in order, without overlaps."""
        if not (self.terms or self.prefixes or self.phrases):
            return []
        words = list(word_spans(text))
        self._look_at({word for word, _, _ in words if word not in self._memo})
        found = sorted([*self._words(words), *self._phrases(words)], key=lambda mark: (mark.start, -mark.end))
        marks: list[Mark] = []
        for mark in found:
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return marks

    @cached_property
    def _prefilter(self) -> StemPrefilter:
        return StemPrefilter(self.terms)

    def _look_at(self, words: Collection[str]) -> None:
        """Find out what matches in words. Few can match: those are analysed, all at once."""
        surface = {word: SURFACE.terms(word) for word in words}
        may_match = {word for word in words if any(self._prefilter.may_be_in(term.text) for term in surface[word])}
        self.analysis.learn(term.text for word in may_match for term in surface[word])
        for word in words:
            self._memo[word] = tuple(self._within(word, surface[word], may_match))

    def _within(
        self, word: str, surface: Sequence[PlacedTerm], may_match: Collection[str]
    ) -> Iterator[tuple[int, int, str]]:
        """What matches in a word, by offsets in it."""
        if word in may_match:
            for term in self.analysis.terms(word):
                if term.text in self.terms:
                    yield term.start, term.end, term.text
        for term in surface if self.prefixes else ():
            if term.text.startswith(self.prefixes):
                yield term.start, term.end, next(filter(term.text.startswith, self.prefixes))

    def _words(self, words: Sequence[Span]) -> Iterator[Mark]:
        for word, start, end in words:
            for first, last, what in self._memo[word]:
                yield Mark(start + first, min(start + last, end), what)

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


LONGEST_LINK = 2
"""Letters that may link two parts of a compound."""


def _are_linked(text: str, one: Mark, other: Mark) -> bool:
    link = text[one.end : other.start]
    return len(link) <= LONGEST_LINK and (not link or link.isalpha())


def cut(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[Segment]:
    """`text` between two offsets, cut at its marks, and otherwise as it is. Parts of one word that stand side by side,
    but for what links them, are one piece."""
    at = start
    inside = deque(mark for mark in marks if mark.start >= start and mark.end <= end)
    while inside:
        first = last = inside.popleft()
        while inside and _are_linked(text, last, inside[0]):
            last = inside.popleft()
        if at < first.start:
            yield text[at : first.start], False
        yield text[first.start : last.end], True
        at = last.end
    if at < end:
        yield text[at:end], False
