"""What a question was meant to be where words of it stand nowhere in the index.

Quotes, prefixes, numbers and the fields of keywords and dates are taken as they are. For any other word that no article
holds, `search.correction` says what it may be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from index.danish import TOKEN, Analysis, fold
from search.backend import Snapshot
from search.correction import correction_of, is_danish
from search.deadline import Deadline
from search.lexer import Piece
from search.limits import Limits
from search.query import Question, read
from search.words import Word, read_word

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
class _Change:
    """A word of the question that the index does not hold: where it stands, and what is meant; that is used without
    asking where it is `clear`."""

    start: int
    end: int
    meant: str
    clear: bool


def understand(query: str, question: Question, snapshot: Snapshot, limits: Limits, deadline: Deadline) -> Understood:
    """What is meant by `query`, which reads as `question`. Raises BudgetExceeded."""
    changes = list(_changes(query, question.pieces, snapshot, limits, deadline))
    clear = [change for change in changes if change.clear]
    corrected, offered = _rewritten(query, clear), _rewritten(query, changes)
    if not changes or max(len(corrected), len(offered)) > limits.characters:
        return Understood(query, question)
    suggestion = offered if offered != corrected else None
    if corrected == query:
        return Understood(query, question, None, suggestion)
    respelled = frozenset(change.meant for change in clear)
    pieces = [_rewritten_piece(piece, clear) for piece in question.pieces]
    return Understood(corrected, read(pieces, snapshot.analysis, limits), corrected, suggestion, respelled)


def unknown_words(words: Sequence[Word], snapshot: Snapshot) -> list[Word]:
    """Those of some words that the articles do not have, neither by themselves nor by all of their parts."""
    known = snapshot.statistics(term for word in words for term in word.terms)

    def has(term: str) -> bool:
        return known[term].document_frequency > 0

    def is_known(word: Word) -> bool:
        if word.joined and has(word.joined):
            return True
        return all(
            has(meaning.whole) or (meaning.parts and all(has(part.word) for part in meaning.parts))
            for meaning in word.meanings
        )

    return [word for word in words if not is_known(word)]


def _changes(
    query: str, pieces: Sequence[Piece], snapshot: Snapshot, limits: Limits, deadline: Deadline
) -> Iterator[_Change]:
    shouted = not any(map(str.islower, query))
    candidates = [
        (typed, start, place, word)
        for place, (typed, start) in enumerate(_words(query, pieces))
        if (word := _correctable(typed, snapshot.analysis, limits))
    ]
    lacking = set(map(id, unknown_words([word for *_, word in candidates], snapshot)))
    unknown = [(typed, start, place) for typed, start, place, word in candidates if id(word) in lacking]
    if len({fold(typed) for typed, _, _ in unknown}) > MOST_WORDS:
        return
    meant_by = cache(partial(correction_of, snapshot.look_alikes, snapshot.analysis))
    for typed, start, place in unknown:
        deadline.check()
        is_name = typed[0].isupper() and not shouted
        is_acronym = is_name and sum(map(str.isupper, typed)) > 1
        meant = meant_by(fold(typed), is_name=is_name, is_acronym=is_acronym, inside=place > 0)
        if meant:
            yield _Change(start, start + len(typed), _in_case(meant.word, typed), meant.is_clear)


def _words(query: str, pieces: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """The words that may be corrected, as typed, and where each begins."""
    for piece in pieces:
        if piece.kind == "word" and query[piece.end : piece.end + 1] != ":":  # It may be meant for a field.
            yield piece.text, piece.start
        elif piece.kind == "field" and piece.name == "title" and not piece.quoted:
            for match in TOKEN.finditer(piece.text):
                yield match.group(), piece.start + match.start()


def _correctable(typed: str, analysis: Analysis, limits: Limits) -> Word | None:
    """What is typed as a word for which another may be meant: one of Danish letters."""
    folded = fold(typed)
    if len(folded) > LONGEST or not is_danish(folded):
        return None
    return read_word(typed, analysis, limits.alternatives)


def _in_case(word: str, typed: str) -> str:
    """`word` with capitals where `typed` has them, in front or all over."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _rewritten(text: str, changes: Sequence[_Change], start: int = 0) -> str:
    """A text that stands in the question from `start` on, with what is meant in the place of what was typed."""
    for change in reversed(changes):
        text = text[: change.start - start] + change.meant + text[change.end - start :]
    return text


def _rewritten_piece(piece: Piece, changes: Sequence[_Change]) -> Piece:
    within = [change for change in changes if piece.start <= change.start and change.end <= piece.end]
    return replace(piece, text=_rewritten(piece.text, within, piece.start)) if within else piece
