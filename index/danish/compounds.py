"""Split compounds: *forsvarsministermøde* is *forsvar*, *minister*, *møde*.

A word is cut along the cheapest path through its lattice (`index.danish.lattice`, `index.danish.viterbi`). The cut is
taken where its parts are, in the mean, frequent enough beside the whole word (Koehn & Knight 2003, "Empirical Methods
for Compound Splitting"): *minister* is too frequent to be *mini* and *ster*. What that gets wrong stands in
`data/danish/compounds.txt`.

The thresholds and costs here, in those two modules and in `index.danish.lexicon` are measured together: on 666 words
cut by hand the cuts are right to an F1 of .957 with the lexicon of Danish alone, of .962 with that of the newspapers of
parole_dk (`tests/test_index_compounds.py`), and MRR@10 would be .0277 lower on the headlines of parole_dk without them
(`python -m tests.relevance.ablation`).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from statistics import fmean
from typing import NamedTuple

from index.danish.lattice import Lattice, lattices
from index.danish.lexicon import Lexicon
from index.danish.rolling_hashes import has_hash
from index.danish.stem import stem
from index.danish.tables import read_table
from index.danish.viterbi import cheapest_path

SHORTEST = 6
"""Letters of a word that is split, at least."""

LONGEST = 40
"""Letters of a word that is split, at most."""

LONG_PART = 8
"""Letters of a part from which on it is tried as a compound itself."""

ACCEPTED = 0.3
"""How frequent the parts are, at least: the geometric mean of their occurrences by those of the whole word."""

FLOOR = 0.5
"""Occurrences in a million that a part counts as at least."""

DEFINITE = ("en", "et", "ne", "ens", "ets", "nes")
"""Endings without which no name is split: *Sundhedsstyrelsen* is, *Frederiksberg* is not."""

SHORTEST_BEGINNING = 3
"""First letters by which a part that `data/danish/compounds.txt` gives is found in its word, as its ending may be
another there."""

SUBSTRINGS_AT_ONCE = 400_000
"""Substrings of words that are looked up together: what bounds the memory."""


class CompoundPart(NamedTuple):
    """A part of a word: the word that it is, and the offsets of its first letter in the whole and of the one behind its
    last."""

    word: str
    start: int
    end: int


Parts = tuple[CompoundPart, ...]
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


def _simple_parts(parts: Parts, known: Mapping[str, Parts]) -> Iterator[CompoundPart]:
    for part in parts:
        if len(part.word) >= LONG_PART and (within := known[part.word]):
            for word, start, end in _simple_parts(within, known):
                yield CompoundPart(word, part.start + start, min(part.start + end, part.end))
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
        if SHORTEST <= len(word) <= LONGEST and of_word not in corrections and has_hash(word)
    ]
    may_be.sort(key=len)
    first = 0
    while first < len(may_be):
        many = max(1, SUBSTRINGS_AT_ONCE // (len(may_be[first]) + 1) ** 2)
        some = may_be[first : first + many]
        for place, lattice in lattices(some, [stems[word] for word in some], lexicon):
            found[some[place]] = _accepted(some[place], lattice)
        first += many
    return found


def _accepted(word: str, lattice: Lattice) -> Parts:
    """The parts of a word along the cheapest path, if that is taken."""
    if lattice.is_name and not word.endswith(DEFINITE):
        return ()
    path = cheapest_path(word, lattice)
    if not path:
        return ()
    mean = fmean(math.log(max(edge.occurrences, FLOOR)) for edge in path)
    if lattice.whole and mean < math.log(lattice.whole * ACCEPTED):
        return ()
    ends = ((edge.start, edge.end - len(edge.link.letters), edge.link.dropped) for edge in path)
    return tuple([CompoundPart(word[start:end] + dropped, start, end) for start, end, dropped in ends])


@cache
def _corrections() -> dict[str, tuple[str, ...]]:
    """The parts of the words in `data/danish/compounds.txt`, by the stem of the word; none where it is no compound."""
    return {stem(word): tuple(parts) for word, *parts in read_table("compounds")}


def _placed(word: str, parts: Sequence[str]) -> Parts:
    """The parts of a word, with their places in it.

    >>> _placed("verdenskrigen", ["verden", "krig"])
    (CompoundPart(word='verden', start=0, end=6), CompoundPart(word='krig', start=7, end=13))
    """
    starts = [0]
    for part in parts[1:]:
        starts.append(max(word.find(part[:SHORTEST_BEGINNING], starts[-1] + 1), starts[-1]))
    ends = [*(start + len(part) for start, part in zip(starts, parts[:-1], strict=False)), len(word)]
    return tuple(map(CompoundPart, parts, starts, ends))
