"""Merge runs into whole postings lists, a range of terms at a time, which bounds memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.inversion import PostingRun
from index.columnar.slices import ranges, spread, starts_of

MOST_TOKENS = 2_000_000
"""The most tokens that are merged at once, unless a single term has more. It bounds the peak memory of a build."""

DROPPED = -1
"""In place of the new number of an article that is left out."""


@dataclass(frozen=True)
class TermRange:
    """The whole postings lists of several terms; the arrays are those of a `PostingRun`. Every term has a posting."""

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array | None


def merge_runs(readers: "Sequence[RunReader]", order: Array, most: int = MOST_TOKENS) -> Iterator[TermRange]:
    """Merge the runs of one field, at most `most` tokens at once.

    `order` has the numbers of all terms of the vocabulary in the order of the result. Postings are sorted by term, and
    then by the new number of their article.
    """
    tokens = np.zeros(len(order), np.int64)
    for reader in readers:
        tokens[reader.run.terms] += reader.tokens
    for first, last in ranges(starts_of(tokens[order]), most):
        term_range = _combined(order[first:last], [reader.postings_of(order[first:last]) for reader in readers])
        if len(term_range.terms):
            yield term_range


def lay_out_texts(readers: "Iterable[RunReader]", articles: int) -> Array:
    """The place at which the text of each article begins, and the last one ends, when all texts are laid side by side.

    One place is left free after each text, so that no word is adjacent to a word of another text.
    """
    widths = np.zeros(articles, np.int64)
    for reader in readers:
        assert reader.run.positions is not None
        last = reader.run.positions[np.cumsum(reader.run.frequencies, dtype=np.int64) - 1]
        documents = reader.numbers[reader.run.documents]
        live = documents != DROPPED
        np.maximum.at(widths, documents[live], last[live] + np.int64(2))
    return starts_of(widths)


class RunReader:
    """A run to be merged, from which the postings of any terms can be taken.

    `numbers` has the new number of each of its articles, or `DROPPED`; `vocabulary` is the number of terms in the
    vocabulary.
    """

    def __init__(self, run: PostingRun, numbers: Array, vocabulary: int) -> None:
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

    def postings_of(self, terms: Array, *, positions: bool = True) -> "RunPostings":
        """The postings of `terms` in this run, without those of dropped articles."""
        slots = self._slots[terms]
        ordinals = np.flatnonzero(slots >= 0)
        slots = slots[ordinals]
        counts = self.run.counts[slots]
        at = spread(self.starts[slots], counts)
        documents = self.numbers[self.run.documents[at]]
        frequencies = self.run.frequencies[at]
        ordinals = np.repeat(ordinals, counts)
        kept = None
        if positions and self.run.positions is not None:
            kept = self.run.positions[spread(self._token_starts[slots], self.tokens[slots])]
        live = documents != DROPPED
        if not live.all():
            kept = None if kept is None else kept[np.repeat(live, frequencies)]
            documents, frequencies, ordinals = documents[live], frequencies[live], ordinals[live]
        return RunPostings(ordinals, documents, frequencies, kept)


@dataclass(frozen=True)
class RunPostings:
    """The postings of several terms in one run. `ordinals` has, for each posting, the index of its term among these;
    the other arrays are those of a `PostingRun`."""

    ordinals: Array
    documents: Array
    frequencies: Array
    positions: Array | None


def _combined(terms: Array, parts: Sequence[RunPostings]) -> TermRange:
    ordinals = np.concatenate([part.ordinals for part in parts])
    documents = np.concatenate([part.documents for part in parts]).astype(np.uint32)
    frequencies = np.concatenate([part.frequencies for part in parts])
    kept = [part.positions for part in parts if part.positions is not None]
    positions = np.concatenate(kept) if kept else None
    keys = ordinals << 32 | documents
    if (keys[1:] < keys[:-1]).any():
        by_key = np.argsort(keys, kind="stable")
        ordinals, documents = ordinals[by_key], documents[by_key]
        if positions is not None:
            positions = positions[spread(starts_of(frequencies)[by_key], frequencies[by_key])]
        frequencies = frequencies[by_key]
    counts = np.bincount(ordinals, minlength=len(terms))
    present = np.flatnonzero(counts)
    return TermRange(terms[present], counts[present], documents, frequencies, positions)
