"""Where the words of a question stand in a text: *soldat* marks *soldaterne*, by the same analysis that found the
article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.danish import RANKING, SURFACE
from search.request import Segment


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, by its character offsets, that matches, and what of the question it matches."""

    start: int
    end: int
    what: str


@dataclass(frozen=True)
class Marker:
    """What to mark: ranking terms, beginnings of words, and phrases as surface words."""

    terms: frozenset[str]
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def marks(self, text: str) -> list[Mark]:
        """Every match in `text`, in order, without overlaps."""
        if not (self.terms or self.prefixes or self.phrases):
            return []
        found = sorted([*self._words(text), *self._phrases(text)], key=lambda mark: (mark.start, -mark.end))
        marks: list[Mark] = []
        for mark in found:
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return marks

    def _words(self, text: str) -> Iterator[Mark]:
        terms, prefixes = self.terms, self.prefixes
        for token in RANKING.tokenizer(text, chars=True):
            word, start, end = token.text, token.startchar, token.endchar
            for term in RANKING.terms(word):
                if term.text in terms:
                    yield Mark(start + term.start, min(start + term.end, end), term.text)
            if prefixes:
                for term in SURFACE.terms(word):
                    if term.text.startswith(prefixes):
                        prefix = next(prefix for prefix in prefixes if term.text.startswith(prefix))
                        yield Mark(start + term.start, min(start + term.end, end), prefix)

    def _phrases(self, text: str) -> Iterator[Mark]:
        if not self.phrases:
            return
        words: list[tuple[str, int, int]] = []
        last = -1
        for token in SURFACE(text, positions=True, chars=True):
            if token.pos > last:
                words.append((token.text, token.startchar, token.endchar))
            last = token.pos
        for phrase in self.phrases:
            for at in range(len(words) - len(phrase) + 1):
                if all(words[at + place][0] == word for place, word in enumerate(phrase)):
                    yield Mark(words[at][1], words[at + len(phrase) - 1][2], " ".join(phrase))


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
