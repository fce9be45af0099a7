"""What is meant by a word that the index does not hold: the word it is on a keyboard without *æ*, *ø* and *å*, or else
the one it is most likely a typo of."""

from collections.abc import Mapping
from math import inf, log10
from typing import NamedTuple

from index.danish import Analysis
from search.backend import LookAlikes
from search.typo_cost import ALPHABET, typo_cost

TWO_LETTERS = {"ae": "æ", "oe": "ø"}
"""How *æ* and *ø* are written without their keys; *aa* is *å* to the index anyway."""

ONE_LETTER = {**TWO_LETTERS, "a": "å", "o": "ø", "e": "æ"}
"""How all three are written in haste."""

SHORTEST = 4
"""Letters from which on a word is taken for a typo: too many words are near a shorter one."""

SHORTEST_CLEAR = 6
"""Letters from which on a typo is corrected without asking."""

TWO_EDITS = 8
"""Letters from which on a word may be two edits away."""

RARER = 2.0
"""By how many powers of ten typos of cost 1 are rarer than the word typed right: of a word in a hundred articles they
are as likely as one in a single article is."""

CLEAR = -1.0
"""Likelihood, in powers of ten, from which on a typo is corrected without asking: one of cost 1 in a word of ten
articles."""

OFFERED = -2.0
"""Likelihood from which on what may be meant is offered."""

AHEAD = 5.0
"""How many times as likely as any other word one has to be, to be used without asking."""

LETTERS_A_TYPO = 8
"""Letters that a word has to have for typos of cost 1, to be corrected without asking."""

LETTERS_AN_OFFER = 4
"""Letters that it has to have for them, where what may be meant is offered."""

NAME = 1.0
"""The cost that is added inside a question for a short capitalised word: a name that nobody has written about is often
near a common word. Wherever a capitalised word stands, what it may be a typo of is no more than offered."""


class Correction(NamedTuple):
    """A word, and whether it is used without asking."""

    word: str
    is_clear: bool


def correction_of(
    look_alikes: LookAlikes, analysis: Analysis, word: str, *, is_name: bool, is_acronym: bool, inside: bool
) -> Correction | None:
    """What is meant by `word`, a folded one that `is_danish`; None where that is not likely to be another word.

    It may be a name or an acronym, as its capitals say, and stand `inside` a question, where a capital is no mere
    beginning. An acronym is a typo of nothing.
    """
    by_two = _respelled(word, look_alikes, TWO_LETTERS)
    by_letters = by_two or _respelled(word, look_alikes, ONE_LETTER)
    costs = {} if is_acronym or len(word) < SHORTEST else _typos(word, look_alikes)
    if is_name:  # Who knows a name knows its first letter.
        costs = {other: typo for other, typo in costs.items() if other[0] == word[0]}
    extra = NAME if is_name and inside and len(word) < TWO_EDITS else 0.0
    typos = {other: log10(articles) - RARER * (cost + extra) for other, (articles, cost) in costs.items()}
    likely = typos | by_letters
    if not likely:
        return None
    best, ahead = _likeliest(likely, analysis)
    if best in by_letters:
        sure = bool(by_two) or len(word) >= SHORTEST
    elif likely[best] < OFFERED:
        return None
    else:
        enough = max(SHORTEST_CLEAR, costs[best].cost * LETTERS_A_TYPO)
        # The first letter is seldom wrong, and what is *uklar* is not *klar*.
        sure = likely[best] >= CLEAR and len(word) >= enough and best[0] == word[0] and not is_name
    return Correction(best, sure and ahead >= log10(AHEAD))


def is_danish(folded: str) -> bool:
    """Whether a word consists of the letters of the Danish alphabet."""
    return set(folded) <= set(ALPHABET)


def _respelled(word: str, look_alikes: LookAlikes, letters: Mapping[str, str]) -> dict[str, float]:
    """The words that `word` may stand for on a keyboard without *æ*, *ø* and *å*, with how likely each is."""
    return {other: log10(articles) for other, articles in look_alikes.respelled(word, letters).items()}


class _Typo(NamedTuple):
    """In how many articles a word is, and what it costs to write another for it."""

    articles: int
    cost: float


def _typos(word: str, look_alikes: LookAlikes) -> dict[str, _Typo]:
    """The words that `word` may be a typo of."""
    near = look_alikes.within_edits(word, 1 if len(word) < TWO_EDITS else 2)
    typos = {other: _Typo(articles, typo_cost(word, other)) for other, articles in near.items() if is_danish(other)}
    return {other: typo for other, typo in typos.items() if typo.cost * LETTERS_AN_OFFER <= len(word)}


def _likeliest(likely: Mapping[str, float], analysis: Analysis) -> tuple[str, float]:
    """The likeliest word, and by how much it is likelier than any other; a form of the same word is no other."""
    best = max(likely, key=lambda word: (likely[word], word))
    others = (likely[word] for word in likely if analysis.meaning(word) != analysis.meaning(best))
    return best, likely[best] - max(others, default=-inf)
