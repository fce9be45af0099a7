"""Highlighting: where a text matches a question. It uses the analysis by which the article was found, so that *soldat*
marks *soldaterne*."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from index.danish import SURFACE, Analysis, PlacedTerm, StemPrefilter, word_spans
from search.request import Segment

LONGEST_LINK = 2
"""Letters that a linking element between two parts of a compound may have (*forsvar-s-minister*)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A match in a text, by its character offsets (`end` is not included). `matched` is the ranking term or prefix that
    it matches, or the words of the phrase."""

    start: int
    end: int
    matched: str


WordSpan = tuple[str, int, int]
"""A word of a text and its character offsets."""

_Matches = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Marker:
    """Finds what to mark in texts: ranking terms, prefixes, and phrases of surface words. It may be shared by
    threads."""

    analysis: Analysis = field(default_factory=Analysis)
    terms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    _memo: dict[str, _Matches] = field(default_factory=dict, init=False, repr=False, compare=False)

    def marks(self, text: str) -> list[Mark]:
        """All matches in `text`, in order. Of overlapping ones the first is kept, and of those with the same start the
        longest."""
        if not (self.terms or self.prefixes or self.phrases):
            return []
        words = list(word_spans(text))
        self._match_words({word for word, _, _ in words if word not in self._memo})
        found = sorted([*self._words(words), *self._phrases(words)], key=lambda mark: (mark.start, -mark.end))
        marks: list[Mark] = []
        for mark in found:
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return marks

    @cached_property
    def _prefilter(self) -> StemPrefilter:
        return StemPrefilter(self.terms)

    def _match_words(self, words: Collection[str]) -> None:
        """Remember what matches in each of `words`. Only those that can match are analysed, all at once."""
        surface = {word: SURFACE.terms(word) for word in words}
        may_match = {word for word in words if any(self._prefilter.may_be_in(term.text) for term in surface[word])}
        self.analysis.learn(term.text for word in may_match for term in surface[word])
        for word in words:
            self._memo[word] = tuple(self._within(word, surface[word], may_match))

    def _within(
        self, word: str, surface: Sequence[PlacedTerm], may_match: Collection[str]
    ) -> Iterator[tuple[int, int, str]]:
        """What matches in a word: offsets within it, and the ranking term or prefix."""
        if word in may_match:
            for term in self.analysis.terms(word):
                if term.text in self.terms:
                    yield term.start, term.end, term.text
        for term in surface if self.prefixes else ():
            if term.text.startswith(self.prefixes):
                yield term.start, term.end, next(filter(term.text.startswith, self.prefixes))

    def _words(self, words: Sequence[WordSpan]) -> Iterator[Mark]:
        for word, start, end in words:
            for first, last, matched in self._memo[word]:
                yield Mark(start + first, min(start + last, end), matched)

    def _phrases(self, words: Sequence[WordSpan]) -> Iterator[Mark]:
        if not self.phrases:
            return
        # Where several terms have the same position, the first is the word as it stands in the text.
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
    """`text` between two offsets, split at its marks, with runs of white space as single spaces."""
    for piece, is_match in split_at_marks(text, marks, start, len(text) if end is None else end):
        head, tail = " " * piece[:1].isspace(), " " * piece[-1:].isspace()
        inner = " ".join(piece.split())
        yield (f"{head}{inner}{tail}" if inner else " "), is_match


def _are_linked(text: str, one: Mark, other: Mark) -> bool:
    link = text[one.end : other.start]
    return len(link) <= LONGEST_LINK and (not link or link.isalpha())


def split_at_marks(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[Segment]:
    """`text` between two offsets, split at its marks and otherwise unchanged. Neighbouring marked parts of a compound
    are one segment, with the letters that link them."""
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
