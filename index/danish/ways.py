"""The cheapest way to cut a word into words of a lexicon (Viterbi).

A part is the cheaper the more frequent it is. Between parts may stand *s*, *e*, *er* or *n* (*forsvar-s-minister*), and
an *e* may have been dropped before the *s* (*arbejd-s-møde*); the last part may be inflected.
"""

import math
from typing import NamedTuple

from index.danish.candidates import SHORTEST_LINKED, Candidates
from index.danish.lexicon import MILLION, never_last

ANOTHER_PART = 4.0
SHORT_PART = {2: 4.0, 3: 4.0, 4: 1.0}
"""What a way costs beside the rarity of its parts (the logarithm of how many words one of them is among): for each part
but the first, and for short ones."""

ENDINGS = frozenset((
    "ernes", "enes", "erne", "erens", "eren", "ens", "ets", "ene", "ere", "ers", "en", "et", "er", "es", "e", "s",
    "ede", "edes", "ende", "te", "t", "r", "n", "ne", "nes",
    "ing", "ings", "ingen", "ingens", "inger", "ingers", "ingerne",
))  # fmt: skip
LONGEST_ENDING = max(map(len, ENDINGS))
SHORTEST_BEFORE_ENDING = 3
OVERLAP = 3
"""A word that is a known one and such an ending has no part that begins in the ending, or so many letters before."""


class Link(NamedTuple):
    """What may stand between two parts: its letters, the letter that was dropped for it, what it costs, and the share
    of the occurrences of the part before it that are counted."""

    letters: str
    dropped: str = ""
    cost: float = 0.0
    share: float = 1.0


NO_LINK = Link("")
NO_LINKS = (NO_LINK,)
LOST_E = (Link("s", "e", 2.2, 0.3),)
LINKS = {
    "s": (NO_LINK, Link("s")),
    "e": (NO_LINK, Link("e", "", 3.7, 0.3), Link("er", "", 5.2, 0.3)),
    "n": (NO_LINK, Link("n", "", 5.7, 0.3)),
}
"""What may link a part, by the letter that follows it."""


class Step(NamedTuple):
    """A part of a way: where it starts and ends, its link included, the link, and the occurrences that count."""

    start: int
    end: int
    link: Link
    occurrences: float


def cheapest_way(word: str, candidates: Candidates) -> list[Step]:
    """The parts of the cheapest way through a word, from the first on; none if there is no way."""
    costs = [0.0, *[math.inf] * (len(word) - 1)]
    steps: dict[int, Step] = {}
    for start, end, lost_e, count in candidates.firsts:
        if costs[start] == math.inf:
            continue
        size = end - start
        cost = costs[start] + _cost(start, size, count)
        for link in LOST_E if lost_e else LINKS.get(word[end], NO_LINKS) if size >= SHORTEST_LINKED else NO_LINKS:
            letters, _, beside, share = link
            behind = end + len(letters)
            if cost + beside < costs[behind] and word.startswith(letters, end):
                costs[behind] = cost + beside
                steps[behind] = Step(start, behind, link, count * share)
    lasts = [last for last in candidates.lasts if costs[last[0]] < math.inf]
    cheapest = math.inf
    latest = _latest_last(word, candidates) if lasts else 0
    for start, count, beside in lasts:
        if start <= latest and word[start:] not in never_last():
            cost = costs[start] + _cost(start, len(word) - start, count) + beside
            if cost < cheapest:
                cheapest = cost
                steps[len(word)] = Step(start, len(word), NO_LINK, count)
    way = []
    end = len(word)
    while end in steps:
        way.append(steps[end])
        end = steps[end].start
    return way[::-1]


def _cost(start: int, size: int, count: float) -> float:
    """What a part with so many letters costs, by the occurrences."""
    return math.log(MILLION / count) + SHORT_PART.get(size, 0.0) + (ANOTHER_PART if start else 0.0)


def _latest_last(word: str, candidates: Candidates) -> int:
    """Where the last part starts at the latest: not in the ending of a known word.

    >>> is_known = Candidates(0.0, False, known=1 << 6, known_with_e=0, firsts=(), lasts=())
    >>> _latest_last("soldaterne", is_known)  # Not *erne*, and no *date*.
    3
    """
    latest = len(word)
    for place in range(max(SHORTEST_BEFORE_ENDING, len(word) - LONGEST_ENDING), len(word)):
        if word[place:] in ENDINGS:
            if (candidates.known | candidates.known_with_e) >> place & 1:
                latest = min(latest, place - OVERLAP)
            if word[place - 1] == word[place - 2] and candidates.known >> place - 1 & 1:
                latest = min(latest, place - OVERLAP - 1)
    return latest
