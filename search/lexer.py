"""Split a question, as typed, into pieces: words, phrases, prefixes, fields, operators and parentheses.

Every input can be split: each character belongs to a piece or is punctuation. Only what exceeds a limit is refused.
What a piece means where it stands is decided in `search.query`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.danish import TOKEN, word_of
from index.keywords import KEYWORDS
from search.limits import Limits
from search.refusals import QueryError

Kind = Literal["word", "phrase", "prefix", "field", "and", "or", "not", "(", ")"]

OPERATORS: dict[str, Kind] = {"OG": "and", "AND": "and", "ELLER": "or", "OR": "or", "IKKE": "not", "NOT": "not"}
"""The operators: upper case, between spaces or parentheses."""

FIELDS = {
    "titel": "title",
    "title": "title",
    **{word: field.name for field in KEYWORDS for word in field.words},
    "dato": "date",
    "date": "date",
}
"""The names of fields in a question, in Danish and English: lower case, directly followed by a colon and the value."""

FIELDS_OF_WORDS = {"title": "title", **{field.name: field.words_field for field in KEYWORDS if field.by_words}}
"""The fields that are searched by words, so that a prefix can be asked for, and the field of the index with the
words."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟″＂", '"'))
_SPECIAL = re.compile(
    rf"""
      (?P<space> \s+ )
    | "(?P<phrase> [^"]* )"
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<minus> (?<!\S) -(?=[^\W_]) )
    | (?<![^\s()-]) (?P<name> {"|".join(FIELDS)} ) : (?: "(?P<quoted> [^"]* )" | "?(?P<value> [^\s()"]+ ) )
    | (?<![^\s()]) (?P<operator> {"|".join(OPERATORS)} ) (?![^\s()])
    """,
    re.VERBOSE,
)
_STAR = re.compile(r"\*(?![^\s()])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a question. Of a field, `text` is the value, `name` the field and `label` the name as typed;
    `quoted` says that the value is in quotes. A prefix of one field has its `name`. The text of a word, phrase, prefix
    or field extends in the question from `start` to `end`, which is not included."""

    kind: Kind
    text: str = ""
    name: str = ""
    label: str = ""
    quoted: bool = False
    start: int = 0
    end: int = 0


def pieces(question: str, limits: Limits) -> list[Piece]:
    """The pieces of `question`, in order.

    >>> [(piece.kind, piece.text) for piece in pieces('soldat -irak ELLER "TV 2" kilde:Ritzau', Limits())]
    [('word', 'soldat'), ('not', '-'), ('word', 'irak'), ('or', 'ELLER'), ('phrase', 'TV 2'), ('field', 'Ritzau')]

    Parentheses without a counterpart or without an operator inside are left out. Raises QueryError if the question has
    too many characters or too many words and operators, if a prefix is too short or parentheses are nested too deeply.
    """
    require_length(question, limits)
    question = question.translate(_QUOTES)
    found = list(_scan(question, limits, all_caps=not any(map(str.islower, question))))
    words = sum(_size(piece) for piece in found)
    if words > limits.words:
        raise QueryError("words", f"the question has {words} words and operators; the limit 'words' is {limits.words}")
    return _real_parentheses(found, limits)


def require_length(question: str, limits: Limits) -> None:
    """Raises QueryError if a question has more characters than the limit."""
    if len(question) > limits.characters:
        raise QueryError(
            "characters", f"the question has {len(question)} characters; the limit 'characters' is {limits.characters}"
        )


def _scan(question: str, limits: Limits, *, all_caps: bool) -> Iterator[Piece]:
    """The pieces one after another. A question in capitals (`all_caps`) has no operators: it is probably a headline."""
    at = 0
    while at < len(question):
        special = _SPECIAL.match(question, at)
        if special and not (all_caps and special["operator"]):
            at = special.end()
            yield from _special(special, limits)
        elif word := TOKEN.match(question, at):
            at = word.end()
            if _STAR.match(question, at):
                at += 1
                yield _prefix(word.group(), limits, word.start())
            else:
                yield Piece("word", word_of(word), start=word.start(), end=word.end())
        else:
            at += 1


def _special(match: re.Match[str], limits: Limits) -> Iterator[Piece]:
    if match["phrase"] is not None:
        yield Piece("phrase", match["phrase"], start=match.start("phrase"), end=match.end("phrase"))
    elif match["open"]:
        yield Piece("(")
    elif match["close"]:
        yield Piece(")")
    elif match["minus"]:
        yield Piece("not", "-")
    elif match["name"] and FIELDS[match["name"]] in FIELDS_OF_WORDS and _is_prefix(match["value"] or ""):
        field = FIELDS_OF_WORDS[FIELDS[match["name"]]]
        yield _prefix(match["value"][:-1], limits, match.start("value"), field)
    elif match["name"]:
        value = "value" if match["quoted"] is None else "quoted"
        name, span = match["name"], match.span(value)
        yield Piece("field", match[value], FIELDS[name], name, value == "quoted", *span)
    elif match["operator"]:
        yield Piece(OPERATORS[match["operator"]], match["operator"])


def _is_prefix(value: str) -> bool:
    return value.endswith("*") and TOKEN.fullmatch(value, 0, len(value) - 1) is not None


def _prefix(text: str, limits: Limits, start: int, field: str = "") -> Piece:
    if sum(map(str.isalnum, text)) < limits.prefix:  # A combining mark is not counted as a letter.
        raise QueryError("prefix", f"the prefix {text}* is shorter than the limit 'prefix', {limits.prefix} letters")
    return Piece("prefix", text, field, start=start, end=start + len(text))


def _size(piece: Piece) -> int:
    """How many words and operators a piece is counted as."""
    if piece.kind in ("phrase", "field"):
        return max(piece.kind == "field", sum(1 for _ in TOKEN.finditer(piece.text)))
    return piece.kind not in ("(", ")")


def _real_parentheses(found: list[Piece], limits: Limits) -> list[Piece]:
    """`found` without the parentheses that have no counterpart or no operator inside. Raises QueryError if the others
    are nested too deeply."""
    keep: set[int] = set()
    opened: list[int] = []
    last_operator = -1
    for at, piece in enumerate(found):
        if piece.kind in ("and", "or", "not"):
            last_operator = at
        elif piece.kind == "(":
            opened.append(at)
        elif piece.kind == ")" and opened and (start := opened.pop()) < last_operator:
            keep |= {start, at}
    depth = 0
    for at in sorted(keep):
        depth += 1 if found[at].kind == "(" else -1
        if depth > limits.nesting:
            raise QueryError("nesting", f"the parentheses are nested deeper than the limit 'nesting', {limits.nesting}")
    return [piece for at, piece in enumerate(found) if piece.kind not in ("(", ")") or at in keep]
