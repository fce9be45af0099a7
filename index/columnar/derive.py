"""Derive the postings of a ranking field from those of the surface fields.

What a word stands for in ranking, its stem and its parts, is a function of the word as it is written. So once
all words of an index are known, each is looked up once, and its postings are added up under the terms it stands for:
no text is analysed a second time.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.merge import MOST_TOKENS, Slab, Source
from index.columnar.run import Vocabulary, first_of_each, ranges, starts_of

FREQUENCY_BITS, DOCUMENT_BITS = 16, 28
"""Of the 64 bits in which a posting is sorted; what is left is the place of its term."""

MOST_TERMS = 1 << 64 - FREQUENCY_BITS - DOCUMENT_BITS

_HIGHEST_FREQUENCY = (1 << FREQUENCY_BITS) - 1


@dataclass(frozen=True)
class Derivation:
    """Which surface terms stand for each ranking term: those of the one at a place in `terms` (in the order of their
    bytes) are `surface[starts[place] : starts[place + 1]]`, numbers of the surface vocabulary."""

    terms: Sequence[bytes]
    surface: Array
    starts: Array

    @classmethod
    def of(cls, terms_of: Iterable[Sequence[str]]) -> "Derivation":
        """The derivation where each term of a surface vocabulary, in the order of their numbers, stands for such
        terms."""
        vocabulary = Vocabulary()
        ranked, counts = array("I"), array("I")
        for of_one in terms_of:
            ranked.extend(vocabulary[term.encode("utf-8")] for term in of_one)
            counts.append(len(of_one))
        terms, order = vocabulary.in_byte_order()
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        ranking = np.array(ranked, np.int64)
        numbers = np.repeat(np.arange(len(counts)), np.array(counts, np.int64))
        by_place = np.argsort(places[ranking], kind="stable")
        return cls(terms, numbers[by_place], starts_of(np.bincount(places[ranking], minlength=len(order))))


def derived(derivation: Derivation, sources: Sequence[tuple[Source, int]], most: int = MOST_TOKENS) -> Iterator[Slab]:
    """The postings of the ranking terms, made of at most so many at once; `terms` of a slab are places in the
    derivation.

    Each of `sources` comes with its weight, a whole number by which its frequencies are multiplied.
    """
    postings = np.zeros(len(derivation.surface), np.int64)
    for source, _ in sources:
        postings += source.counts_of(derivation.surface)
    for first, last in ranges(starts_of(postings)[derivation.starts], most):
        for start in range(first, last, MOST_TERMS):
            slab = _summed(derivation, start, min(last, start + MOST_TERMS), sources)
            if len(slab.terms):
                yield slab


def _summed(derivation: Derivation, first: int, last: int, sources: Sequence[tuple[Source, int]]) -> Slab:
    """The postings of the terms from one place to before another."""
    starts = derivation.starts[first : last + 1]
    surface = derivation.surface[starts[0] : starts[-1]]
    place_of = np.repeat(np.arange(last - first, dtype=np.uint64), np.diff(starts))
    packed = []
    for source, weight in sources:
        part = source.cut(surface, positions=False)
        frequencies = np.minimum(part.frequencies.astype(np.uint64) * np.uint64(weight), _HIGHEST_FREQUENCY)
        keys = place_of[part.places] << DOCUMENT_BITS | part.documents.astype(np.uint64)
        packed.append(keys << FREQUENCY_BITS | frequencies)
    postings = np.concatenate(packed)
    postings.sort()
    keys = postings >> FREQUENCY_BITS
    each = first_of_each(keys)
    frequencies = (postings & _HIGHEST_FREQUENCY).astype(np.int64)
    keys = keys[each]
    counts = np.bincount((keys >> DOCUMENT_BITS).astype(np.int64), minlength=last - first)
    present = np.flatnonzero(counts)
    return Slab(
        terms=present + first,
        counts=counts[present],
        documents=(keys & ((1 << DOCUMENT_BITS) - 1)).astype(np.uint32),
        frequencies=np.add.reduceat(frequencies, each) if len(each) else frequencies,
        positions=None,
    )
