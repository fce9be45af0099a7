"""The cost of the typos between a word as it was typed and the word that was meant: the lower, the likelier.

It is a weighted edit distance (restricted Damerau-Levenshtein). The typos that people make most cost less than others:
two neighbouring letters transposed, a double letter typed once or a single one twice, the key beside the right one, and
*a*, *e*, *o* typed for *æ*, *ø* and *å*.
"""

from itertools import pairwise, takewhile

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
"""The letters of Danish."""

TYPO = 1.0
"""The cost of a letter that is missing, superfluous or replaced by another."""

NEAR_KEY = 0.75
"""The cost of the key beside the right one, typed instead of it or together with it."""

LIKELY_TYPO = 0.5
"""The cost of all other typos that people make often."""

ROWS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")
"""The letters of a Danish keyboard. Each row is shifted to the right of the one above by half a key."""

BARE_LETTERS = frozenset({("a", "å"), ("a", "æ"), ("e", "æ"), ("o", "ø"), ("o", "å")})
"""The letters that are typed for *æ*, *ø* and *å*. The reverse is not a likely typo."""


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
    """The lowest cost of typos by which `meant` may become `typed`. Both are folded.

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
    """Both words without their common beginning and end, except one letter on each side, which may be doubled."""
    start = max(0, _common(typed, meant) - 1)
    typed, meant = typed[start:], meant[start:]
    end = max(0, _common(typed[::-1], meant[::-1]) - 1)
    return typed[: len(typed) - end], meant[: len(meant) - end]


def _common(one: str, other: str) -> int:
    """How many letters the two words have in common at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _changed(typed: str, at: int, meant: str, to: int) -> float:
    if typed[at] == meant[to]:
        return 0.0
    near = (typed[at], meant[to]) in _NEAR_KEYS
    return LIKELY_TYPO if (typed[at], meant[to]) in BARE_LETTERS else NEAR_KEY if near else TYPO


def _left_out(meant: str, to: int) -> float:
    """The cost of leaving out a letter of `meant`, by its index."""
    return LIKELY_TYPO if meant[to] in _around(meant, to) else TYPO


def _put_in(typed: str, at: int) -> float:
    """The cost of typing a letter too many, by its index in `typed`."""
    around = _around(typed, at)
    near = any((typed[at], letter) in _NEAR_KEYS for letter in around)
    return LIKELY_TYPO if typed[at] in around else NEAR_KEY if near else TYPO


def _around(word: str, at: int) -> str:
    return word[max(0, at - 1) : at] + word[at + 1 : at + 2]
