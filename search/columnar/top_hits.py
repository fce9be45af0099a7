"""The first hits in an order: by relevance, the newest or the oldest first.

By relevance means by score, then the newest first, then by id. Segments keep the newest article first, and those of the
same moment by id, so within a segment the document number decides. Between segments, dates and ids are compared.
"""

from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np

from index.arrays import Array
from index.columnar import dates_end
from index.dates import UNDATED
from index.mapping import to_article
from search.columnar.hits import Hits, LeafHits

TopHits = list[tuple[int, float]]
"""Some hits in order: each one's number in the index, and its score."""

_Key = tuple[float, int, str]


def most_relevant(hits: Hits, count: int) -> TopHits:
    """The first `count` hits by relevance."""
    return _first(hits, count, lambda part: part.matched.highest(count), lambda score, date: (-score, _newest(date)))


def newest(hits: Hits, count: int) -> TopHits:
    """The first `count` hits, the newest first; undated ones last."""
    return _first(
        hits, count, lambda part: np.arange(min(count, len(part.documents))), lambda _, date: (0, _newest(date))
    )


def oldest(hits: Hits, count: int) -> TopHits:
    """The first `count` hits, the oldest first; undated ones last."""
    return _first(hits, count, lambda part: _oldest(part, count), lambda _, date: (0, date))


def _oldest(part: LeafHits, count: int) -> Array:
    """The indices of the `count` oldest hits of a segment, in order."""
    dates = part.leaf.file.dates
    dated = int(part.documents.searchsorted(dates_end(dates)))
    start = max(0, dated - count)
    if 0 < start < dated:
        # Hits of the same moment come in the order of their ids, so all of the earliest moment needed are looked at.
        moment = dates[part.documents[start]]
        start = int(np.flatnonzero(dates[part.documents[:dated]] == moment)[0])
    tail = np.arange(start, dated)
    ascending = tail[np.argsort(dates[part.documents[tail]], kind="stable")]
    return np.append(ascending, np.arange(dated, len(part.documents)))[:count]


def _first(
    hits: Hits, count: int, best: Callable[[LeafHits], Array], key: Callable[[float, int], tuple[float, int]]
) -> TopHits:
    """The first `count` hits. `best` finds the indices of the first of a segment, in order; `key` makes the sort key of
    a hit from its score and date, for hits of several segments."""
    if len(hits.parts) == 1:
        return list(_with_scores(hits.parts[0], best(hits.parts[0])))
    candidates: list[tuple[_Key, tuple[int, float]]] = []
    for part in hits:
        dates, file = part.leaf.file.dates, part.leaf.file
        for number, score in _with_scores(part, best(part)):
            document = number - part.leaf.offset
            id = to_article(file.stored(document)).id
            candidates.append(((*key(score, int(dates[document])), id), (number, score)))
    return [hit for _, hit in islice(sorted(candidates), count)]


def _with_scores(part: LeafHits, at: Array) -> Iterable[tuple[int, float]]:
    """The numbers in the index and the scores of the hits of a segment at some indices."""
    numbers = part.documents[at].astype(np.int64) + part.leaf.offset
    return zip(numbers.tolist(), part.matched.scores(at).tolist(), strict=True)


def _newest(date: int) -> int:
    """The sort key by which newer dates come first, and undated articles last."""
    return UNDATED if date == UNDATED else -date
