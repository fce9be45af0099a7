"""Words that begin as a word of the question does, as far as most of its letters: *terrorisme* and *terrorister*.

They say that an article is about the same, though not that it has the word: what is found by them adds to the scores of
articles that are hits anyway. All of them together are one pseudo-term, whose frequency in an article is that of the
words that are in it, each weighed by the letters that it shares.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar import Array, Field, Leaf, SegmentFile
from index.columnar.run import first_of_each
from index.completion import SURFACE_FIELDS

SHARED = 2 / 3
"""The share of its letters that a word begins with at least, to be near another."""

FEWEST_SHARED = 3

MOST_WORDS = 16
"""Words that are taken as near: those that share most, then the shortest."""

MOST_POSTINGS = 10_000
"""Articles, counted for each of the words, above which they are too common to tell anything, and would take long."""

WEIGHT = 0.8
"""What the pseudo-term counts for beside the word itself."""


@dataclass(frozen=True)
class Nearby:
    """The pseudo-term of the words near one: its articles and its frequency in each, by their segment; and in how many
    articles of the index it is."""

    postings: Mapping[SegmentFile, tuple[Array, Array]]
    articles: int


def nearby(leaves: Sequence[Leaf], word: str) -> Nearby | None:
    """The words near a surface term; None where there are none, or too many articles have them."""
    words = near_words(leaves, word)
    found = {leaf.file: [*_postings(leaf, words)] for leaf in leaves}
    of_all = (posting for of_leaf in found.values() for posting in of_leaf)
    if not 0 < sum(field.document_frequency(number) for field, number, _ in of_all) <= MOST_POSTINGS:
        return None
    postings = {file: _added_up(of_leaf) for file, of_leaf in found.items() if of_leaf}
    return Nearby(postings, sum(len(documents) for documents, _ in postings.values()))


def near_words(leaves: Sequence[Leaf], word: str) -> dict[bytes, float]:
    """The words near a surface term, it among them, each with the share of its letters that it begins with."""
    found: dict[bytes, float] = {}
    least = min(len(word), max(FEWEST_SHARED, math.ceil(SHARED * len(word))))
    for shared in range(len(word), least - 1, -1):
        beginning = word[:shared].encode("utf-8")
        terms = {term for leaf in leaves for field in _surface(leaf) for term in _shortest(field, beginning)}
        for term in sorted(terms - found.keys(), key=lambda term: (len(term), term)):
            if len(found) == MOST_WORDS:
                return found
            found[term] = shared / len(word)
    return found


def _surface(leaf: Leaf) -> Iterator[Field]:
    return (leaf.file.fields[name] for name in SURFACE_FIELDS if name in leaf.file.fields)


def _shortest(field: Field, beginning: bytes) -> Iterator[bytes]:
    """The shortest terms that begin so, as many as may be wanted. A term with a hyphen is no word."""
    first, last = field.beginning_with(beginning)
    sizes = np.diff(field.stretch(first, last)[1])
    order = np.argsort(sizes, kind="stable")[: 2 * MOST_WORDS]
    return (term for at in order.tolist() if b"-" not in (term := field.term(first + at)))


def _postings(leaf: Leaf, words: Mapping[bytes, float]) -> Iterator[tuple[Field, int, float]]:
    """The postings that each of `words` has in a segment: their field, the number of the term, and its weight."""
    for field in _surface(leaf):
        for term, weight in words.items():
            if (number := field.find(term)) is not None:
                yield field, number, weight


def _added_up(postings: Sequence[tuple[Field, int, float]]) -> tuple[Array, Array]:
    documents = np.concatenate([field.documents[field.postings(number)] for field, number, _ in postings])
    weights = np.concatenate([weight * field.frequencies_of(number) for field, number, weight in postings])
    order = documents.argsort(kind="stable")
    documents = documents[order]
    each = first_of_each(documents)
    return documents[each], np.add.reduceat(weights[order], each)
