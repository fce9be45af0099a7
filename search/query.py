"""The grammar of questions: parse what the user typed.

    question := branch { ELLER branch }          any of the branches
    branch   := item { [OG] item }               all of the items
    item     := [IKKE | -] operand
    operand  := word | "phrase" | prefix* | field:value | ( question )

Words and phrases to which no operator applies are *plain*: if no article has all of them, those that have some are
hits. Everything else is *required* of every hit. Every input has a meaning: an operator without an operand, and a
parenthesis without a counterpart or without an operator inside, are ignored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.danish import SURFACE, TOKEN, Analysis, word_of
from index.keywords import KEYWORDS
from search.fields import PREFIX_FIELDS, date_filter, keyword_tree, prefix_tree, title_tree
from search.lexer import Piece, pieces
from search.limits import DEFAULT_LIMITS, Limits
from search.question import Plain, Question
from search.tree import Everything, Filter, Node, Not, all_of, any_of
from search.words import QuotedPhrase, Word, read_phrase, read_word

KEYWORD_FIELDS = {field.name: field for field in KEYWORDS}
"""The keyword fields by name."""


def parse(text: str, analysis: Analysis, limits: Limits = DEFAULT_LIMITS) -> Question:
    """The question that `text` asks, by the analysis with which the articles were indexed. Raises QueryError if it
    exceeds a limit.

    >>> question = parse("soldat -irak", Analysis())
    >>> [word.typed for word in question.words], question.required
    (['soldat'], Filter(child=Not(child=Term(field='text', text='irak')), score=0.0))
    """
    return parse_pieces(pieces(text, limits), analysis, limits)


def parse_pieces(found: Sequence[Piece], analysis: Analysis, limits: Limits = DEFAULT_LIMITS) -> Question:
    """The question that some pieces ask."""
    words = (word_of(match) for piece in found for match in TOKEN.finditer(piece.text))
    analysis.learn(term.text for word in words for term in SURFACE.terms(word))  # Faster than one by one.
    return _Parser(found, analysis, limits).question()


@dataclass(frozen=True)
class _Item:
    """An operand where it stands: whether it is negated, and whether an `OG` beside it makes it required."""

    operand: Plain | Node
    negated: bool = False
    required: bool = False

    @property
    def is_plain(self) -> bool:
        return isinstance(self.operand, Plain) and not self.negated and not self.required

    def tree(self) -> Node:
        tree = self.operand.tree() if isinstance(self.operand, Plain) else self.operand
        return Filter(Not(tree)) if self.negated else tree


class _Parser:
    """A recursive descent over the pieces. Its depth is limited, as the nesting of parentheses is."""

    def __init__(self, found: Sequence[Piece], analysis: Analysis, limits: Limits) -> None:
        self._pieces = found
        self._analysis = analysis
        self._at = 0
        self._limits = limits
        self._words: list[Word] = []
        self._phrases: list[QuotedPhrase] = []
        self._prefixes: list[str] = []

    def question(self) -> Question:
        branches = self._branches(asked=True)
        if len(branches) == 1:
            plain = tuple(item.operand for item in branches[0] if item.is_plain and isinstance(item.operand, Plain))
            required = [item for item in branches[0] if not item.is_plain]
            tree = _branch_tree(required, alone=not plain) if required else None
        else:
            plain, tree = (), _branches_tree(branches)
        return Question(
            tuple(self._pieces), plain, tree, tuple(self._words), tuple(self._phrases), tuple(self._prefixes)
        )

    def _branches(self, *, asked: bool) -> list[list[_Item]]:
        """The branches up to a closing parenthesis or the end, without empty ones. `asked` is False within a
        negation."""
        branches = [self._branch(asked)]
        while self._kind() == "or":
            self._at += 1
            branches.append(self._branch(asked))
        return [branch for branch in branches if branch]

    def _branch(self, asked: bool) -> list[_Item]:
        items: list[_Item] = []
        joined = negated = False
        while (kind := self._kind()) not in ("or", ")", ""):
            if kind in ("and", "not"):
                joined |= kind == "and"
                negated ^= kind == "not"
                self._at += 1
                continue
            operands = self._operands(asked is not negated)
            if joined and items and operands:
                items[-1] = replace(items[-1], required=True)
            items += [_Item(operand, negated, required=joined) for operand in operands]
            joined = negated = False
        return items

    def _operands(self, asked: bool) -> list[Plain | Node]:
        """The operands that the next piece stands for: usually one, several if it is read as several words, none if
        nothing in it can be searched."""
        piece = self._pieces[self._at]
        self._at += 1
        match piece.kind:
            case "word":
                return self._read_words([piece.text], asked)
            case "phrase":
                phrase = read_phrase(piece.text, self._analysis, self._limits.alternatives)
                self._phrases += [phrase] if phrase and asked else []
                return [phrase] if phrase else []
            case "prefix":
                self._prefixes += [piece.text] if asked else []
                return [prefix_tree(piece.text, (piece.name,) if piece.name else PREFIX_FIELDS)]
            case "field":
                return self._field(piece, asked)
            case _:
                tree = _branches_tree(self._branches(asked=asked))
                self._at += self._kind() == ")"
                return [tree] if tree is not None else []

    def _field(self, piece: Piece, asked: bool) -> list[Plain | Node]:
        if piece.name in KEYWORD_FIELDS:
            tree = keyword_tree(KEYWORD_FIELDS[piece.name], piece.text)
            return [tree] if tree is not None else []
        if piece.name == "date":
            tree = date_filter(piece.text)
            typed = [match.group() for match in TOKEN.finditer(f"{piece.label} {piece.text}")]
            return [tree] if tree is not None else self._read_words(typed, asked)
        phrase = read_phrase(piece.text, self._analysis, self._limits.alternatives)
        if phrase is None:
            return []
        self._phrases += [phrase] if piece.quoted and asked else []
        self._words += phrase.words if not piece.quoted and asked else ()
        return [title_tree(phrase, quoted=piece.quoted)]

    def _read_words(self, typed: Iterable[str], asked: bool) -> list[Plain | Node]:
        words = [word for text in typed if (word := read_word(text, self._analysis, self._limits.alternatives))]
        self._words += words if asked else []
        return list(words)

    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else ""


def _branches_tree(branches: list[list[_Item]]) -> Node | None:
    return any_of([_branch_tree(branch, alone=True) for branch in branches]) if branches else None


def _branch_tree(items: list[_Item], *, alone: bool) -> Node:
    """The tree that matches all of `items`. If they are all negated and nothing else is asked for (`alone`), it matches
    all other articles."""
    trees = [item.tree() for item in items]
    if alone and all(item.negated for item in items):
        trees.insert(0, Filter(Everything()))
    return all_of(trees)
