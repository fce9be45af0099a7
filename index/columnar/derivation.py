"""Derive the postings of a ranking field from those of surface fields.

The ranking terms of a word, its stem and parts, depend on nothing but the word as it is written. So each distinct word
of an index is analysed once, and its postings are added up under its ranking terms. No text is analysed a second time.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.inversion import Vocabulary
from index.columnar.run_merge import MOST_TOKENS, RunReader, TermRange
from index.columnar.slices import first_of_each, ranges, starts_of

FREQUENCY_BITS, DOCUMENT_BITS = 16, 28
"""Postings are sorted as 64-bit numbers: term, article, frequency. The term has the bits that are left."""

MOST_TERMS = 1 << 64 - FREQUENCY_BITS - DOCUMENT_BITS
"""The most terms whose postings can be sorted together."""

_HIGHEST_FREQUENCY = (1 << FREQUENCY_BITS) - 1


@dataclass(frozen=True)
class Derivation:
    """Maps each ranking term to the surface terms that have it.

    `terms` are the ranking terms in the order of their bytes. The surface terms of `terms[n]`, as numbers in the
    vocabulary, are `surface[starts[n] : starts[n + 1]]`.
    """

    terms: Sequence[bytes]
    surface: Array
    starts: Array

    @classmethod
    def of(cls, terms_of: Iterable[Sequence[str]]) -> "Derivation":
        """Invert a mapping that gives, for each surface term in the order of their numbers, its ranking terms."""
        vocabulary = Vocabulary()
        ranking, counts = array("I"), array("I")
        for ranking_terms in terms_of:
            ranking.extend(vocabulary[term.encode("utf-8")] for term in ranking_terms)
            counts.append(len(ranking_terms))
        terms, order = vocabulary.in_byte_order()
        ordinals = np.empty(len(order), np.int64)
        ordinals[order] = np.arange(len(order))
        ordinal = ordinals[np.array(ranking, np.int64)]
        surface = np.repeat(np.arange(len(counts)), np.array(counts, np.int64))
        by_ordinal = np.argsort(ordinal, kind="stable")
        return cls(terms, surface[by_ordinal], starts_of(np.bincount(ordinal, minlength=len(order))))


def derive_postings(derivation: Derivation, readers: Sequence[tuple[RunReader, int]]) -> Iterator[TermRange]:
    """The postings of the ranking terms, derived from at most `MOST_TOKENS` postings at once; `terms` of the results
    are indices into `derivation.terms`.

    Each of `readers` comes with its weight, a whole number by which its frequencies are multiplied.
    """
    postings = np.zeros(len(derivation.surface), np.int64)
    for reader, _ in readers:
        postings += reader.counts_of(derivation.surface)
    for first, last in ranges(starts_of(postings)[derivation.starts], MOST_TOKENS):
        for start in range(first, last, MOST_TERMS):
            term_range = _added_up(derivation, start, min(last, start + MOST_TERMS), readers)
            if len(term_range.terms):
                yield term_range


def _added_up(derivation: Derivation, first: int, last: int, readers: Sequence[tuple[RunReader, int]]) -> TermRange:
    """The postings of the ranking terms from `first` to before `last`."""
    starts = derivation.starts[first : last + 1]
    surface = derivation.surface[starts[0] : starts[-1]]
    ranking = np.repeat(np.arange(last - first, dtype=np.uint64), np.diff(starts))
    packed = []
    for reader, weight in readers:
        part = reader.postings_of(surface, positions=False)
        frequencies = np.minimum(part.frequencies.astype(np.uint64) * np.uint64(weight), _HIGHEST_FREQUENCY)
        keys = ranking[part.ordinals] << DOCUMENT_BITS | part.documents.astype(np.uint64)
        packed.append(keys << FREQUENCY_BITS | frequencies)
    postings = np.concatenate(packed)
    postings.sort()
    keys = postings >> FREQUENCY_BITS
    each = first_of_each(keys)
    frequencies = (postings & _HIGHEST_FREQUENCY).astype(np.int64)
    keys = keys[each]
    counts = np.bincount((keys >> DOCUMENT_BITS).astype(np.int64), minlength=last - first)
    present = np.flatnonzero(counts)
    return TermRange(
        terms=present + first,
        counts=counts[present],
        documents=(keys & ((1 << DOCUMENT_BITS) - 1)).astype(np.uint32),
        frequencies=np.add.reduceat(frequencies, each) if len(each) else frequencies,
        positions=None,
    )
