"""Snippets: the one or two sentences of an article that say most about the question, to be shown under its title.

A sentence is worth the inverse document frequencies of the words that it matches, so that one with *irak* is preferred
to one with *og*. Whole sentences are shown; one that is too long is trimmed at word boundaries around its matches.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from index.danish import ELLIPSIS, sentence_spans, truncate
from search.marks import Mark, Marker, segments
from search.request import Segment

SNIPPET_LENGTH = 320
"""Approximate length of a snippet, in characters."""

SHORT_PASSAGE = 120
"""A passage of fewer characters than this also gets the next sentence, if there is room."""

SCOPE = 200_000
"""Characters at the beginning of a text in which the snippet is searched: as many as a short novel has. This limits the
time that a text of any length takes."""

_LEAD_IN = 40
"""Approximate number of characters before the first match in a trimmed sentence."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """One or more sentences, or a part of one, by character offsets, with the matches inside."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()


def snippet(
    text: str, marker: Marker, weights: Mapping[str, float], *, lead_is_shown: bool = False
) -> tuple[Segment, ...]:
    """The snippet of `text` with what `marker` marks; the beginning of the text if nothing in it matches.

    `weights` are the weights of what can be marked, 1 for what is not in it. If the first sentence is already shown in
    place of a title (`lead_is_shown`), another that is worth as much is preferred. Only the first `SCOPE` characters
    are looked at.
    """
    text = truncate(text, SCOPE)
    sentences = list(_sentences(text, marker.marks(text)))
    preferred = sentences[1:] + sentences[:1] if lead_is_shown else sentences
    chosen = _best([sentence for sentence in preferred if sentence.marks], weights) or preferred[:1]
    chosen = _lengthened(chosen, sentences)
    shown: list[Segment] = []
    last = 0
    for sentence in chosen:
        passage = _trim(text, sentence, SNIPPET_LENGTH // len(chosen))
        gap = bool(text[last : passage.start].strip())
        shown += [(f"{' ' if shown else ''}{ELLIPSIS} " if gap else " ", False)] if gap or shown else []
        shown += segments(text, passage.marks, passage.start, passage.end)
        last = passage.end
    if last < chosen[-1].end:
        shown.append((f" {ELLIPSIS}", False))
    return tuple(shown)


def _sentences(text: str, marks: list[Mark]) -> Iterator[_Passage]:
    """All sentences of `text`, each with the marks that begin in it."""
    ahead = iter(marks)
    mark = next(ahead, None)
    for start, end in sentence_spans(text):
        inside = []
        while mark and mark.start < end:
            inside.append(mark)
            mark = next(ahead, None)
        yield _Passage(start, end, tuple(inside))


def _best(sentences: list[_Passage], weights: Mapping[str, float]) -> list[_Passage]:
    """The sentence that is worth most and, if it adds a match, the one that adds most to it, in the order of the
    text."""

    def worth(sentence: _Passage, seen: frozenset[str] = frozenset()) -> float:
        # The exact sum, because a set has another order in each process, and sums rounded in another order may differ.
        return fsum(weights.get(matched, 1.0) for matched in {mark.matched for mark in sentence.marks} - seen)

    if not sentences:
        return []
    first = max(sentences, key=worth)
    seen = frozenset(mark.matched for mark in first.marks)
    second = max(sentences, key=lambda sentence: worth(sentence, seen))
    return sorted([first, second], key=lambda passage: passage.start) if worth(second, seen) else [first]


def _lengthened(chosen: list[_Passage], sentences: list[_Passage]) -> list[_Passage]:
    """`chosen`, where each passage that is short or has no match is extended by the sentences after it, as far as there
    is room."""
    room = SNIPPET_LENGTH // max(1, len(chosen))
    lengthened: list[_Passage] = []
    for passage in chosen:
        enough = SHORT_PASSAGE if passage.marks else room
        for following in sentences[sentences.index(passage) + 1 :]:
            if passage.end - passage.start >= enough or following.end - passage.start > room or following in chosen:
                break
            passage = _Passage(passage.start, following.end, passage.marks + following.marks)
        lengthened.append(passage)
    return lengthened


def _trim(text: str, passage: _Passage, room: int) -> _Passage:
    """`passage`, or if it is longer than `room` the part of about `room` characters that has the most matches, and
    begins a little before them."""
    if passage.end - passage.start <= room:
        return passage
    start = passage.start
    if passage.marks:
        starts = [mark.start for mark in passage.marks]
        densest = max(range(len(starts)), key=lambda at: bisect_left(starts, starts[at] + room - _LEAD_IN) - at)
        start = max(passage.start, min(starts[densest] - _LEAD_IN, passage.end - room))
    end = min(passage.end, start + room)
    if start > passage.start:
        start = _next_word(text, start, end)
    if end < passage.end:
        end = _last_word(text, start, end)
    return _Passage(start, end, tuple(mark for mark in passage.marks if start <= mark.start and mark.end <= end))


def _next_word(text: str, start: int, end: int) -> int:
    space = next((at for at in range(start, min(end, start + _LEAD_IN)) if text[at].isspace()), None)
    return start if space is None else space + 1


def _last_word(text: str, start: int, end: int) -> int:
    space = next((at for at in range(end, start, -1) if text[at].isspace()), None)
    return len(text[:space].rstrip(" ,;:–-")) if space else end
