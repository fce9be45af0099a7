"""The word that is meant by one that no article has: it was typed on a keyboard without *æ*, *ø* and *å*, or has typos.

How likely a word is meant is measured in powers of ten: the logarithm of the number of articles that have it, minus
`RARER` for each unit of the cost of its typos (`search.typo_cost`). The thresholds below were chosen so that real words
and names that no article has are seldom corrected to others. The collections of `tests/relevance` say little about
them, as hardly any of their questions is misspelt: without correction MRR@10 is the same on all three
(`python -m tests.relevance.ablation`).
"""

from collections.abc import Mapping
from math import inf, log10
from typing import NamedTuple

from index.danish import Analysis
from search.backend import LookAlikes
from search.typo_cost import ALPHABET, typo_cost

TWO_LETTERS = {"ae": "æ", "oe": "ø"}
"""How *æ* and *ø* are written without their keys. The analysis reads *aa* as *å* anyway."""

ONE_LETTER = {**TWO_LETTERS, "a": "å", "o": "ø", "e": "æ"}
"""How all three letters are written in haste."""

SHORTEST = 4
"""Letters that a word needs to be taken for a typo. Too many words are near a shorter one."""

SHORTEST_CLEAR = 6
"""Letters that a word needs for a typo in it to be corrected without asking."""

TWO_EDITS = 8
"""Letters that a word needs for words two edits away to be considered; for a shorter one it is one edit."""

RARER = 2.0
"""How much rarer typos of cost 1 are than the word typed right, in powers of ten. So a word of a hundred articles with
such typos is as likely as a word of one article without."""

CLEAR = -1.0
"""The likelihood, in powers of ten, that a word needs to be used without asking: that of a word of ten articles with
typos of cost 1."""

OFFERED = -2.0
"""The likelihood, in powers of ten, that a word needs to be offered: that of a word of one article with typos of cost
1."""

CLEAR_LEAD = 5.0
"""How many times as likely as every other word a word has to be to be used without asking."""

LETTERS_A_TYPO = 8
"""Letters for each unit of the cost of its typos that a word needs to be corrected without asking."""

LETTERS_AN_OFFER = 4
"""Letters for each unit of the cost of its typos that a word needs for a correction to be offered."""

NAME_COST = 1.0
"""The cost that is added for a capitalised word of fewer than `TWO_EDITS` letters that is not the first of a question:
a name that nobody has written about is often near a common word. Corrections of typos in capitalised words are never
more than offered."""


class Correction(NamedTuple):
    """The word that is meant, and whether that is clear enough to use it without asking."""

    word: str
    is_clear: bool


def correction_of(
    look_alikes: LookAlikes, analysis: Analysis, word: str, *, is_name: bool, is_acronym: bool, inside: bool
) -> Correction | None:
    """The word that is meant by `word`, which is folded and `is_danish`; None if no other word is likely.

    `is_name` says that it was typed with a capital, `is_acronym` that it has several, and `inside` that it is not the
    first word of the question, which is capitalised anyway. An acronym is never taken for a typo.
    """
    by_two = _respelled(word, look_alikes, TWO_LETTERS)
    by_letters = by_two or _respelled(word, look_alikes, ONE_LETTER)
    costs = {} if is_acronym or len(word) < SHORTEST else _typos(word, look_alikes)
    if is_name:  # Those who know a name know its first letter.
        costs = {other: typo for other, typo in costs.items() if other[0] == word[0]}
    extra = NAME_COST if is_name and inside and len(word) < TWO_EDITS else 0.0
    typos = {other: log10(articles) - RARER * (cost + extra) for other, (articles, cost) in costs.items()}
    likely = typos | by_letters
    if not likely:
        return None
    best, lead = _likeliest(likely, analysis)
    if best in by_letters:
        sure = bool(by_two) or len(word) >= SHORTEST
    elif likely[best] < OFFERED:
        return None
    else:
        enough = max(SHORTEST_CLEAR, costs[best].cost * LETTERS_A_TYPO)
        # The first letter is seldom mistyped, and often tells words apart: *uklar* is not *klar*.
        sure = likely[best] >= CLEAR and len(word) >= enough and best[0] == word[0] and not is_name
    return Correction(best, sure and lead >= log10(CLEAR_LEAD))


def is_danish(folded: str) -> bool:
    """Whether a folded word consists of letters of the Danish alphabet only."""
    return set(folded) <= set(ALPHABET)


def _respelled(word: str, look_alikes: LookAlikes, letters: Mapping[str, str]) -> dict[str, float]:
    """The words that `word` may stand for if some letters were typed as `letters` has them, with the likelihood of
    each in powers of ten."""
    return {other: log10(articles) for other, articles in look_alikes.respelled(word, letters).items()}


class _Typo(NamedTuple):
    """A word that may have been mistyped: how many articles have it, and the cost of the typos."""

    articles: int
    cost: float


def _typos(word: str, look_alikes: LookAlikes) -> dict[str, _Typo]:
    """The words that `word` may have been typed for."""
    near = look_alikes.within_edits(word, 1 if len(word) < TWO_EDITS else 2)
    typos = {other: _Typo(articles, typo_cost(word, other)) for other, articles in near.items() if is_danish(other)}
    return {other: typo for other, typo in typos.items() if typo.cost * LETTERS_AN_OFFER <= len(word)}


def _likeliest(likely: Mapping[str, float], analysis: Analysis) -> tuple[str, float]:
    """The likeliest word, and its lead over the second likeliest in powers of ten. Other forms of the same word are not
    counted as others."""
    best = max(likely, key=lambda word: (likely[word], word))
    others = (likely[word] for word in likely if analysis.meaning(word) != analysis.meaning(best))
    return best, likely[best] - max(others, default=-inf)
