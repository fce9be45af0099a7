"""Write the postings of a field into the file of its segment.

Arrays of a field, each named `FIELD.ARRAY`; V terms, P postings, T tokens, N articles:

    terms ...                the terms, as `index.columnar.terms` writes them (V)
    starts                   where the postings of each term begin (V + 1)
    documents                the article of each posting, ascending within a term (P)
    blocks                   where the blocks of 128 postings of each term begin (V + 1)
  where the field is scored:
    codes                    frequency and rounded length of each posting (P)
    block_maxima             the greatest impact in each block, under this segment's own average length
    length_bytes             the rounded length of each article (N)
  where positions are kept:
    frequencies              how often the term is in the article (P)
    positions                where, ascending within a posting (T)
    position_starts          where the positions of each term begin (V + 1)
    position_blocks          tokens of the term before each block
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.arrays import Array, ArrayFileWriter, ArrayStream
from index.columnar.impact import MOST_FREQUENT, codes, impacts
from index.columnar.lengths import length_bytes
from index.columnar.merge import Slab
from index.columnar.run import ranges, spread, starts_of, together
from index.columnar.terms import narrowed, write_terms

BLOCK = 128
"""Postings that have one upper bound of their impacts together."""

CODED_AT_ONCE = 2_000_000
"""Postings whose codes are made at once: what bounds the memory."""

_Streams = Callable[[str, npt.DTypeLike], ArrayStream]


@dataclass(frozen=True, slots=True)
class Layout:
    """What is kept of a field beside the articles of its terms: whether it is scored, and the type that its positions
    need, where they are kept."""

    scored: bool = False
    positions: "np.dtype[Any] | None" = None


def write_field(
    file: ArrayFileWriter, name: str, layout: Layout, slabs: Iterable[Slab], terms: Sequence[bytes], documents: int
) -> dict[str, Any]:
    """Write the postings that `slabs` hold, in the order of their terms.

    `terms` are the terms by their numbers in the slabs, `documents` is the number of articles of the segment. What
    comes back is said of the field in the facts of the file.
    """
    writer = _FieldWriter(file, name, layout, documents)
    for slab in slabs:
        writer.append(slab, terms)
    return writer.close()


class _FieldWriter:
    def __init__(self, file: ArrayFileWriter, name: str, layout: Layout, documents: int) -> None:
        self._file = file
        self._name = name
        self._terms: list[bytes] = []
        self._counts: list[Array] = []
        self._documents = self._stream("documents", np.uint32)
        self._scores = _ScoreWriter(file, self._stream, documents) if layout.scored else None
        self._positions = _PositionWriter(self._stream, layout.positions) if layout.positions else None

    def _stream(self, array: str, dtype: npt.DTypeLike) -> ArrayStream:
        return self._file.stream(f"{self._name}.{array}", dtype)

    def append(self, slab: Slab, terms: Sequence[bytes]) -> None:
        self._terms += map(terms.__getitem__, slab.terms.tolist())
        self._counts.append(slab.counts)
        self._documents.append(slab.documents)
        if self._scores:
            self._scores.append(slab)
        if self._positions:
            self._positions.append(slab)

    def close(self) -> dict[str, Any]:
        counts = together(self._counts, np.zeros(0, np.int64))
        starts, blocks = starts_of(counts), starts_of(blocks_in(counts))
        arrays = {"starts": starts, "blocks": blocks}
        write_terms(self._file, self._name, self._terms)
        facts: dict[str, Any] = {"scored": self._scores is not None, "positions": self._positions is not None}
        if self._scores:
            arrays |= self._scores.arrays(self._documents, starts)
            facts["length"] = self._scores.total
        if self._positions:
            arrays |= self._positions.arrays()
        for array, values in arrays.items():
            self._file.add(f"{self._name}.{array}", narrowed(values))
        return facts


class _PositionWriter:
    """Positions, and what leads to those of a term and of a block of its postings."""

    def __init__(self, stream: _Streams, dtype: "np.dtype[Any]") -> None:
        self._frequencies = stream("frequencies", dtype)
        self._positions = stream("positions", dtype)
        self._block_tokens = stream("position_blocks", np.uint32)
        self._token_counts: list[Array] = []

    def append(self, slab: Slab) -> None:
        assert slab.positions is not None
        self._frequencies.append(slab.frequencies)
        self._positions.append(slab.positions)
        tokens, starts = starts_of(slab.frequencies), starts_of(slab.counts)
        first = tokens[starts]
        self._token_counts.append(np.diff(first))
        blocks = blocks_in(slab.counts)
        self._block_tokens.append(tokens[block_starts(starts[:-1], blocks)] - np.repeat(first[:-1], blocks))

    def arrays(self) -> dict[str, Array]:
        return {"position_starts": starts_of(together(self._token_counts, np.zeros(0, np.int64)))}


class _ScoreWriter:
    """Codes and block maxima: made at the end, when the lengths of all articles are known."""

    def __init__(self, file: ArrayFileWriter, stream: _Streams, documents: int) -> None:
        self._frequencies = file.scratch(np.uint8)
        self._codes = stream("codes", np.uint16)
        self._maxima = stream("block_maxima", np.float32)
        self._lengths = np.zeros(documents, np.int64)

    @property
    def total(self) -> int:
        """The lengths of all articles together."""
        return int(self._lengths.sum())

    def append(self, slab: Slab) -> None:
        clipped = np.minimum(slab.frequencies, MOST_FREQUENT)
        self._lengths += np.bincount(slab.documents, clipped, len(self._lengths)).astype(np.int64)
        self._frequencies.append(clipped)

    def arrays(self, documents: ArrayStream, starts: Array) -> dict[str, Array]:
        rounded = length_bytes(self._lengths)
        table = impacts(self.total / max(1, len(self._lengths)))
        for first, last in ranges(starts, CODED_AT_ONCE):
            low, high = int(starts[first]), int(starts[last])
            coded = codes(self._frequencies.read(low, high), rounded[documents.read(low, high)])
            self._codes.append(coded)
            blocks = blocks_in(np.diff(starts[first : last + 1]))
            maxima = np.maximum.reduceat(table[coded], block_starts(starts[first:last] - low, blocks))
            self._maxima.append(np.nextafter(maxima.astype(np.float32), np.float32(np.inf)))
        return {"length_bytes": rounded}


def blocks_in(counts: Array) -> Array:
    """How many blocks each of several terms has, by the number of its postings."""
    return np.asarray((counts + (BLOCK - 1)) // BLOCK)


def block_starts(starts: Array, blocks: Array) -> Array:
    """Where each block begins, for terms whose postings begin at `starts` and have so many blocks."""
    return np.asarray(spread(np.zeros_like(starts), blocks) * BLOCK + np.repeat(starts, blocks))
