"""The words and phrases with which an index completes what is typed.

Words are the terms of the surface fields; phrases are stored in a dictionary of their own beside them. Both are sorted
by their bytes, so that all completions of a prefix are one slice of the mapped file and nothing has to be loaded.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice

import numpy as np

from index.arrays import Array
from index.columnar import Field, SegmentFile
from index.mapping import COMPLETED_FIELDS
from search.backend import Completion
from search.columnar.scored_documents import common_indices


class StoredCompletions:
    """The words and phrases of some segments (a `search.backend.Completions`). It may be shared by threads."""

    def __init__(self, segments: Sequence[SegmentFile]) -> None:
        self._segments = segments

    def of(self, beginning: str, most: int) -> list[Completion]:
        """At most `most` words and phrases that begin with `beginning` and are longer, those of the most articles
        first, then in the order of their bytes."""
        start = beginning.encode("utf-8")
        found = Counter[bytes]()
        for segment in self._segments:
            found.update(_phrases(segment, start, most))
            if b" " not in start:
                found.update(_words(segment, start, most))
        del found[start]
        best = nlargest(most, sorted(found.items()), key=lambda item: item[1])
        return [Completion(text.decode("utf-8"), count) for text, count in best]

    def articles(self, text: str) -> int:
        """How many articles have exactly this word or phrase."""
        term = text.encode("utf-8")
        return sum(_articles(segment, term) for segment in self._segments)


def _words(segment: SegmentFile, start: bytes, most: int) -> dict[bytes, int]:
    """The `most` + 1 most frequent words of each field that begin with `start`, which may be one of them itself, with
    the number of articles that have each. A term with a hyphen is not a word."""
    found = Counter[bytes]()
    for field in _surface_fields(segment):
        first, last = field.beginning_with(start)
        counts = np.diff(field.starts[first : last + 1].astype(np.int64))
        terms = ((field.term(first + place), int(counts[place])) for place in _by_count(counts))
        found.update(dict(islice((term for term in terms if b"-" not in term[0]), most + 1)))
    return found


def _phrases(segment: SegmentFile, start: bytes, most: int) -> dict[bytes, int]:
    first, last = segment.phrases.beginning_with(start)
    counts = segment.phrase_counts[first:last]
    return {segment.phrases.term(first + place): int(counts[place]) for place in islice(_by_count(counts), most + 1)}


def _by_count(counts: Array) -> Iterator[int]:
    """The indices of `counts`, the highest count first; equal counts in ascending order of index."""
    return map(int, np.argsort(-counts.astype(np.int64), kind="stable"))


def _articles(segment: SegmentFile, term: bytes) -> int:
    if b" " in term:
        number = segment.phrases.find(term)
        return 0 if number is None else int(segment.phrase_counts[number])
    lists = [
        field.documents[field.postings(number)]
        for field in _surface_fields(segment)
        if (number := field.find(term)) is not None
    ]
    if len(lists) < 2:
        return sum(map(len, lists))
    fewer, more = sorted(lists, key=len)
    return len(fewer) + len(more) - len(common_indices(more, fewer)[0])


def _surface_fields(segment: SegmentFile) -> list[Field]:
    return [segment.fields[name] for name in COMPLETED_FIELDS]
