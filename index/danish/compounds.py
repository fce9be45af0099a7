"""Split compounds: *forsvarsministermøde* is *forsvar*, *minister*, *møde*.

A word is cut along the cheapest way through the lexicon (`index.danish.ways`). The cut is taken where its parts are, in
the mean, frequent enough beside the whole word (Koehn & Knight 2003, "Empirical Methods for Compound Splitting"):
*minister* is too frequent to be *mini* and *ster*. What that gets wrong stands in `data/danish/compounds.txt`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from statistics import fmean
from typing import NamedTuple

from index.danish.candidates import Candidates, candidates
from index.danish.keys import has_key
from index.danish.lexicon import Lexicon
from index.danish.stem import stem
from index.danish.tables import read_table
from index.danish.ways import cheapest_way

SHORTEST, LONGEST = 6, 40
"""Letters of the words that are split."""

LONG_PART = 8
"""Letters of a part from which on it may be a compound itself."""

ACCEPTED, FLOOR = 0.3, 0.5
"""How frequent the parts are in the mean (geometric), at least, beside the whole word; and what a part counts as at
least, in occurrences in a million."""

DEFINITE = ("en", "et", "ne", "ens", "ets", "nes")
"""Endings without which no name is split: *Sundhedsstyrelsen* is, *Frederiksberg* is not."""

SHORTEST_BEGINNING = 3
"""Letters by which a part is found in its word, as its ending may be another there."""

PIECES_AT_ONCE = 400_000
"""Pieces of words that are looked at together: what bounds the memory."""


class Part(NamedTuple):
    """A part of a word: the word that it is, and its letters in the whole, by the first and the one after the last."""

    word: str
    start: int
    end: int


Parts = tuple[Part, ...]
"""The parts of a word in order; empty where it is no compound."""


def split_all(stems: Mapping[str, str], lexicon: Lexicon) -> list[Parts]:
    """The parts of folded words, without what links them. The words come with their stems.

    Parts that are compounds are split, too.

    >>> lexicon = Lexicon.learned({}, {"forsvar": 90, "minister": 100, "møde": 200})
    >>> [[part.word for part in parts] for parts in split_all({"forsvarsministermøde": "", "minister": ""}, lexicon)]
    [['forsvar', 'minister', 'møde'], []]
    """
    parts: dict[str, Parts] = {}
    waiting = stems
    while waiting:
        parts |= _split_once(waiting, lexicon)
        found = {part.word for word in waiting for part in parts[word] if len(part.word) >= LONG_PART}
        waiting = {part: stem(part) for part in sorted(found - parts.keys())}
    return [tuple(_simple_parts(parts[word], parts)) for word in stems]


def _simple_parts(parts: Parts, known: Mapping[str, Parts]) -> Iterator[Part]:
    for part in parts:
        if len(part.word) >= LONG_PART and (within := known[part.word]):
            for word, start, end in _simple_parts(within, known):
                yield Part(word, part.start + start, min(part.start + end, part.end))
        else:
            yield part


def _split_once(stems: Mapping[str, str], lexicon: Lexicon) -> dict[str, Parts]:
    """The parts of words, as large as they come."""
    corrections = _corrections()
    found = {
        word: _placed(word, corrections[of_word]) if of_word in corrections else () for word, of_word in stems.items()
    }
    may_be = [
        word
        for word, of_word in stems.items()
        if SHORTEST <= len(word) <= LONGEST and of_word not in corrections and has_key(word)
    ]
    may_be.sort(key=len)
    first = 0
    while first < len(may_be):
        many = max(1, PIECES_AT_ONCE // (len(may_be[first]) + 1) ** 2)
        some = may_be[first : first + many]
        for place, its in candidates(some, [stems[word] for word in some], lexicon):
            found[some[place]] = _accepted(some[place], its)
        first += many
    return found


def _accepted(word: str, its: Candidates) -> Parts:
    """The parts of a word by the cheapest way, if that is taken."""
    if its.is_name and not word.endswith(DEFINITE):
        return ()
    way = cheapest_way(word, its)
    if not way:
        return ()
    mean = fmean(math.log(max(step.occurrences, FLOOR)) for step in way)
    if its.whole and mean < math.log(its.whole * ACCEPTED):
        return ()
    ends = ((step.start, step.end - len(step.link.letters), step.link.dropped) for step in way)
    return tuple([Part(word[start:end] + dropped, start, end) for start, end, dropped in ends])


@cache
def _corrections() -> dict[str, tuple[str, ...]]:
    """What is known better, by the stem of the word: the words that are its parts, or none."""
    return {stem(word): tuple(parts) for word, *parts in read_table("compounds")}


def _placed(word: str, parts: Sequence[str]) -> Parts:
    """The places of words that are the parts of a word.

    >>> _placed("verdenskrigen", ["verden", "krig"])
    (Part(word='verden', start=0, end=6), Part(word='krig', start=7, end=13))
    """
    starts = [0]
    for part in parts[1:]:
        starts.append(max(word.find(part[:SHORTEST_BEGINNING], starts[-1] + 1), starts[-1]))
    ends = [*(start + len(part) for start, part in zip(starts, parts[:-1], strict=False)), len(word)]
    return tuple(map(Part, parts, starts, ends))
