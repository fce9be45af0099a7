"""The cheapest ways to cut words into words of a lexicon (Viterbi), for words of one length all at once.

A part is the cheaper the more frequent it is. Between parts may stand *s*, *e*, *er* or *n* (*forsvar-s-minister*), and
an *e* may have been dropped before the *s* (*arbejd-s-møde*); the last part may be inflected.

Arrays are by word, then by the places in it: of a part its start and its end, of a way its end. A place is the number
of letters before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.danish.keys import Beginnings, Keys, by_length, has_key, keys_of, longer
from index.danish.lexicon import CAN_BE_FIRST, CAN_BE_LAST, MILLION, SHORTEST_STEM, Lexicon, never_last

LONGEST = 40
"""Letters of the words that are cut."""

SHORTEST_PART, SHORTEST_LAST = 2, 3
"""Letters of a part, and of the last one."""

INFLECTED = {3: 6, 4: 5}
"""Letters of a last part that is known by its stem alone, at least, by those of the stem; 5 of longer stems too."""

ANOTHER_PART = 4.0
SHORT_PART = {2: 4.0, 3: 4.0, 4: 1.0}
GENITIVE = 1.0
"""What a way costs beside the rarity of its parts (the logarithm of how many words one of them is among): for each part
but the first, for short ones, for an *s* at the end."""

FLOOR = 0.5
"""Occurrences in a million that a part counts as, at least, where its frequency is compared."""

ENDINGS = (
    "ernes", "enes", "erne", "erens", "eren", "ens", "ets", "ene", "ere", "ers", "en", "et", "er", "es", "e", "s",
    "ede", "edes", "ende", "te", "t", "r", "n", "ne", "nes",
    "ing", "ings", "ingen", "ingens", "inger", "ingers", "ingerne",
)  # fmt: skip
LONGEST_ENDING = max(map(len, ENDINGS))
OVERLAP = 3
"""A word that is a known one and such an ending has no part that begins in the ending, or so many letters before."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Link:
    """What may stand between two parts: its letters, the letter that was dropped for it, what it costs, and the share
    of its part's occurrences that counts."""

    letters: str
    dropped: str = ""
    cost: float = 0.0
    share: float = 1.0


LINKS = (
    Link(""),
    Link("s"),
    Link("s", "e", 1.0, 0.3),
    Link("e", "", 2.5, 0.3),
    Link("er", "", 4.0, 0.3),
    Link("n", "", 4.5, 0.3),
)
SHORTEST_LINKED = 3
"""Letters of a part that is linked."""


class Ways:
    """The cheapest ways through some words of one length, which come with their stems. `costs` are those of the whole
    ways, infinite where there is none; `logarithms` are those of the occurrences of all parts, added up."""

    def __init__(self, words: Sequence[str], stems: Sequence[str], lexicon: Lexicon) -> None:
        self._stems = stems
        self._lexicon = lexicon
        self._length = len(words[0])
        self._beginnings = Beginnings.of(words)
        places = (len(words), self._length + 1)
        self._costs = np.full(places, np.inf, np.float32)
        self._costs[:, 0] = 0
        self._logarithms = np.zeros(places, np.float32)
        self._starts = np.zeros(places, np.int8)
        self._links = np.zeros(places, np.int8)
        self._go()

    @property
    def costs(self) -> Floats:
        """What the ways cost."""
        return self._costs[:, -1]

    @property
    def logarithms(self) -> Floats:
        """The logarithms of the occurrences of a way's parts, added up."""
        return self._logarithms[:, -1]

    @cached_property
    def whole(self) -> Floats:
        """The occurrences of the words themselves, in whatever form they are the more frequent."""
        has_stem = [row for row, stem in enumerate(self._stems) if has_key(stem)]
        whole = self._lexicon.look_up(self._beginnings.keys[:, -1])[0]
        in_any_form = self._lexicon.look_up_stems(keys_of([self._stems[row] for row in has_stem]))
        whole[has_stem] = np.maximum(whole[has_stem], in_any_form)
        return whole

    @property
    def flags(self) -> Numbers:
        """The flags of the words themselves."""
        return self._lexicon.look_up(self._beginnings.keys[:, -1])[1]

    def way(self, row: int) -> list[tuple[int, int, Link]]:
        """The parts of one word from the first on: where each starts and ends, its link included, and the link."""
        parts = []
        end = self._length
        while end:
            start = int(self._starts[row, end])
            parts.append((start, end, LINKS[self._links[row, end]]))
            end = start
        return parts[::-1]

    def _go(self) -> None:
        costs, logarithms, links = self._inner_parts()
        reached: Numbers = np.any(costs < np.inf, axis=(0, 1))
        for end in np.flatnonzero(reached[: self._length - SHORTEST_LAST + 1]).tolist():
            self._arrive(end, costs[:, :end, end], logarithms[:, :end, end], links[:, :end, end])
        costs, logarithms = self._last_parts()
        self._arrive(self._length, costs, logarithms, np.zeros(costs.shape, np.int8))

    def _arrive(self, end: int, costs: Floats, logarithms: Floats, links: Numbers) -> None:
        """Take the cheapest way to a place, where parts from the places before it to there cost as much."""
        ways = self._costs[:, : costs.shape[1]] + costs
        ways[:, 1:] += np.float32(ANOTHER_PART)
        rows, best = np.arange(len(ways)), ways.argmin(axis=1)
        self._costs[:, end] = ways[rows, best]
        self._starts[:, end] = best
        self._links[:, end] = links[rows, best]
        self._logarithms[:, end] = self._logarithms[rows, best] + logarithms[rows, best]

    def _inner_parts(self) -> tuple[Floats, Floats, Numbers]:
        """The costs of all parts but last ones, the logarithms of their occurrences, and their links."""
        starts, ends = np.triu_indices(self._length + 1, SHORTEST_PART)
        keys = self._beginnings.pieces(starts, ends)
        plain = self._can_be_first(keys, np.ones(keys.shape, bool))
        found = []
        for number, link in enumerate(LINKS):
            rows, at, counts = plain
            if link.letters:
                fits = self._followed_by(link.letters)[:, ends] & (ends - starts >= SHORTEST_LINKED)
                if link.dropped:
                    rows, at, counts = self._can_be_first(longer(keys, link.dropped), fits)
                else:
                    rows, at, counts = (column[fits[plain[:2]]] for column in plain)
            counts = counts * np.float32(link.share)
            costs = _rarity(counts, ends[at] - starts[at]) + np.float32(link.cost)
            links = np.full(len(at), number)
            found.append((rows, starts[at], ends[at] + len(link.letters), costs, _logarithm(counts), links))
        rows, starts, ends, *values = (np.concatenate(column) for column in zip(*found, strict=True))
        dearest_first = np.argsort(-values[0], kind="stable")  # Of several that are put in one place the last stays.
        where = rows[dearest_first], starts[dearest_first], ends[dearest_first]
        shape = (len(self._costs), self._length + 1, self._length + 1)
        costs, logarithms = np.full(shape, np.inf, np.float32), np.zeros(shape, np.float32)
        links = np.zeros(shape, np.int8)
        costs[where], logarithms[where], links[where] = (column[dearest_first] for column in values)
        return costs, logarithms, links

    def _can_be_first(self, keys: Keys, where: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """Those of some pieces that compounds can begin with: their rows and columns, and their occurrences."""
        rows, at = np.nonzero(where)
        counts, flags = self._lexicon.look_up(keys[rows, at])
        known = np.flatnonzero(flags & CAN_BE_FIRST)
        return rows[known], at[known], counts[known]

    def _followed_by(self, letters: str) -> Numbers:
        """Behind which places these letters stand."""
        size, length = len(letters), self._length
        found = np.zeros((len(self._costs), length + 1), bool)
        found[:, : length + 1 - size] = True
        for shift, letter in enumerate(letters.encode("latin-1")):
            found[:, : length + 1 - size] &= self._beginnings.letters[:, shift : length + 1 - size + shift] == letter
        return found

    def _last_parts(self) -> tuple[Floats, Floats]:
        """The costs of last parts by their starts, and the logarithms of their occurrences."""
        length = self._length
        starts = np.arange(length - SHORTEST_LAST + 1)
        keys = self._beginnings.pieces(starts, np.full(len(starts), length))
        allowed = self._allowed(starts) & ~np.isin(keys, _never_last_keys())
        allowed[:, 0] = False
        genitive = self._counts_of_last(self._beginnings.pieces(starts, np.full(len(starts), length - 1)))
        genitive[self._beginnings.letters[:, -1] != ord("s")] = 0
        costs, logarithms = np.full(keys.shape, np.inf, np.float32), np.zeros(keys.shape, np.float32)
        for counts, beside in (
            (self._counts_of_last(keys), 0.0),
            (genitive, GENITIVE),
            (self._counts_of_stems(starts), 0.0),
        ):
            cost = _rarity(counts, length - starts) + np.float32(beside)
            cheaper = allowed & (counts > 0) & (cost < costs)
            costs[cheaper], logarithms[cheaper] = cost[cheaper], _logarithm(counts[cheaper])
        return costs, logarithms

    def _counts_of_last(self, keys: Keys) -> Floats:
        counts, flags = self._lexicon.look_up(keys)
        return np.where(flags & CAN_BE_LAST, counts, np.float32(0))

    def _counts_of_stems(self, starts: Numbers) -> Floats:
        """The occurrences of the stems of last parts: what is left of the stem of the whole word, where it begins as
        the word does."""
        counts = np.zeros((len(self._costs), len(starts)), np.float32)
        rows = [row for row, found in enumerate(self._stems) if has_key(found)]
        for at, found in by_length([self._stems[row] for row in rows]):
            some = np.array([rows[place] for place in at])
            beginnings = Beginnings.of(found)
            size = beginnings.letters.shape[1]
            long = self._length - starts >= [INFLECTED.get(size - start, INFLECTED[4]) for start in starts.tolist()]
            within = starts[long & (starts <= size - SHORTEST_STEM)]
            ends = self._lexicon.look_up_stems(beginnings.pieces(within, np.full(len(within), size)))
            same = beginnings.keys[:, within] == self._beginnings.keys[some][:, within]
            counts[some[:, None], within] = np.where(same, ends, 0)
        return counts

    def _allowed(self, starts: Numbers) -> Numbers:
        """Where the last part may begin: not in the ending of a known word."""
        length, keys, letters = self._length, self._beginnings.keys, self._beginnings.letters
        last = np.full(len(keys), length)
        places = np.arange(max(SHORTEST_LINKED, length - LONGEST_ENDING), length)
        rows, at = np.nonzero(np.isin(self._beginnings.pieces(places, np.full(len(places), length)), _ending_keys()))
        places = places[at]
        before = keys[rows, places]
        known = (self._lexicon.look_up(before)[0] > 0) | (self._lexicon.look_up(longer(before, "e"))[0] > 0)
        np.minimum.at(last, rows[known], places[known] - OVERLAP)
        doubled = letters[rows, places - 1] == letters[rows, places - 2]
        known = doubled & (self._lexicon.look_up(keys[rows, places - 1])[0] > 0)
        np.minimum.at(last, rows[known], places[known] - OVERLAP - 1)
        allowed: Numbers = starts <= last[:, None]
        return allowed


@cache
def _ending_keys() -> Keys:
    return keys_of(ENDINGS)


@cache
def _never_last_keys() -> Keys:
    return keys_of(sorted(filter(has_key, never_last())))


def _rarity(counts: Floats, sizes: Numbers) -> Floats:
    """What parts of so many letters cost."""
    beside = np.zeros(LONGEST + 1, np.float32)
    beside[list(SHORT_PART)] = list(SHORT_PART.values())
    rarity: Floats = np.log(np.float32(MILLION) / np.maximum(counts, np.float32(1e-9))) + beside[sizes]
    return rarity


def _logarithm(counts: Floats) -> Floats:
    logarithm: Floats = np.log(np.maximum(counts, np.float32(FLOOR)))
    return logarithm
