"""Write the postings of a field into the file of its segment.

A field has these arrays, each named `FIELD.ARRAY`. In brackets is the number of entries, for V terms, P postings, T
tokens and N articles:

    terms ...                the terms, as `index.columnar.terms` writes them (V)
    starts                   where the postings of each term begin (V + 1)
    documents ...            the article of each posting, ascending within a term (P)
  where the field is scored:
    codes                    frequency and rounded length of each posting (P)
    block_maxima             the highest impact in each block of 128 postings, at this segment's average length
    length_bytes             the rounded length of each article (N)
  where positions are kept:
    places                   the positions of each term when all texts are laid side by side, ascending (T)
    place_starts             where the places of each term begin (V + 1)
    texts                    where the text of each article begins, and the last one ends (N + 1)
  where neither codes nor places say how often a term is in an article (only in fields that Whoosh's own writers wrote):
    frequencies              how often, for each posting (P)

The articles are a split array (`index.columnar.split`). A block can have postings of several terms.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.arrays import Array, ArrayFileWriter, ArrayStream
from index.columnar.impact import MOST_FREQUENT, codes, impacts
from index.columnar.lengths import length_bytes
from index.columnar.run_merge import TermRange
from index.columnar.slices import starts_of, together
from index.columnar.split import SplitWriter
from index.columnar.terms import narrowed, write_terms

SCORE_BLOCK = 128
"""The number of postings that share an upper bound of their impacts, as in Lucene (block-max)."""

CODED_AT_ONCE = 1 << 21
"""The number of postings that are coded at once, a multiple of `SCORE_BLOCK`; it bounds memory."""

_Streams = Callable[[str, npt.DTypeLike], ArrayStream]


@dataclass(frozen=True, slots=True)
class Layout:
    """What is kept of a field beside the articles of its terms: whether it is scored, and where its texts lie (as
    `index.columnar.run_merge.lay_out_texts` says), where positions are kept. Where it `is_exact`, frequencies above
    `MOST_FREQUENT`, or above one in a field that is not scored, count in full."""

    scored: bool = False
    texts: Array | None = None
    is_exact: bool = False


def write_field(
    file: ArrayFileWriter,
    name: str,
    layout: Layout,
    term_ranges: Iterable[TermRange],
    terms: Sequence[bytes],
    documents: int,
) -> dict[str, Any]:
    """Write the postings of a field; `term_ranges` come in the order of their terms.

    `terms` are the terms by their numbers in these, `documents` is the number of articles of the segment. Returns
    the facts about the field, which are kept in the footer of the file.
    """
    writer = _FieldWriter(file, name, layout, documents)
    for term_range in term_ranges:
        writer.append(term_range, terms)
    return writer.close()


class _FieldWriter:
    def __init__(self, file: ArrayFileWriter, name: str, layout: Layout, documents: int) -> None:
        self._file = file
        self._name = name
        self._is_exact = layout.is_exact
        self._terms: list[bytes] = []
        self._counts: list[Array] = []
        self._documents = SplitWriter(self._stream, "documents")
        self._scores = _ScoreWriter(file, self._stream, documents, layout.is_exact) if layout.scored else None
        self._places = None if layout.texts is None else _PlaceWriter(self._stream, layout.texts)
        is_lost = layout.is_exact and layout.texts is None
        self._frequencies = self._stream("frequencies", np.uint32) if is_lost else None

    def _stream(self, array: str, dtype: npt.DTypeLike) -> ArrayStream:
        return self._file.stream(f"{self._name}.{array}", dtype)

    def append(self, term_range: TermRange, terms: Sequence[bytes]) -> None:
        self._terms += map(terms.__getitem__, term_range.terms.tolist())
        self._counts.append(term_range.counts)
        self._documents.append(term_range.documents)
        if self._scores:
            self._scores.append(term_range)
        if self._places:
            self._places.append(term_range)
        if self._frequencies:
            self._frequencies.append(term_range.frequencies)

    def close(self) -> dict[str, Any]:
        arrays = {"starts": starts_of(together(self._counts, np.zeros(0, np.int64))), **self._documents.arrays()}
        write_terms(self._file, self._name, self._terms)
        facts: dict[str, Any] = {"scored": self._scores is not None, "positions": self._places is not None}
        if self._is_exact:
            facts["exact"] = True
        if self._scores:
            arrays |= self._scores.arrays()
            facts["length"] = self._scores.total
        if self._places:
            arrays |= self._places.arrays()
        for array, values in arrays.items():
            self._file.add(f"{self._name}.{array}", narrowed(values))
        return facts


class _PlaceWriter:
    """Writes the places of each term."""

    def __init__(self, stream: _Streams, texts: Array) -> None:
        self._texts = narrowed(texts)
        self._places = stream("places", self._texts.dtype)
        self._counts: list[Array] = []

    def append(self, term_range: TermRange) -> None:
        assert term_range.positions is not None
        places = np.repeat(self._texts[term_range.documents], term_range.frequencies)
        places += term_range.positions.astype(places.dtype)
        self._places.append(places)
        self._counts.append(np.diff(starts_of(term_range.frequencies)[starts_of(term_range.counts)]))

    def arrays(self) -> dict[str, Array]:
        return {"texts": self._texts, "place_starts": starts_of(together(self._counts, np.zeros(0, np.int64)))}


class _ScoreWriter:
    """Writes codes and block maxima, at the end, when the lengths of all articles are known."""

    def __init__(self, file: ArrayFileWriter, stream: _Streams, documents: int, is_exact: bool) -> None:
        self._is_exact = is_exact
        self._frequencies, self._documents = file.scratch(np.uint8), file.scratch(np.uint32)
        self._codes = stream("codes", np.uint16)
        self._maxima = stream("block_maxima", np.float32)
        self._lengths = np.zeros(documents, np.int64)

    @property
    def total(self) -> int:
        """The sum of the lengths of all articles."""
        return int(self._lengths.sum())

    def append(self, term_range: TermRange) -> None:
        clipped = np.minimum(term_range.frequencies, MOST_FREQUENT)
        counted = term_range.frequencies if self._is_exact else clipped
        self._lengths += np.bincount(term_range.documents, counted, len(self._lengths)).astype(np.int64)
        self._frequencies.append(clipped)
        self._documents.append(term_range.documents)

    def arrays(self) -> dict[str, Array]:
        rounded = length_bytes(self._lengths)
        table = impacts(self.total / max(1, len(self._lengths)))
        for low in range(0, self._documents.length, CODED_AT_ONCE):
            high = min(low + CODED_AT_ONCE, self._documents.length)
            coded = codes(self._frequencies.read(low, high), rounded[self._documents.read(low, high)])
            self._codes.append(coded)
            maxima = np.maximum.reduceat(table[coded], np.arange(0, len(coded), SCORE_BLOCK))
            self._maxima.append(np.nextafter(maxima.astype(np.float32), np.float32(np.inf)))
        return {"length_bytes": rounded}
