"""Merge runs into whole postings lists, a range of terms at a time, which bounds memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.run import Run, ranges, spread, starts_of

MOST_TOKENS = 2_000_000
"""The most tokens that are merged at once, unless a single term has more. It bounds the peak memory of a build."""

DROPPED = -1
"""In place of the new number of an article that is left out."""


@dataclass(frozen=True)
class Slab:
    """The whole postings lists of several terms; the arrays are those of a `Run`. Every term has a posting."""

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array | None


def merged(runs: Sequence[Run], numbers: Sequence[Array], order: Array, *, most: int = MOST_TOKENS) -> Iterator[Slab]:
    """Merge runs of one field, as `merged_sources` does; `numbers` are the new numbers of the articles of each."""
    return merged_sources([Source(run, new, len(order)) for run, new in zip(runs, numbers, strict=True)], order, most)


def merged_sources(sources: "Sequence[Source]", order: Array, most: int = MOST_TOKENS) -> Iterator[Slab]:
    """Merge the runs of one field, at most `most` tokens at once.

    `order` has the numbers of all terms of the vocabulary in the order of the result. Postings are sorted by term, and
    then by the new number of their article.
    """
    tokens = np.zeros(len(order), np.int64)
    for source in sources:
        tokens[source.run.terms] += source.tokens
    for first, last in ranges(starts_of(tokens[order]), most):
        slab = _joined(order[first:last], [source.cut(order[first:last]) for source in sources])
        if len(slab.terms):
            yield slab


def texts_of(sources: "Iterable[Source]", articles: int) -> Array:
    """The place at which the text of each article begins, and the last one ends, when all texts are laid side by side.

    One place is left free after each text, so that no word is adjacent to a word of another text.
    """
    widths = np.zeros(articles, np.int64)
    for source in sources:
        assert source.run.positions is not None
        last = source.run.positions[np.cumsum(source.run.frequencies, dtype=np.int64) - 1]
        documents = source.numbers[source.run.documents]
        live = documents != DROPPED
        np.maximum.at(widths, documents[live], last[live] + np.int64(2))
    return starts_of(widths)


class Source:
    """A run to be merged, from which the postings of any terms can be taken.

    `numbers` has the new number of each of its articles, or `DROPPED`; `vocabulary` is the number of terms in the
    vocabulary.
    """

    def __init__(self, run: Run, numbers: Array, vocabulary: int) -> None:
        self.run = run
        self.numbers = numbers
        self.starts = starts_of(run.counts)
        self.tokens = np.add.reduceat(run.frequencies, self.starts[:-1], dtype=np.int64) if len(run) else run.counts
        self._token_starts = starts_of(self.tokens)
        self._slots = np.full(vocabulary, -1, np.int32)
        self._slots[run.terms] = np.arange(len(run.terms), dtype=np.int32)

    def counts_of(self, terms: Array) -> Array:
        """The number of postings of each of `terms` in this run."""
        slots = self._slots[terms]
        return np.where(slots >= 0, self.run.counts[slots] if len(self.run.counts) else 0, 0)

    def cut(self, terms: Array, *, positions: bool = True) -> "Part":
        """The postings of `terms` in this run, without those of dropped articles."""
        slots = self._slots[terms]
        places = np.flatnonzero(slots >= 0)
        slots = slots[places]
        counts = self.run.counts[slots]
        at = spread(self.starts[slots], counts)
        documents = self.numbers[self.run.documents[at]]
        frequencies = self.run.frequencies[at]
        places = np.repeat(places, counts)
        kept = None
        if positions and self.run.positions is not None:
            kept = self.run.positions[spread(self._token_starts[slots], self.tokens[slots])]
        live = documents != DROPPED
        if not live.all():
            kept = None if kept is None else kept[np.repeat(live, frequencies)]
            documents, frequencies, places = documents[live], frequencies[live], places[live]
        return Part(places, documents, frequencies, kept)


@dataclass(frozen=True)
class Part:
    """The postings of several terms in one run. `places` has, for each posting, the index of its term among these; the
    other arrays are those of a `Run`."""

    places: Array
    documents: Array
    frequencies: Array
    positions: Array | None


def _joined(terms: Array, parts: Sequence[Part]) -> Slab:
    places = np.concatenate([part.places for part in parts])
    documents = np.concatenate([part.documents for part in parts]).astype(np.uint32)
    frequencies = np.concatenate([part.frequencies for part in parts])
    kept = [part.positions for part in parts if part.positions is not None]
    positions = np.concatenate(kept) if kept else None
    keys = places << 32 | documents
    if (keys[1:] < keys[:-1]).any():
        by_key = np.argsort(keys, kind="stable")
        places, documents = places[by_key], documents[by_key]
        if positions is not None:
            positions = positions[spread(starts_of(frequencies)[by_key], frequencies[by_key])]
        frequencies = frequencies[by_key]
    counts = np.bincount(places, minlength=len(terms))
    present = np.flatnonzero(counts)
    return Slab(terms[present], counts[present], documents, frequencies, positions)
