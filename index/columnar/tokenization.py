"""Turn texts into arrays of tokens, analysing each distinct chunk of text once.

A chunk is a piece of text whose tokens do not depend on the text around it: roughly, a word. The analyzer has to say
where texts may be cut (`ChunkedAnalyzer`), as that of `index.danish` does. Any other analyzer is run over whole texts,
which is slower.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from index.arrays import Array
from index.columnar.inversion import Tokens, Vocabulary
from index.columnar.slices import spread

MOST_CHUNKS = 2_000_000
"""The most distinct chunks that are remembered; at some 150 bytes each this bounds the memory of a process."""

AnalysedChunk = tuple[Sequence[tuple[str, int]], int]
"""The terms of a chunk with their positions in it, and the number of positions that the chunk takes."""


class Analyzer(Protocol):
    """A Whoosh analyzer, as far as it is needed here: a function from a text to tokens with `text` and `pos`."""

    def __call__(self, value: str, /, *, positions: bool, mode: str) -> Iterable[Any]:
        """The tokens of a text."""
        ...


@runtime_checkable
class ChunkedAnalyzer(Protocol):
    """An analyzer that can cut texts into chunks which can be analysed one by one, with the same result."""

    boundary: bytes
    """The chunk that precedes the chunks of each text."""

    def chunks(self, texts: Sequence[str]) -> tuple[list[bytes], Array]:
        """The chunks of several texts, those of each text after a `boundary`; and the indices of the chunks inside a
        sentence, where only names are capitalised."""
        ...

    def analyse_chunk(self, chunk: bytes) -> AnalysedChunk:
        """The terms of one chunk."""
        ...

    def is_capitalised(self, chunk: bytes) -> bool:
        """Whether a chunk is capitalised as names are."""
        ...


@dataclass(frozen=True)
class CaseCounts:
    """For each of `terms`, how often it stands `inside` a sentence, and how often it is `capitalised` there. From these
    numbers the lexicon learns which words are names."""

    terms: Array
    inside: Array
    capitalised: Array


NO_CASES = CaseCounts(*(np.zeros(0, np.uint32) for _ in range(3)))


class BatchTokenizer:
    """Turns texts into tokens with one analyzer; `vocabulary` numbers their terms."""

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._cache = _ChunkCache(analyzer, vocabulary) if isinstance(analyzer, ChunkedAnalyzer) else None
        self._vocabulary = vocabulary

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, CaseCounts]:
        """The tokens of several texts, which are numbered from 0, and how often their terms are capitalised; of the
        latter there are none where the analyzer is no `ChunkedAnalyzer`."""
        return self._cache.tokens(texts) if self._cache else (self._tokens_of_whole(texts), NO_CASES)

    def _tokens_of_whole(self, texts: Sequence[str]) -> Tokens:
        terms, documents, positions = array("I"), array("I"), array("I")
        for number, text in enumerate(texts):
            for token in self._analyzer(text, positions=True, mode="index"):
                terms.append(self._vocabulary[token.text.encode("utf-8")])
                documents.append(number)
                positions.append(token.pos)
        return Tokens(*(np.array(values, np.uint32) for values in (terms, documents, positions)))


class _ChunkCache:
    """The analysis of each distinct chunk that was met, by the number of the chunk.

    Its `_counts[number]` terms and their positions lie in `_terms` and `_positions` from `_starts[number]` on. It takes
    `_widths[number]` positions. `_capitals[number]` is 1 where it is one term, and capitalised.
    """

    def __init__(self, analyzer: ChunkedAnalyzer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._forget()

    def _forget(self) -> None:
        self._numbers = _ChunkNumbers(self._analyse)
        self._terms, self._positions = array("I"), array("I")
        self._starts, self._counts, self._widths, self._capitals = (array("I") for _ in range(4))
        self._boundary = self._numbers[self._analyzer.boundary]

    def _analyse(self, chunk: bytes) -> None:
        terms, width = ((), 0) if chunk == self._analyzer.boundary else self._analyzer.analyse_chunk(chunk)
        self._starts.append(len(self._terms))
        self._counts.append(len(terms))
        self._widths.append(width)
        self._capitals.append(len(terms) == 1 and self._analyzer.is_capitalised(chunk))
        for text, position in terms:
            self._terms.append(self._vocabulary[text.encode("utf-8")])
            self._positions.append(position)

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, CaseCounts]:
        if len(self._numbers) > MOST_CHUNKS:
            self._forget()
        chunks, inside = self._analyzer.chunks(texts)
        numbers = np.fromiter(map(self._numbers.__getitem__, chunks), np.uint32, len(chunks))
        counts = _as_array(self._counts)[numbers]
        ends = np.cumsum(_as_array(self._widths)[numbers], dtype=np.int64)
        boundaries = np.flatnonzero(numbers == self._boundary)
        documents = np.repeat(np.arange(len(texts), dtype=np.uint32), np.diff(boundaries, append=len(numbers)))
        bases = ends - _as_array(self._widths)[numbers] - ends[boundaries][documents]
        at = spread(_as_array(self._starts)[numbers].astype(np.int64), counts)
        tokens = Tokens(
            _as_array(self._terms)[at],
            np.repeat(documents, counts),
            (np.repeat(bases, counts) + _as_array(self._positions)[at]).astype(np.uint32),
        )
        return tokens, self._case_counts(numbers[inside])

    def _case_counts(self, numbers: Array) -> CaseCounts:
        """The counts of the terms of those chunks that are one term."""
        often = np.bincount(numbers, minlength=len(self._numbers))
        single = np.flatnonzero((often > 0) & (_as_array(self._counts) == 1))
        terms = _as_array(self._terms)[_as_array(self._starts)[single]]
        inside = np.bincount(terms, often[single])
        capitalised = np.bincount(terms, often[single] * _as_array(self._capitals)[single])
        found = np.flatnonzero(inside)
        return CaseCounts(*(column.astype(np.uint32) for column in (found, inside[found], capitalised[found])))


class _ChunkNumbers(dict[bytes, int]):
    """Numbers chunks in the order in which they are first looked up, and calls `analyse` with each new one."""

    def __init__(self, analyse: Callable[[bytes], None]) -> None:
        super().__init__()
        self._analyse = analyse

    def __missing__(self, chunk: bytes) -> int:
        self._analyse(chunk)
        number = self[chunk] = len(self)
        return number


def _as_array(values: "array[int]") -> Array:
    return np.frombuffer(values, np.uint32) if values else np.zeros(0, np.uint32)
