"""What a question was meant to be where words of it stand nowhere in the index.

Quotes, prefixes, numbers and the fields of sources, sections and dates are taken as they are. For any other word that
no article holds, `search.meant` says what it may be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from index.danish import TOKEN, fold
from search.deadline import Deadline
from search.lexer import Piece, pieces
from search.limits import Limits
from search.meant import is_danish, what_is_meant
from search.query import Question, parse
from search.reading import Reading
from search.words import read_word

LONGEST = 40
"""Letters up to which a word is looked at."""

MOST_WORDS = 8
"""Different words that the index does not hold, of which a question may have so many; where it has more, it is in
another language, and each would take some milliseconds."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is answered. Where that is not as typed, `corrected` is `query` again, and `respelled` are the
    words that stand in the place of others; `suggestion` is what else may be meant."""

    query: str
    question: Question
    corrected: str | None = None
    suggestion: str | None = None
    respelled: frozenset[str] = frozenset()


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
    respelled = frozenset(slip.meant for slip in slips if slip.clear)
    return Understood(corrected, parse(corrected, reading.analysis, limits), corrected, suggestion, respelled)


def _slips(query: str, reading: Reading, limits: Limits, deadline: Deadline) -> Iterator[_Slip]:
    shouted = not any(map(str.islower, query))
    words = enumerate(_words(query, pieces(query, limits)))
    unknown = [(typed, start, place) for place, (typed, start) in words if _may_be_meant(typed, reading, limits)]
    if len({fold(typed) for typed, _, _ in unknown}) > MOST_WORDS:
        return
    meant_by = cache(partial(what_is_meant, reading.spellings))
    for typed, start, place in unknown:
        deadline.check()
        is_name = typed[0].isupper() and not shouted
        is_acronym = is_name and sum(map(str.isupper, typed)) > 1
        meant = meant_by(fold(typed), is_name=is_name, is_acronym=is_acronym, inside=place > 0)
        if meant:
            yield _Slip(start, start + len(typed), _in_case(meant.word, typed), meant.is_clear)


def _words(query: str, found: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """The words that may be corrected, as typed, and where each begins."""
    for piece in found:
        if piece.kind == "word" and query[piece.end : piece.end + 1] != ":":  # It may be meant for a field.
            yield piece.text, piece.start
        elif piece.kind == "field" and piece.name == "title" and not piece.quoted:
            for match in TOKEN.finditer(piece.text):
                yield match.group(), piece.start + match.start()


def _may_be_meant(typed: str, reading: Reading, limits: Limits) -> bool:
    """Whether another word may be meant by `typed`: it is one of Danish letters that the index does not hold."""
    folded = fold(typed)
    if len(folded) > LONGEST or not is_danish(folded):
        return False
    word = read_word(typed, reading.analysis, limits.alternatives)
    return word is not None and not reading.knows(word)


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
