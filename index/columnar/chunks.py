"""Turn texts into tokens in arrays, analysing each distinct chunk of text once.

An analyzer that can say where a text may be cut has `chunks` and `analyse_chunk` (`index.danish` has one); any other is
run over whole texts: slower, with the same result.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from index.arrays import Array
from index.columnar.run import Tokens, Vocabulary, spread

MOST_CHUNKS = 2_000_000
"""Distinct chunks that are remembered; some 150 bytes each."""

Analysed = tuple[Sequence[tuple[str, int]], int]
"""The terms of a text with their positions, and how many positions the text takes."""


class Tokenizer(Protocol):
    """What Whoosh calls an analyzer, as far as it is needed: it makes tokens with a text and a position each."""

    def __call__(self, value: str, /, *, positions: bool, mode: str) -> Iterable[Any]:
        """The tokens of a text."""
        ...


@runtime_checkable
class CuttingAnalyzer(Protocol):
    """An analyzer that knows at which places a text may be cut without changing its result."""

    boundary: bytes
    """The chunk that stands before those of each text."""

    def chunks(self, texts: Sequence[str]) -> tuple[list[bytes], Array]:
        """The chunks of several texts in order, each text's behind a `boundary`; and which of them stand where only
        names have a capital."""
        ...

    def analyse_chunk(self, chunk: bytes) -> Analysed:
        """The terms of one chunk."""
        ...

    def is_capitalised(self, chunk: bytes) -> bool:
        """Whether a chunk is written as names are."""
        ...


@dataclass(frozen=True)
class Cases:
    """How often terms stand where only names have a capital, and how often with one: an entry a term."""

    terms: Array
    inside: Array
    capitalised: Array


NO_CASES = Cases(*(np.zeros(0, np.uint32) for _ in range(3)))


class Tokenizing:
    """Makes tokens of texts with one analyzer; their terms are numbered by `vocabulary`."""

    def __init__(self, analyzer: Tokenizer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._memo = _Memo(analyzer, vocabulary) if isinstance(analyzer, CuttingAnalyzer) else None
        self._vocabulary = vocabulary

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, Cases]:
        """The tokens of several texts, the number of a text being its place among them; and the cases of their terms,
        as far as the analyzer can tell them."""
        return self._memo.tokens(texts) if self._memo else (self._whole(texts), NO_CASES)

    def _whole(self, texts: Sequence[str]) -> Tokens:
        terms, documents, positions = array("I"), array("I"), array("I")
        for number, text in enumerate(texts):
            for token in self._analyzer(text, positions=True, mode="index"):
                terms.append(self._vocabulary[token.text.encode("utf-8")])
                documents.append(number)
                positions.append(token.pos)
        return Tokens(*(np.array(values, np.uint32) for values in (terms, documents, positions)))


class _Memo:
    """What each distinct chunk was analysed to: its terms and their positions lie in `_terms` and `_positions`, from
    `_starts[number]` on, `_counts[number]` of them; it takes `_widths[number]` positions. `_capitals` says whether it
    is written as names are."""

    def __init__(self, analyzer: CuttingAnalyzer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._forget()

    def _forget(self) -> None:
        self._numbers = _ChunkNumbers(self._learn)
        self._terms, self._positions = array("I"), array("I")
        self._starts, self._counts, self._widths, self._capitals = (array("I") for _ in range(4))
        self._boundary = self._numbers[self._analyzer.boundary]

    def _learn(self, chunk: bytes) -> None:
        terms, width = ((), 0) if chunk == self._analyzer.boundary else self._analyzer.analyse_chunk(chunk)
        self._starts.append(len(self._terms))
        self._counts.append(len(terms))
        self._widths.append(width)
        self._capitals.append(len(terms) == 1 and self._analyzer.is_capitalised(chunk))
        for text, position in terms:
            self._terms.append(self._vocabulary[text.encode("utf-8")])
            self._positions.append(position)

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, Cases]:
        if len(self._numbers) > MOST_CHUNKS:
            self._forget()
        chunks, inside = self._analyzer.chunks(texts)
        numbers = np.fromiter(map(self._numbers.__getitem__, chunks), np.uint32, len(chunks))
        counts = _of(self._counts)[numbers]
        ends = np.cumsum(_of(self._widths)[numbers], dtype=np.int64)
        boundaries = np.flatnonzero(numbers == self._boundary)
        documents = np.repeat(np.arange(len(texts), dtype=np.uint32), np.diff(boundaries, append=len(numbers)))
        bases = ends - _of(self._widths)[numbers] - ends[boundaries][documents]
        at = spread(_of(self._starts)[numbers].astype(np.int64), counts)
        tokens = Tokens(
            _of(self._terms)[at],
            np.repeat(documents, counts),
            (np.repeat(bases, counts) + _of(self._positions)[at]).astype(np.uint32),
        )
        return tokens, self._cases(numbers[inside])

    def _cases(self, numbers: Array) -> Cases:
        """The cases of the terms of some chunks that are one term each."""
        often = np.bincount(numbers, minlength=len(self._numbers))
        single = np.flatnonzero((often > 0) & (_of(self._counts) == 1))
        terms = _of(self._terms)[_of(self._starts)[single]]
        inside = np.bincount(terms, often[single])
        capitalised = np.bincount(terms, often[single] * _of(self._capitals)[single])
        found = np.flatnonzero(inside)
        return Cases(*(column.astype(np.uint32) for column in (found, inside[found], capitalised[found])))


class _ChunkNumbers(dict[bytes, int]):
    """Numbers chunks in the order in which they first come, and has each new one learnt."""

    def __init__(self, learn: Callable[[bytes], None]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, chunk: bytes) -> int:
        self._learn(chunk)
        number = self[chunk] = len(self)
        return number


def _of(values: "array[int]") -> Array:
    return np.frombuffer(values, np.uint32) if values else np.zeros(0, np.uint32)
