"""The pieces of words that are words of a lexicon: what compounds may be made of.

All pieces of many words are looked up together, in a few steps on whole arrays. Most words have none that would do, and
are done with here; through the pieces of the others `index.danish.ways` goes word by word.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.danish.keys import Beginnings, longer
from index.danish.lexicon import CAN_BE_FIRST, CAN_BE_LAST, IS_NAME, SHORTEST_STEM, Lexicon

SHORTEST_PART, SHORTEST_LAST, SHORTEST_LINKED = 2, 3, 3
"""Letters of a part, of the last one, and of one that is linked to the next."""

SHORTEST_INFLECTED = np.array([0, 0, 0, 6, 5])
"""Letters of a last part that is known by its stem alone, at least, by those of the stem; of longer stems the last."""

GENITIVE = 1.0
"""What a last part costs, beside its rarity, for an *s* at its end."""

Numbers = npt.NDArray[Any]


First = tuple[int, int, bool, float]
"""A piece that another part may follow: its start, its end, whether it has lost an *e* there, and the occurrences in a
million of the word that it is."""

Last = tuple[int, float, float]
"""A piece up to the end of the word: its start, the occurrences, and what it costs beside its rarity."""


class Candidates(NamedTuple):
    """The pieces of one word that may be parts of it, `firsts` in the order of their starts.

    `whole` are the occurrences in a million of the word itself, in whatever form it is the more frequent. A bit of
    `known` is set where as many of its letters as the number of the bit are a word, one of `known_with_e` where they
    are one with an *e* behind.
    """

    whole: float
    is_name: bool
    known: int
    known_with_e: int
    firsts: Sequence[First]
    lasts: Sequence[Last]


class _Pieces(NamedTuple):
    """Pieces that are known: the row of the word that each is of, its start and end, and what the lexicon says."""

    rows: Numbers
    starts: Numbers
    ends: Numbers
    counts: Numbers
    flags: Numbers

    def where(self, mask: Numbers) -> "_Pieces":
        return _Pieces(*(column[mask] for column in self))

    def beginnings(self, many: int) -> Numbers:
        """For each of so many words the bits of its beginnings that are among the pieces."""
        bits: Numbers = np.zeros(many, np.int64)
        mask = self.starts == 0
        np.add.at(bits, self.rows[mask], 1 << self.ends[mask])
        return bits


def candidates(words: Sequence[str], stems: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, Candidates]]:
    """The candidates of those words that have some for the first and some for the last part, each with the place of
    the word. Words have keys, come with their stems, and are best of about one length."""
    beginnings = Beginnings.of(words)
    sizes = np.array([len(word) for word in words])
    plain, with_e = _known(beginnings, lexicon)
    of_stems = _ends_of_stems(beginnings, sizes, stems, lexicon)
    firsts, lasts = _firsts(beginnings, sizes, plain, with_e), _lasts(beginnings, sizes, plain, of_stems)
    has_first: Numbers = np.zeros(len(words), bool)
    has_first[firsts[0][firsts[1] == 0]] = True
    has_both: Numbers = np.zeros(len(words), bool)
    has_both[lasts[0]] = has_first[lasts[0]]
    places = np.flatnonzero(has_both)
    if not len(places):
        return
    whole, is_name = np.zeros(len(words), np.float32), np.zeros(len(words), bool)
    entire = plain.where((plain.starts == 0) & (plain.ends == sizes[plain.rows]))
    whole[entire.rows], is_name[entire.rows] = entire.counts, entire.flags & IS_NAME > 0
    entire = of_stems.where(of_stems.starts == 0)
    whole[entire.rows] = np.maximum(whole[entire.rows], entire.counts)
    of_words = (whole, is_name, plain.beginnings(len(words)), with_e.beginnings(len(words)))
    columns = (column[places].tolist() for column in of_words)
    yield from zip(
        places.tolist(), map(Candidates, *columns, _by_word(places, firsts), _by_word(places, lasts)), strict=True
    )


def _known(beginnings: Beginnings, lexicon: Lexicon) -> tuple[_Pieces, _Pieces]:
    """The pieces that are words, and those that are with an *e* behind and may have lost it before an *s*, or begin
    the word."""
    starts, ends = _places(beginnings.letters.shape[1])
    keys = beginnings.pieces(starts, ends)
    found, counts, flags = lexicon.find(keys)
    rows, at = found.nonzero()
    plain = _Pieces(rows, starts[at], ends[at], counts, flags)
    rows, at = ((beginnings.letters[:, ends] == ord("s")) | (starts == 0)).nonzero()
    found, counts, flags = lexicon.find(longer(keys[rows, at], "e"))
    rows, at = rows[found], at[found]
    return plain, _Pieces(rows, starts[at], ends[at], counts, flags)


@lru_cache(maxsize=64)
def _places(width: int) -> tuple[Numbers, Numbers]:
    """The starts and the ends of all pieces of a word with fewer letters."""
    return np.triu_indices(width, SHORTEST_PART)


def _ends_of_stems(beginnings: Beginnings, sizes: Numbers, stems: Sequence[str], lexicon: Lexicon) -> _Pieces:
    """The known stems of which pieces at the ends of the words are forms: what is left of the stem of the whole word,
    where it begins as the word does."""
    of_stems = Beginnings.of(stems)
    of_stem = np.array([len(stem) for stem in stems])
    starts = np.arange(min(beginnings.keys.shape[1], of_stems.keys.shape[1]))
    same = beginnings.keys[:, starts] == of_stems.keys[:, starts]
    left = of_stem[:, None] - starts
    least = SHORTEST_INFLECTED[np.clip(left, 0, len(SHORTEST_INFLECTED) - 1)]
    rows, starts = (same & (left >= SHORTEST_STEM) & ((sizes[:, None] - starts >= least) | (starts == 0))).nonzero()
    found, counts = lexicon.find_stems(of_stems.piece(rows, starts, of_stem[rows]))
    rows, starts = rows[found], starts[found]
    return _Pieces(rows, starts, sizes[rows], counts, np.full(len(rows), CAN_BE_LAST))


def _firsts(beginnings: Beginnings, sizes: Numbers, plain: _Pieces, with_e: _Pieces) -> tuple[Numbers, ...]:
    """The columns of `First`, behind that of the rows."""
    plain = plain.where((plain.flags & CAN_BE_FIRST > 0) & (plain.ends <= sizes[plain.rows] - SHORTEST_LAST))
    before_s = beginnings.letters[with_e.rows, with_e.ends] == ord("s")
    is_long = with_e.ends - with_e.starts >= SHORTEST_LINKED
    leaves_last = with_e.ends < sizes[with_e.rows] - SHORTEST_LAST
    with_e = with_e.where(before_s & is_long & leaves_last & (with_e.flags & CAN_BE_FIRST > 0))
    rows, starts, ends, counts, _ = (np.concatenate(columns) for columns in zip(plain, with_e, strict=True))
    order = np.lexsort((starts, rows))
    lost_e = order >= len(plain.rows)
    return rows[order], starts[order], ends[order], lost_e, counts[order]


def _lasts(beginnings: Beginnings, sizes: Numbers, plain: _Pieces, of_stems: _Pieces) -> tuple[Numbers, ...]:
    """The columns of `Last`, behind that of the rows."""
    plain = plain.where((plain.flags & CAN_BE_LAST > 0) & (plain.starts > 0))
    behind = sizes[plain.rows] - plain.ends
    whole = plain.where((behind == 0) & (plain.ends - plain.starts >= SHORTEST_LAST))
    genitive = plain.where((behind == 1) & (beginnings.letters[plain.rows, plain.ends] == ord("s")))
    of_stems = of_stems.where(of_stems.starts > 0)
    rows, starts, _, counts, _ = (np.concatenate(columns) for columns in zip(whole, genitive, of_stems, strict=True))
    costs = np.repeat((0.0, GENITIVE, 0.0), [len(some.rows) for some in (whole, genitive, of_stems)])
    order = np.argsort(rows, kind="stable")
    return rows[order], starts[order], counts[order], costs[order]


def _by_word(places: Numbers, columns: Sequence[Numbers]) -> Iterator[list[Any]]:
    """The lines of a table of which the first column is a word's place, ascending, for each of some words."""
    bounds = zip(*(columns[0].searchsorted(places, side).tolist() for side in ("left", "right")), strict=True)
    lines = list(zip(*(column.tolist() for column in columns[1:]), strict=True))
    return (lines[first:last] for first, last in bounds)
