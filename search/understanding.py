"""What a question was meant to be if it has words that no article has.

Phrases, prefixes, numbers and the values of all fields but `titel:` are taken as typed. For every other word that no
article has, `search.correction` says which word may have been meant.
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
from search.query import parse_pieces
from search.question import Question
from search.words import Word, read_word

LONGEST = 40
"""Letters of the longest word that is corrected."""

MOST_WORDS = 8
"""If more different words than this are unknown, none is corrected: the question is in another language, and each word
would take some milliseconds."""


@dataclass(frozen=True, slots=True)
class UnderstoodQuestion:
    """A question as it is answered. If words were corrected, `corrected` is its text, and `corrected_words` are the
    words that replaced others. `suggestion` is another question to offer."""

    question: Question
    corrected: str | None = None
    suggestion: str | None = None
    corrected_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Change:
    """A word of the question that no article has: where it begins and ends in the question, and the word that may be
    meant. If that is `clear`, it is used without asking."""

    start: int
    end: int
    meant: str
    clear: bool


def understand(
    query: str, question: Question, snapshot: Snapshot, limits: Limits, deadline: Deadline
) -> UnderstoodQuestion:
    """The question that was meant by `query`, which was parsed as `question`. Raises BudgetExceeded once the deadline
    has passed."""
    changes = list(_changes(query, question.pieces, snapshot, limits, deadline))
    clear = [change for change in changes if change.clear]
    corrected, offered = _rewritten(query, clear), _rewritten(query, changes)
    if not changes or max(len(corrected), len(offered)) > limits.characters:
        return UnderstoodQuestion(question)
    suggestion = offered if offered != corrected else None
    if corrected == query:
        return UnderstoodQuestion(question, None, suggestion)
    corrected_words = frozenset(change.meant for change in clear)
    pieces = [_rewritten_piece(piece, clear) for piece in question.pieces]
    return UnderstoodQuestion(parse_pieces(pieces, snapshot.analysis, limits), corrected, suggestion, corrected_words)


def unknown_words(words: Sequence[Word], snapshot: Snapshot) -> list[Word]:
    """Those of `words` that no article has: neither the word itself, nor all of its parts."""
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
    all_caps = not any(map(str.islower, query))
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
        is_name = typed[0].isupper() and not all_caps
        is_acronym = is_name and sum(map(str.isupper, typed)) > 1
        meant = meant_by(fold(typed), is_name=is_name, is_acronym=is_acronym, inside=place > 0)
        if meant:
            yield _Change(start, start + len(typed), _in_case(meant.word, typed), meant.is_clear)


def _words(query: str, pieces: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """The words that may be corrected, as typed, and where each begins in the question."""
    for piece in pieces:
        if piece.kind == "word" and query[piece.end : piece.end + 1] != ":":  # With a colon it may be meant as a field.
            yield piece.text, piece.start
        elif piece.kind == "field" and piece.name == "title" and not piece.quoted:
            for match in TOKEN.finditer(piece.text):
                yield match.group(), piece.start + match.start()


def _correctable(typed: str, analysis: Analysis, limits: Limits) -> Word | None:
    """The word that `typed` reads as; None if it is not to be corrected, because it is too long or has letters or
    digits that are not Danish letters."""
    folded = fold(typed)
    if len(folded) > LONGEST or not is_danish(folded):
        return None
    return read_word(typed, analysis, limits.alternatives)


def _in_case(word: str, typed: str) -> str:
    """`word` in the case of `typed`: in capitals, capitalised or as it is."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _rewritten(text: str, changes: Sequence[_Change], start: int = 0) -> str:
    """`text`, which begins at `start` in the question, with each changed word replaced by the one that is meant."""
    for change in reversed(changes):
        text = text[: change.start - start] + change.meant + text[change.end - start :]
    return text


def _rewritten_piece(piece: Piece, changes: Sequence[_Change]) -> Piece:
    within = [change for change in changes if piece.start <= change.start and change.end <= piece.end]
    return replace(piece, text=_rewritten(piece.text, within, piece.start)) if within else piece
