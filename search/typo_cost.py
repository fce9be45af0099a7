"""How likely a word was typed for another one: the cost of the typos that lie between them.

It is the restricted edit distance of Damerau, in which some edits are cheap: two letters that changed places, one of
two equal letters lacking or too many, the key beside the right one, and *a*, *e*, *o* for *æ*, *ø* and *å*.
"""

from itertools import pairwise, takewhile

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
"""The letters of Danish."""

TYPO = 1.0
"""What a letter costs that is left out, put in, or changed for another."""

NEAR_KEY = 0.75
"""What it costs to hit the key beside the right one, instead of it or with it."""

LIKELY_TYPO = 0.5
"""What the others cost that hands are known for."""

ROWS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")
"""The letters of a Danish keyboard; each row stands half a key to the right of the one above."""

BARE_LETTERS = frozenset({("a", "å"), ("a", "æ"), ("e", "æ"), ("o", "ø"), ("o", "å")})
"""What is typed for *æ*, *ø* and *å*; who types one of these means no other letter, but maybe the key beside it."""


def _neighbours() -> set[tuple[str, str]]:
    beside = {pair for row in ROWS for pair in pairwise(row)}
    below = {
        (letter, lower[at])
        for upper, lower in pairwise(ROWS)
        for place, letter in enumerate(upper)
        for at in (place - 1, place)
        if 0 <= at < len(lower)
    }
    return beside | below


_NEAR_KEYS = {pair for one, other in _neighbours() for pair in ((one, other), (other, one))}


def typo_cost(typed: str, meant: str) -> float:
    """The least cost of the typos by which `typed` was written for `meant`, both folded.

    >>> [typo_cost("soldta", "soldat"), typo_cost("fregaten", "fregatten"), typo_cost("folketig", "folketing")]
    [0.5, 0.5, 1.0]
    """
    typed, meant = _where_they_differ(typed, meant)
    above: list[float] = []
    row = [0.0]
    for letter in range(len(meant)):
        row.append(row[-1] + _left_out(meant, letter))
    for at in range(len(typed)):
        above, before, row = row, above, [row[0] + _put_in(typed, at)]
        for to in range(len(meant)):
            costs = [above[to] + _changed(typed, at, meant, to), above[to + 1] + _put_in(typed, at)]
            costs.append(row[to] + _left_out(meant, to))
            if at and to and typed[at] == meant[to - 1] and typed[at - 1] == meant[to]:
                costs.append(before[to - 1] + LIKELY_TYPO)
            row.append(min(costs))
    return row[-1]


def _where_they_differ(typed: str, meant: str) -> tuple[str, str]:
    """Both words without their common beginning and end, but for the letters next to what differs."""
    start = max(0, _common(typed, meant) - 1)
    typed, meant = typed[start:], meant[start:]
    end = max(0, _common(typed[::-1], meant[::-1]) - 1)
    return typed[: len(typed) - end], meant[: len(meant) - end]


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _changed(typed: str, at: int, meant: str, to: int) -> float:
    if typed[at] == meant[to]:
        return 0.0
    near = (typed[at], meant[to]) in _NEAR_KEYS
    return LIKELY_TYPO if (typed[at], meant[to]) in BARE_LETTERS else NEAR_KEY if near else TYPO


def _left_out(meant: str, to: int) -> float:
    """The cost of a letter of `meant` that was not typed."""
    return LIKELY_TYPO if meant[to] in _around(meant, to) else TYPO


def _put_in(typed: str, at: int) -> float:
    """The cost of a letter that was typed and does not belong there."""
    around = _around(typed, at)
    near = any((typed[at], letter) in _NEAR_KEYS for letter in around)
    return LIKELY_TYPO if typed[at] in around else NEAR_KEY if near else TYPO


def _around(word: str, at: int) -> str:
    return word[max(0, at - 1) : at] + word[at + 1 : at + 2]
