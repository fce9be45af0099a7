"""The cheapest path through the lattice of a word (Viterbi 1967): the likeliest way to cut it into words.

A part is the cheaper the more frequent it is. Between parts may stand a linking element, *s*, *e*, *er* or *n*
(*forsvar-s-minister*), and an *e* may have been dropped before the *s* (*arbejd-s-møde*); the last part may be
inflected.

Costs are natural logarithms: a part costs that of the number of words of running text in which it occurs once, and what
costs 1.0 beside that makes a path as unlikely as a part that is 2.7 times rarer does.
"""

import math
from typing import NamedTuple

from index.danish.lattice import SHORTEST_LINKED, Lattice
from index.danish.lexicon import MILLION, never_last

ANOTHER_PART_COST = 4.0
"""What each part but the first costs beside its rarity."""

SHORT_PART_COST = {2: 4.0, 3: 4.0, 4: 1.0}
"""What a short part costs beside its rarity, by its letters."""

SUFFIXES = frozenset((
    "ernes", "enes", "erne", "erens", "eren", "ens", "ets", "ene", "ere", "ers", "en", "et", "er", "es", "e", "s",
    "ede", "edes", "ende", "te", "t", "r", "n", "ne", "nes",
    "ing", "ings", "ingen", "ingens", "inger", "ingers", "ingerne",
))  # fmt: skip
"""Endings of inflected and derived words: behind a known word they are no last part."""

LONGEST_SUFFIX = max(map(len, SUFFIXES))

SHORTEST_BEFORE_SUFFIX = 3
"""Letters, at least, before such an ending."""

OVERLAP = 3
"""Letters before such an ending, behind a known word, from which on no last part starts either."""


class Link(NamedTuple):
    """What may stand between two parts: a linking element or nothing. Its letters, the letter that the part before it
    has dropped, what it costs, and the share of that part's occurrences that are counted."""

    letters: str
    dropped: str = ""
    cost: float = 0.0
    share: float = 1.0


NO_LINK = Link("")
NO_LINKS = (NO_LINK,)

LOST_E = (Link("s", "e", 2.2, 0.3),)
"""What follows a part that has lost an *e*: *arbejde* in *arbejd-s-møde*."""

LINKS = {
    "s": (NO_LINK, Link("s")),
    "e": (NO_LINK, Link("e", "", 3.7, 0.3), Link("er", "", 5.2, 0.3)),
    "n": (NO_LINK, Link("n", "", 5.7, 0.3)),
}
"""What may follow another part, by the letter that stands behind it."""


class PathEdge(NamedTuple):
    """A part of a path: where it starts and where it ends, its link included, the link, and how often in a million the
    part is taken to occur."""

    start: int
    end: int
    link: Link
    occurrences: float


def cheapest_path(word: str, lattice: Lattice) -> list[PathEdge]:
    """The parts along the cheapest path through a word, from the first on; none if there is no path."""
    costs = [0.0, *[math.inf] * (len(word) - 1)]
    edges: dict[int, PathEdge] = {}
    for start, end, lost_e, count in lattice.inner:
        if costs[start] == math.inf:
            continue
        size = end - start
        cost = costs[start] + _cost(start, size, count)
        for link in LOST_E if lost_e else LINKS.get(word[end], NO_LINKS) if size >= SHORTEST_LINKED else NO_LINKS:
            letters, _, beside, share = link
            behind = end + len(letters)
            if cost + beside < costs[behind] and word.startswith(letters, end):
                costs[behind] = cost + beside
                edges[behind] = PathEdge(start, behind, link, count * share)
    reached = [edge for edge in lattice.final if costs[edge[0]] < math.inf]
    cheapest = math.inf
    latest = _latest_start(word, lattice) if reached else 0
    for start, count, beside in reached:
        if start <= latest and word[start:] not in never_last():
            cost = costs[start] + _cost(start, len(word) - start, count) + beside
            if cost < cheapest:
                cheapest = cost
                edges[len(word)] = PathEdge(start, len(word), NO_LINK, count)
    path = []
    end = len(word)
    while end in edges:
        path.append(edges[end])
        end = edges[end].start
    return path[::-1]


def _cost(start: int, size: int, count: float) -> float:
    """What a part of `size` letters costs that occurs `count` times in a million."""
    return math.log(MILLION / count) + SHORT_PART_COST.get(size, 0.0) + (ANOTHER_PART_COST if start else 0.0)


def _latest_start(word: str, lattice: Lattice) -> int:
    """Where the last part starts at the latest: not in the ending of a known word, nor just before it.

    >>> is_known = Lattice(0.0, False, known=1 << 6, known_with_e=0, inner=(), final=())
    >>> _latest_start("soldaterne", is_known)  # Not *erne*, nor *aterne*.
    3
    """
    latest = len(word)
    for place in range(max(SHORTEST_BEFORE_SUFFIX, len(word) - LONGEST_SUFFIX), len(word)):
        if word[place:] in SUFFIXES:
            if (lattice.known | lattice.known_with_e) >> place & 1:
                latest = min(latest, place - OVERLAP)
            if word[place - 1] == word[place - 2] and lattice.known >> place - 1 & 1:
                latest = min(latest, place - OVERLAP - 1)
    return latest
