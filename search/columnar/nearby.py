"""Words that begin as a word of the question does, as far as most of its letters: *terrorisme* and *terrorister*.

They say that an article is about the same, though not that it has the word: what is found by them adds to the scores of
articles that are hits anyway. All of them together are one pseudo-term, whose frequency in an article is that of the
words that are in it, each weighed by the letters that it shares.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np

from index.arrays import Array
from index.columnar import Field, Leaf, SegmentFile, first_of_each
from index.mapping import COMPLETED_FIELDS

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


@dataclass(frozen=True, slots=True)
class _Term:
    """A term near a word, as a field of a segment has it, and how many of the word's letters it lacks."""

    file: SegmentFile
    field: Field
    number: int
    text: bytes
    lacks: int

    @property
    def distance(self) -> tuple[int, int, bytes]:
        """What is nearer comes before."""
        return self.lacks, len(self.text), self.text


def nearby(leaves: Sequence[Leaf], word: str) -> Nearby | None:
    """The words near a surface term; None where there are none, or too many articles have them."""
    if _holders(leaves, word) > MOST_POSTINGS:
        return None  # Its own are too many already, which is quickly seen.
    near = _nearest(leaves, word)
    if not 0 < sum(term.field.document_frequency(term.number) for term in near) <= MOST_POSTINGS:
        return None
    by_file = {leaf.file: [term for term in near if term.file is leaf.file] for leaf in leaves}
    postings = {file: _added_up(terms, len(word)) for file, terms in by_file.items() if terms}
    return Nearby(postings, sum(len(documents) for documents, _ in postings.values()))


def near_words(leaves: Sequence[Leaf], word: str) -> Sequence[str]:
    """The words near a surface term, the nearest first: itself, where it is in the index."""
    return [*dict.fromkeys(term.text.decode("utf-8") for term in _nearest(leaves, word))]


def _nearest(leaves: Sequence[Leaf], word: str) -> list[_Term]:
    """The terms near a word, the nearest first, each as often as a field has it: what is among the nearest of all is
    among the nearest of every field that has it."""
    near = (term for leaf in leaves for field in _surface(leaf) for term in _nearest_of(leaf.file, field, word))
    terms = groupby(sorted(near, key=lambda term: term.distance), lambda term: term.text)
    return [term for _, same in islice(terms, MOST_WORDS) for term in same]


def _nearest_of(file: SegmentFile, field: Field, word: str) -> Iterator[_Term]:
    """The terms of a field that are nearest to a word. A term with a hyphen is no word."""
    least = min(len(word), max(FEWEST_SHARED, math.ceil(SHARED * len(word))))
    first, last = field.beginning_with(word[:least].encode("utf-8"))
    text, starts = field.stretch(first, last)
    lacks = _letters_lacking(text, starts, word, least)
    order = np.lexsort((np.diff(starts), lacks))
    terms = (_Term(file, field, first + at, field.term(first + at), int(lacks[at])) for at in order.tolist())
    return islice((term for term in terms if b"-" not in term.text), MOST_WORDS)


def _letters_lacking(text: Array, starts: Array, word: str, least: int) -> Array:
    """How many of a word's letters each of some terms lacks, which all begin with `least` of them."""
    known, rest = word[:least].encode("utf-8"), word[least:].encode("utf-8")
    places = starts[:-1, None] + np.arange(len(known), len(known) + len(rest))
    is_same = (text.take(places, mode="clip") == np.frombuffer(rest, np.uint8)) & (places < starts[1:, None])
    bytes_shared = np.logical_and.accumulate(is_same, axis=1).sum(axis=1)
    letters = [len(rest[:shared].decode("utf-8", "ignore")) for shared in range(len(rest) + 1)]
    lacking: Array = letters[-1] - np.array(letters)[bytes_shared]
    return lacking


def _surface(leaf: Leaf) -> Iterator[Field]:
    return (leaf.file.fields[name] for name in COMPLETED_FIELDS if name in leaf.file.fields)


def _holders(leaves: Sequence[Leaf], word: str) -> int:
    """The articles that have a word, each counted for title and body."""
    term = word.encode("utf-8")
    found = ((field, field.find(term)) for leaf in leaves for field in _surface(leaf))
    return sum(field.document_frequency(number) for field, number in found if number is not None)


def _added_up(terms: Sequence[_Term], letters: int) -> tuple[Array, Array]:
    """The articles of a segment that have some of the terms near a word of so many letters, and how often: an
    occurrence counts for the share of the letters that its term begins with."""
    by_field = [[term for term in terms if term.field is field] for field in {term.field: None for term in terms}]
    found = [_occurrences(of_field, letters) for of_field in by_field]
    documents, weights = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    order = documents.argsort(kind="stable")
    documents = documents[order]
    each = first_of_each(documents)
    return documents[each], np.add.reduceat(weights[order], each)


def _occurrences(terms: Sequence[_Term], letters: int) -> tuple[Array, Array]:
    """The articles of all occurrences of some terms of one field, and what each counts for."""
    field = terms[0].field
    places = [field.places(term.number) for term in terms]
    weights = [1 - term.lacks / letters for term in terms]
    return field.articles_at(np.concatenate(places)), np.repeat(weights, [len(at) for at in places])
