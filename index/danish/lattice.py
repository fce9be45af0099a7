"""The lattice of a word: which of its substrings are words of a lexicon, and so may be parts of a compound.

All substrings of many words are looked up together, in a few steps on whole arrays. Most words have none that would do,
and are done with here; the lattices of the others are walked through word by word (`index.danish.viterbi`).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.danish.lexicon import CAN_BE_FIRST, CAN_BE_LAST, IS_NAME, SHORTEST_STEM, Lexicon
from index.danish.rolling_hashes import PrefixHashes, appended

SHORTEST_PART = 2
"""Letters of a part, at least."""

SHORTEST_LAST = 3
"""Letters of the last part, at least."""

SHORTEST_LINKED = 3
"""Letters, at least, of a part that a linking element follows."""

SHORTEST_INFLECTED = np.array([0, 0, 0, 6, 5])
"""Letters, at least, of a last part that is known by its stem alone: the entry at the length of the stem, the last one
for all longer stems."""

GENITIVE_COST = 1.0
"""What an *s* at the end of the last part costs, on the scale of `index.danish.viterbi`."""

Numbers = npt.NDArray[Any]

InnerEdge = tuple[int, int, bool, float]
"""A substring that another part may follow: where it starts and ends, whether it has lost an *e* there, and how often
its word occurs in a million."""

FinalEdge = tuple[int, float, float]
"""A substring up to the end of the word: where it starts, how often its word occurs in a million, and what it costs
beside its rarity."""


class Lattice(NamedTuple):
    """The parts that one word may have, as edges between its letters; `inner` in the order of their starts.

    `whole` is how often the word itself occurs in a million, or all words of its stem, whichever is more. Bit n of
    `known` is set where the first n letters are a word, and bit n of `known_with_e` where they are one with an *e*
    behind.
    """

    whole: float
    is_name: bool
    known: int
    known_with_e: int
    inner: Sequence[InnerEdge]
    final: Sequence[FinalEdge]


class _Substrings(NamedTuple):
    """Substrings that are known: the row of the word that each is of, its start and end, and what the lexicon says."""

    rows: Numbers
    starts: Numbers
    ends: Numbers
    counts: Numbers
    flags: Numbers

    def where(self, mask: Numbers) -> "_Substrings":
        return _Substrings(*(column[mask] for column in self))

    def prefixes(self, many: int) -> Numbers:
        """For each of so many words a mask of the lengths of its prefixes that are among the substrings."""
        bits: Numbers = np.zeros(many, np.int64)
        mask = self.starts == 0
        np.add.at(bits, self.rows[mask], 1 << self.ends[mask])
        return bits


def lattices(words: Sequence[str], stems: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, Lattice]]:
    """The lattices of those words that have an edge from their beginning and one to their end, each with the place of
    the word. Words have hashes and come with their stems; the closer in length they are, the less work it is."""
    of_words = PrefixHashes.of(words)
    sizes = np.array([len(word) for word in words])
    plain, with_e = _known(of_words, lexicon)
    by_stem = _known_by_stem(of_words, sizes, stems, lexicon)
    inner, final = _inner_edges(of_words, sizes, plain, with_e), _final_edges(of_words, sizes, plain, by_stem)
    has_first: Numbers = np.zeros(len(words), bool)
    has_first[inner[0][inner[1] == 0]] = True
    has_both: Numbers = np.zeros(len(words), bool)
    has_both[final[0]] = has_first[final[0]]
    places = np.flatnonzero(has_both)
    if not len(places):
        return
    whole, is_name = np.zeros(len(words), np.float32), np.zeros(len(words), bool)
    entire = plain.where((plain.starts == 0) & (plain.ends == sizes[plain.rows]))
    whole[entire.rows], is_name[entire.rows] = entire.counts, entire.flags & IS_NAME > 0
    entire = by_stem.where(by_stem.starts == 0)
    whole[entire.rows] = np.maximum(whole[entire.rows], entire.counts)
    columns = (whole, is_name, plain.prefixes(len(words)), with_e.prefixes(len(words)))
    values = (column[places].tolist() for column in columns)
    edges = (_by_word(places, inner), _by_word(places, final))
    yield from zip(places.tolist(), map(Lattice, *values, *edges), strict=True)


def _known(of_words: PrefixHashes, lexicon: Lexicon) -> tuple[_Substrings, _Substrings]:
    """The substrings that are words; and those that are words with an *e* behind, if they may have lost it before an
    *s*, or begin the word."""
    starts, ends = _bounds(of_words.letters.shape[1])
    hashes = of_words.substrings(starts, ends)
    found, counts, flags = lexicon.find(hashes)
    rows, at = found.nonzero()
    plain = _Substrings(rows, starts[at], ends[at], counts, flags)
    rows, at = ((of_words.letters[:, ends] == ord("s")) | (starts == 0)).nonzero()
    found, counts, flags = lexicon.find(appended(hashes[rows, at], "e"))
    rows, at = rows[found], at[found]
    return plain, _Substrings(rows, starts[at], ends[at], counts, flags)


@lru_cache(maxsize=64)
def _bounds(width: int) -> tuple[Numbers, Numbers]:
    """The starts and the ends of all substrings of a word with fewer letters than `width`."""
    return np.triu_indices(width, SHORTEST_PART)


def _known_by_stem(of_words: PrefixHashes, sizes: Numbers, stems: Sequence[str], lexicon: Lexicon) -> _Substrings:
    """The substrings at the ends of the words that are forms of known stems. The stem of such a substring is the end
    of the stem of the whole word, as far as that begins as the word does."""
    of_stems = PrefixHashes.of(stems)
    stem_sizes = np.array([len(stem) for stem in stems])
    starts = np.arange(min(of_words.hashes.shape[1], of_stems.hashes.shape[1]))
    same = of_words.hashes[:, starts] == of_stems.hashes[:, starts]
    left = stem_sizes[:, None] - starts
    least = SHORTEST_INFLECTED[np.clip(left, 0, len(SHORTEST_INFLECTED) - 1)]
    rows, starts = (same & (left >= SHORTEST_STEM) & ((sizes[:, None] - starts >= least) | (starts == 0))).nonzero()
    found, counts = lexicon.find_stems(of_stems.substrings_of(rows, starts, stem_sizes[rows]))
    rows, starts = rows[found], starts[found]
    return _Substrings(rows, starts, sizes[rows], counts, np.full(len(rows), CAN_BE_LAST))


def _inner_edges(
    of_words: PrefixHashes, sizes: Numbers, plain: _Substrings, with_e: _Substrings
) -> tuple[Numbers, ...]:
    """The rows of the words, and the columns of their `InnerEdge`s."""
    plain = plain.where((plain.flags & CAN_BE_FIRST > 0) & (plain.ends <= sizes[plain.rows] - SHORTEST_LAST))
    before_s = of_words.letters[with_e.rows, with_e.ends] == ord("s")
    is_long = with_e.ends - with_e.starts >= SHORTEST_LINKED
    leaves_last = with_e.ends < sizes[with_e.rows] - SHORTEST_LAST
    with_e = with_e.where(before_s & is_long & leaves_last & (with_e.flags & CAN_BE_FIRST > 0))
    rows, starts, ends, counts, _ = (np.concatenate(columns) for columns in zip(plain, with_e, strict=True))
    order = np.lexsort((starts, rows))
    lost_e = order >= len(plain.rows)
    return rows[order], starts[order], ends[order], lost_e, counts[order]


def _final_edges(
    of_words: PrefixHashes, sizes: Numbers, plain: _Substrings, by_stem: _Substrings
) -> tuple[Numbers, ...]:
    """The rows of the words, and the columns of their `FinalEdge`s."""
    plain = plain.where((plain.flags & CAN_BE_LAST > 0) & (plain.starts > 0))
    behind = sizes[plain.rows] - plain.ends
    whole = plain.where((behind == 0) & (plain.ends - plain.starts >= SHORTEST_LAST))
    genitive = plain.where((behind == 1) & (of_words.letters[plain.rows, plain.ends] == ord("s")))
    by_stem = by_stem.where(by_stem.starts > 0)
    rows, starts, _, counts, _ = (np.concatenate(columns) for columns in zip(whole, genitive, by_stem, strict=True))
    costs = np.repeat((0.0, GENITIVE_COST, 0.0), [len(some.rows) for some in (whole, genitive, by_stem)])
    order = np.argsort(rows, kind="stable")
    return rows[order], starts[order], counts[order], costs[order]


def _by_word(places: Numbers, columns: Sequence[Numbers]) -> Iterator[list[Any]]:
    """The lines of a table of which the first column is a word's place, ascending, for each of some words."""
    bounds = zip(*(columns[0].searchsorted(places, side).tolist() for side in ("left", "right")), strict=True)
    lines = list(zip(*(column.tolist() for column in columns[1:]), strict=True))
    return (lines[first:last] for first, last in bounds)
