"""The two analyses of Opslag, each a chain that reads from top to bottom.

`SURFACE` keeps words as they are written, but for case, accents and the endings after an apostrophe: for phrases and
prefixes, later for completion and spelling. `RANKING` goes on from there to what words have in common. A step that
changes a word belongs in `RANKING_STEPS`; the parts of compounds and irregular forms will stand there before the stem.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from whoosh.analysis import Analyzer, Filter, Token, Tokenizer
from whoosh.analysis.analyzers import CompositeAnalyzer

from index.danish.abbreviations import Abbreviations, Points
from index.danish.chunks import BOUNDARY, chunks, text_of
from index.danish.fold import MAX_WORD_LENGTH, Fold
from index.danish.inflection import Inflection
from index.danish.joints import Joints
from index.danish.numbers import Numbers
from index.danish.numerals import Numerals
from index.danish.shared_heads import SharedHeads
from index.danish.spellings import Spellings
from index.danish.stem import Stem
from index.danish.step import WordFilter
from index.danish.tokens import DanishTokenizer

SURFACE_STEPS: tuple[Filter, ...] = (Joints(), Fold(), Points(), Inflection())
RANKING_STEPS: tuple[Filter, ...] = (
    *SURFACE_STEPS,
    SharedHeads(),
    Numbers(),
    Numerals(),
    Abbreviations(),
    Spellings(),
    Stem(),
)

MEMO_SIZE = 200_000
"""Distinct words whose analysis is remembered; some 400 bytes each."""


class Term(NamedTuple):
    """One term that a word stands for: its text, its position after the word's first, and its characters in the
    word."""

    text: str
    position: int
    start: int
    end: int


class WordAnalyzer(Analyzer):
    """A tokenizer and filters that look at one word at a time, so that each distinct word is analysed once.

    It yields what Whoosh's `CompositeAnalyzer` of the same steps yields, several times faster.
    """

    boundary = BOUNDARY

    def __init__(self, tokenizer: Tokenizer, filters: tuple[Filter, ...]) -> None:
        self.tokenizer = tokenizer
        self.filters = filters
        # What else there is leaves words of letters and digits alone.
        self._rewriters = [step.word for step in filters if isinstance(step, WordFilter)]
        self._memo: dict[str, tuple[Term, ...]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_memo": {}}

    def terms(self, word: str) -> tuple[Term, ...]:
        """The terms of one word, as the tokenizer cut it.

        >>> [term.text for term in RANKING.terms("Nato-chefen's")]
        ['nato', 'chef', 'natochef']
        """
        terms = self._memo.get(word)
        if terms is None:
            terms = tuple(self._analyse(word))
            if len(word) <= MAX_WORD_LENGTH:
                if len(self._memo) >= MEMO_SIZE:
                    self._memo.clear()
                self._memo[word] = terms
        return terms

    def _analyse(self, word: str) -> Iterator[Term]:
        if word.isalnum():
            text = word
            for rewrite in self._rewriters:
                text = rewrite(text)
                if not text:
                    return
            yield Term(text, 0, 0, len(word))
            return
        tokens: Iterator[Token] = iter([Token(True, True, text=word, pos=0, startchar=0, endchar=len(word))])
        for step in self.filters:
            tokens = step(tokens)
        for token in tokens:
            yield Term(token.text, token.pos, token.startchar, token.endchar)

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """The terms of a text with their positions, in order: what indexing needs.

        >>> list(RANKING.words("Nato-chefen kom"))
        [('nato', 0), ('chef', 1), ('natochef', 1), ('kom', 2)]
        """
        return iter(self._analyse_text(text)[0])

    def chunks(self, texts: Sequence[str]) -> list[bytes]:
        """Several texts, cut where that changes nothing; each text's chunks stand behind a `boundary`."""
        return chunks(texts)

    def analyse_chunk(self, chunk: bytes) -> tuple[list[tuple[str, int]], int]:
        """The terms of one chunk with their positions, and how many positions it takes.

        >>> SURFACE.analyse_chunk("Nato-chefen".encode())
        ([('nato', 0), ('chefen', 1), ('natochefen', 1)], 2)
        """
        text = text_of(chunk)
        if text.isalnum():  # One word, whatever the tokenizer.
            terms = self.terms(text)
            return [(term.text, term.position) for term in terms], 1 + (terms[-1].position if terms else 0)
        return self._analyse_text(text)

    def _analyse_text(self, text: str) -> tuple[list[tuple[str, int]], int]:
        terms = []
        position = 0
        for token in self.tokenizer(text):
            last = 0
            for term in self.terms(token.text):
                last = term.position
                terms.append((term.text, position + last))
            position += last + 1
        return terms, position

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **kwargs: Any) -> Iterator[Token]:
        """The tokens of `value`; as everywhere in Whoosh, one object that is yielded again and again.

        >>> [token.text for token in RANKING("USA's forsvarsministre i Århus")]
        ['usa', 'forsvarsministr', 'i', 'århus']
        """
        token = Token(positions, chars, **kwargs)
        token.boost = 1.0
        shift = 0
        for position, word in enumerate(self.tokenizer(value, chars=True)):
            base, last = position + shift, 0
            for term in self.terms(word.text):
                token.text = term.text
                token.pos = base + term.position
                token.startchar = word.startchar + term.start
                token.endchar = min(word.startchar + term.end, word.endchar)
                last = term.position
                yield token
            shift += last


SURFACE = WordAnalyzer(DanishTokenizer(), SURFACE_STEPS)
RANKING = WordAnalyzer(DanishTokenizer(), RANKING_STEPS)

_RANKING_REWRITERS = [step.word for step in RANKING_STEPS[len(SURFACE_STEPS) :] if isinstance(step, WordFilter)]


def ranking_terms(word: str) -> tuple[str, ...]:
    """What a term of `SURFACE` stands for in ranking: what the steps that `RANKING` has beyond it make of it.

    >>> ranking_terms("soldaterne")
    ('soldat',)
    """
    for rewrite in _RANKING_REWRITERS:
        word = rewrite(word)
    return (word,) if word else ()


def trace(analyzer: WordAnalyzer, text: str) -> list[tuple[str, str, list[str]]]:
    """What each step of an analysis makes of `text`: the step's name, what it does in a sentence, and the terms after
    it.

    >>> [(name, terms) for name, _, terms in trace(RANKING, "USA's soldater")][-2:]
    [('Spellings', ['usa', 'soldater']), ('Stem', ['usa', 'soldat'])]
    """
    rows = []
    for count in range(len(analyzer.filters) + 1):
        steps = (analyzer.tokenizer, *analyzer.filters[:count])
        terms = [token.text for token in CompositeAnalyzer(*steps)(text, positions=True, chars=True)]
        rows.append((type(steps[-1]).__name__, (steps[-1].__doc__ or "").partition("\n")[0], terms))
    return rows
