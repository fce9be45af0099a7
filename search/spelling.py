"""What a question was meant to be where words of it stand nowhere in the index.

Quotes, prefixes, numbers and the fields of sources, sections and dates are taken as they are. Any other word that no
article holds is first read as written on a keyboard without *æ*, *ø* and *å*, then as a slip.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log10

from index import Spellings
from index.danish import TOKEN, fold, ranking_terms
from index.spelling import ALPHABET
from search.deadline import Deadline
from search.lexer import Piece, pieces
from search.limits import Limits
from search.query import Question, parse
from search.reading import Reading
from search.slips import slip_cost
from search.words import read_word

TWO_LETTERS = {"ae": "æ", "oe": "ø"}
"""How *æ* and *ø* are written without their keys; *aa* is *å* to the index anyway."""

ONE_LETTER = {**TWO_LETTERS, "a": "å", "o": "ø", "e": "æ"}
"""How all three are written in haste."""

SHORTEST = 4
"""Letters from which on a word is taken for a slip: too many words are near a shorter one."""

SHORTEST_CLEAR = 6
"""Letters from which on a slip is corrected without asking."""

TWO_EDITS = 8
"""Letters from which on a word may be two edits away."""

LONGEST = 40
"""Letters up to which a word is looked at."""

MOST_WORDS = 8
"""Words of a question that are looked at, the first ones: each takes some milliseconds."""

RARER = 2.0
"""By how many powers of ten slips of cost 1 are rarer than the word typed right: of a word in a hundred articles they
are as likely as one in a single article is."""

CLEAR = -1.0
"""Likelihood, in powers of ten, from which on a slip is corrected without asking: one of cost 1 in a word of ten
articles."""

OFFERED = -2.0
"""Likelihood from which on what may be meant is offered."""

AHEAD = 5.0
"""How many times as likely as any other word one has to be, to be used without asking."""

LETTERS_A_SLIP = 7
"""Letters that a word has to have for slips of cost 1, to be corrected without asking."""

LETTERS_AN_OFFER = 4
"""Letters that it has to have for them, where what may be meant is offered."""

NAME = 0.5
"""The cost that is added inside a question for a capitalised word: a name that nobody has written about is often near a
common word. Wherever it stands, what it may be a slip of is no more than offered."""


_Meant = tuple[str, bool]
"""A word, and whether it is used without asking."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is answered. Where that is not as typed, `corrected` is `query` again; `suggestion` is what else
    may be meant."""

    query: str
    question: Question
    corrected: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class _Slip:
    """A word of the question that the index does not hold: where it stands, and what is meant; that is used without
    asking where it is `clear`."""

    start: int
    end: int
    meant: str
    clear: bool


def understand(query: str, question: Question, reading: Reading, limits: Limits, deadline: Deadline) -> Understood:
    """What is meant by `query`, which reads as `question`. Raises BudgetExceeded."""
    slips = list(_slips(query, reading, limits, deadline))
    corrected = _rewritten(query, [slip for slip in slips if slip.clear])
    offered = _rewritten(query, slips)
    if not slips or max(len(corrected), len(offered)) > limits.characters:
        return Understood(query, question)
    suggestion = offered if offered != corrected else None
    if corrected == query:
        return Understood(query, question, None, suggestion)
    return Understood(corrected, parse(corrected, limits), corrected, suggestion)


def _slips(query: str, reading: Reading, limits: Limits, deadline: Deadline) -> Iterator[_Slip]:
    shouted = not any(map(str.islower, query))
    looked_at = 0
    for place, (typed, start) in enumerate(_words(query, pieces(query, limits))):
        folded = fold(typed)
        if len(folded) > LONGEST or not _is_danish(folded) or _is_held(typed, reading, limits):
            continue
        if looked_at == MOST_WORDS:
            return
        looked_at += 1
        deadline.check()
        is_name = typed[0].isupper() and not shouted
        meant = _respelled(folded, reading.spellings)
        if meant is None and not (is_name and typed.isupper()):  # An acronym is never a slip.
            meant = _slipped(folded, reading.spellings, NAME if is_name and place else 0.0)
            meant = meant and (meant[0], meant[1] and not is_name)
        if meant:
            yield _Slip(start, start + len(typed), _in_case(meant[0], typed), meant[1])


def _words(query: str, found: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """The words that may be corrected, as typed, and where each begins."""
    for piece in found:
        if piece.kind == "word" and query[piece.end : piece.end + 1] != ":":  # It may be meant for a field.
            yield piece.text, piece.start
        elif piece.kind == "field" and piece.name == "title" and not piece.quoted:
            for match in TOKEN.finditer(piece.text):
                yield match.group(), piece.start + match.start()


def _is_danish(folded: str) -> bool:
    return set(folded) <= set(ALPHABET)


def _is_held(typed: str, reading: Reading, limits: Limits) -> bool:
    word = read_word(typed, limits.alternatives)
    return word is None or reading.knows(word)


def _respelled(word: str, spellings: Spellings) -> _Meant | None:
    """The word that `word` stands for on a keyboard without *æ*, *ø* and *å*."""
    for ways in (TWO_LETTERS, ONE_LETTER):
        if articles := spellings.respelled(word, ways):
            best, ahead = _likeliest({other: log10(count) for other, count in articles.items()})
            sure = ways is TWO_LETTERS or len(word) >= SHORTEST
            return best, sure and ahead >= log10(AHEAD)
    return None


def _slipped(word: str, spellings: Spellings, extra: float) -> _Meant | None:
    """The word that `word` is most likely a slip of; `extra` is added to its cost."""
    letters = len(word)
    if letters < SHORTEST:
        return None
    near = spellings.near(word, 1 if letters < TWO_EDITS else 2)
    costs = {other: slip_cost(word, other) for other in near if _is_danish(other)}
    likely = {
        other: log10(near[other]) - RARER * (cost + extra)
        for other, cost in costs.items()
        if cost * LETTERS_AN_OFFER <= letters
    }
    if not likely:
        return None
    best, ahead = _likeliest(likely)
    if likely[best] < OFFERED:
        return None
    sure = letters >= SHORTEST_CLEAR and costs[best] * LETTERS_A_SLIP <= letters and likely[best] >= CLEAR
    return best, sure and ahead >= log10(AHEAD)


def _likeliest(likely: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest word, and by how much it is likelier than any other; a form of the same word is no other."""
    best = max(likely, key=lambda word: (likely[word], word))
    terms = ranking_terms(best)
    return best, likely[best] - max((likely[word] for word in likely if ranking_terms(word) != terms), default=-inf)


def _in_case(word: str, typed: str) -> str:
    """`word` with capitals where `typed` has them, in front or all over."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _rewritten(query: str, slips: Sequence[_Slip]) -> str:
    """`query` with what is meant in the place of slips; everything else as typed."""
    for slip in reversed(slips):
        query = query[: slip.start] + slip.meant + query[slip.end :]
    return query
