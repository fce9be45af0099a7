"""Surface terms: words as they are written, but for case, accents, the points of abbreviations and the endings after an
apostrophe. They are for phrases, prefixes, completion and spelling.

What they stand for in ranking is the business of `index.danish.meaning`.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.analysis import Analyzer, Filter, Token, Tokenizer

from index.danish.abbreviations import Points
from index.danish.apostrophes import Inflection
from index.danish.fold import MAX_WORD_LENGTH, Fold
from index.danish.joints import Joints
from index.danish.pretokenizer import BOUNDARY, chunks, text_of
from index.danish.tokenizer import DanishTokenizer
from index.danish.word_filter import WordFilter

SURFACE_FILTERS: tuple[Filter, ...] = (Joints(), Fold(), Points(), Inflection())

MEMO_SIZE = 200_000
"""Distinct words whose analysis is remembered; some 400 bytes each."""


class PlacedTerm(NamedTuple):
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
        # The other filters leave words of letters and digits alone.
        self._rewriters = [step.word for step in filters if isinstance(step, WordFilter)]
        self._memo: dict[str, tuple[PlacedTerm, ...]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_memo": {}}

    def terms(self, word: str) -> tuple[PlacedTerm, ...]:
        """The terms of one word, as the tokenizer cut it.

        >>> [term.text for term in SURFACE.terms("Nato-chefen's")]
        ['nato', 'chefen', 'natochefen']
        """
        terms = self._memo.get(word)
        if terms is None:
            terms = tuple(self._analyse(word))
            if len(word) <= MAX_WORD_LENGTH:
                if len(self._memo) >= MEMO_SIZE:
                    self._memo.clear()
                self._memo[word] = terms
        return terms

    def _analyse(self, word: str) -> Iterator[PlacedTerm]:
        if word.isalnum():
            if text := self._rewritten(word):
                yield PlacedTerm(text, 0, 0, len(word))
            return
        tokens: Iterator[Token] = iter([Token(True, True, text=word, pos=0, startchar=0, endchar=len(word))])
        for step in self.filters:
            tokens = step(tokens)
        for token in tokens:
            yield PlacedTerm(token.text, token.pos, token.startchar, token.endchar)

    def _rewritten(self, word: str) -> str:
        """What a word of letters and digits becomes; empty where nothing is left."""
        for rewrite in self._rewriters:
            word = rewrite(word)
        return word

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """The terms of a text with their positions, in order: what indexing needs.

        >>> list(SURFACE.words("Nato-chefen kom"))
        [('nato', 0), ('chefen', 1), ('natochefen', 1), ('kom', 2)]
        """
        return iter(self._analyse_text(text)[0])

    def chunks(self, texts: Sequence[str]) -> tuple[list[bytes], npt.NDArray[np.bool_]]:
        """Several texts, cut where that changes no term; the chunks of each text stand behind a `boundary`. And which
        of them stand inside a sentence, where only names have a capital."""
        return chunks(texts)

    def is_capitalised(self, chunk: bytes) -> bool:
        """Whether a chunk is written as names are: *Mette*, but not *EU* or *mette*.

        >>> [SURFACE.is_capitalised(chunk) for chunk in (b"Mette", b"EU", b"mette", "Åse".encode())]
        [True, False, False, True]
        """
        text = text_of(chunk)
        return text[:1].isupper() and not text[1:2].isupper()

    def analyse_chunk(self, chunk: bytes) -> tuple[list[tuple[str, int]], int]:
        """The terms of one chunk with their positions, and how many positions it takes.

        >>> SURFACE.analyse_chunk("Nato-chefen".encode())
        ([('nato', 0), ('chefen', 1), ('natochefen', 1)], 2)
        """
        text = text_of(chunk)
        if text.isalnum():  # One word, whatever the tokenizer.
            word = self._rewritten(text)
            return [(word, 0)] if word else [], 1
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

        >>> [token.text for token in SURFACE("USA's forsvarsministre i Aarhus")]
        ['usa', 'forsvarsministre', 'i', 'århus']
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


SURFACE = WordAnalyzer(DanishTokenizer(), SURFACE_FILTERS)
"""The analyzer of the surface fields; its memory of words is shared by all of a process."""
