"""Near words: those that share most of their first letters with a word of the question, as *terrorister* does with
*terrorisme*.

An article with near words is probably about the same subject, but it need not match the question. So near words find
nothing by themselves; they only add to the scores of articles that are hits anyway. All words near one make up one
pseudo-term. Its frequency in an article is the sum over the occurrences of these words, each weighted by the share of
the letters of the question's word that it begins with.

Without them MRR@10 is .0087 lower on the headlines of parole_dk (`python -m tests.relevance.ablation`; its figures are
in `tests/relevance/README.md`).
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
"""The share of a word's letters that another has to begin with to be near it."""

FEWEST_SHARED = 3
"""The number of letters that it has to begin with at least; of a shorter word, all letters."""

MOST_WORDS = 16
"""Words that are taken as near at most: those that share the most letters, then the shortest."""

MOST_POSTINGS = 10_000
"""Postings that all words near one may have together. More common words say little about the subject of an article, and
would make the question slow."""

WEIGHT = 0.8
"""The weight of the pseudo-term's score; a word of the question itself has the weight 1."""


@dataclass(frozen=True)
class PseudoTerm:
    """The pseudo-term of all words near one. For each segment that has any of them, `postings` has its articles,
    ascending, and its frequency in each; `articles` is its document frequency in the index."""

    postings: Mapping[SegmentFile, tuple[Array, Array]]
    articles: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A term near a word, in one field of one segment, and how many of the word's letters it lacks at the end."""

    file: SegmentFile
    field: Field
    number: int
    text: bytes
    lacks: int

    @property
    def distance(self) -> tuple[int, int, bytes]:
        """The sort key by which nearer terms come first."""
        return self.lacks, len(self.text), self.text


def nearby(leaves: Sequence[Leaf], word: str) -> PseudoTerm | None:
    """The pseudo-term of the words near a surface term; None where there are none, or they are too common."""
    if _postings_of(leaves, word) > MOST_POSTINGS:
        return None  # The word is near itself, and too common already: that is known without looking for others.
    near = _nearest(leaves, word)
    if not 0 < sum(term.field.document_frequency(term.number) for term in near) <= MOST_POSTINGS:
        return None
    by_file = {leaf.file: [term for term in near if term.file is leaf.file] for leaf in leaves}
    postings = {file: _pseudo_postings(terms, len(word)) for file, terms in by_file.items() if terms}
    return PseudoTerm(postings, sum(len(documents) for documents, _ in postings.values()))


def near_words(leaves: Sequence[Leaf], word: str) -> Sequence[str]:
    """The words near a surface term, the nearest first, which is the term itself if the index has it."""
    return [*dict.fromkeys(term.text.decode("utf-8") for term in _nearest(leaves, word))]


def _nearest(leaves: Sequence[Leaf], word: str) -> list[_Term]:
    """The terms near a word, the nearest first, once for each field that has it. The nearest of each field suffice: a
    term that is among the nearest of all is among the nearest of every field that has it."""
    near = (term for leaf in leaves for field in _surface(leaf) for term in _nearest_of(leaf.file, field, word))
    terms = groupby(sorted(near, key=lambda term: term.distance), lambda term: term.text)
    return [term for _, same in islice(terms, MOST_WORDS) for term in same]


def _nearest_of(file: SegmentFile, field: Field, word: str) -> Iterator[_Term]:
    """The terms of a field that are nearest to a word. A term with a hyphen is not a word."""
    least = min(len(word), max(FEWEST_SHARED, math.ceil(SHARED * len(word))))
    first, last = field.beginning_with(word[:least].encode("utf-8"))
    text, starts = field.stretch(first, last)
    lacks = _letters_lacking(text, starts, word, least)
    order = np.lexsort((np.diff(starts), lacks))
    terms = (_Term(file, field, first + at, field.term(first + at), int(lacks[at])) for at in order.tolist())
    return islice((term for term in terms if b"-" not in term.text), MOST_WORDS)


def _letters_lacking(text: Array, starts: Array, word: str, least: int) -> Array:
    """How many of a word's last letters each of some terms lacks; all of them begin with its first `least` letters."""
    known, rest = word[:least].encode("utf-8"), word[least:].encode("utf-8")
    places = starts[:-1, None] + np.arange(len(known), len(known) + len(rest))
    is_same = (text.take(places, mode="clip") == np.frombuffer(rest, np.uint8)) & (places < starts[1:, None])
    bytes_shared = np.logical_and.accumulate(is_same, axis=1).sum(axis=1)
    letters = [len(rest[:shared].decode("utf-8", "ignore")) for shared in range(len(rest) + 1)]
    lacking: Array = letters[-1] - np.array(letters)[bytes_shared]
    return lacking


def _surface(leaf: Leaf) -> Iterator[Field]:
    return (leaf.file.fields[name] for name in COMPLETED_FIELDS if name in leaf.file.fields)


def _postings_of(leaves: Sequence[Leaf], word: str) -> int:
    """The number of postings of a word in all surface fields."""
    term = word.encode("utf-8")
    found = ((field, field.find(term)) for leaf in leaves for field in _surface(leaf))
    return sum(field.document_frequency(number) for field, number in found if number is not None)


def _pseudo_postings(terms: Sequence[_Term], letters: int) -> tuple[Array, Array]:
    """The articles of a segment that have any of the terms near a word with this many letters, and the frequency of the
    pseudo-term in each."""
    by_field = [[term for term in terms if term.field is field] for field in {term.field: None for term in terms}]
    found = [_occurrences(of_field, letters) for of_field in by_field]
    documents, weights = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    order = documents.argsort(kind="stable")
    documents = documents[order]
    each = first_of_each(documents)
    return documents[each], np.add.reduceat(weights[order], each)


def _occurrences(terms: Sequence[_Term], letters: int) -> tuple[Array, Array]:
    """The article of each occurrence of some terms of one field, and the weight of each occurrence."""
    field = terms[0].field
    places = [field.places(term.number) for term in terms]
    weights = [1 - term.lacks / letters for term in terms]
    return field.articles_at(np.concatenate(places)), np.repeat(weights, [len(at) for at in places])
