"""The first of the hits: by relevance, the newest or the oldest.

By relevance means by score, then the newest, then by id. Segments keep the newest first, and those of one moment by
id, so that within one of them an article's number decides. Between segments dates and ids are compared.
"""

from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np

from index.arrays import Array
from index.columnar import dates_end
from index.dates import UNDATED
from index.mapping import to_article
from search.columnar.hits import Hits, LeafHits

Ranked = list[tuple[int, float]]
"""Articles in order, by their numbers in the index, each with its score."""

_Key = tuple[float, int, str]


def most_relevant(hits: Hits, count: int) -> Ranked:
    """The first `count` hits by relevance."""

    return _first(hits, count, lambda part: part.matched.highest(count), lambda score, date: (-score, _newest(date)))


def newest(hits: Hits, count: int) -> Ranked:
    """The first `count` hits, the newest first."""
    return _first(
        hits, count, lambda part: np.arange(min(count, len(part.documents))), lambda _, date: (0, _newest(date))
    )


def oldest(hits: Hits, count: int) -> Ranked:
    """The first `count` hits, the oldest first; undated ones last."""
    return _first(hits, count, lambda part: _oldest(part, count), lambda _, date: (0, date))


def _oldest(part: LeafHits, count: int) -> Array:
    """The places of the oldest hits of a segment in order."""
    dates = part.leaf.file.dates
    dated = int(part.documents.searchsorted(dates_end(dates)))
    start = max(0, dated - count)
    if 0 < start < dated:
        # All of one moment, as the first of them come first.
        moment = dates[part.documents[start]]
        start = int(np.flatnonzero(dates[part.documents[:dated]] == moment)[0])
    tail = np.arange(start, dated)
    ascending = tail[np.argsort(dates[part.documents[tail]], kind="stable")]
    return np.append(ascending, np.arange(dated, len(part.documents)))[:count]


def _first(
    hits: Hits, count: int, best: Callable[[LeafHits], Array], key: Callable[[float, int], tuple[float, int]]
) -> Ranked:
    """The first `count` hits, where `best` finds the first of a segment, and `key` orders those of several."""
    if len(hits.parts) == 1:
        return list(_ranked(hits.parts[0], best(hits.parts[0])))
    candidates: list[tuple[_Key, tuple[int, float]]] = []
    for part in hits:
        dates, file = part.leaf.file.dates, part.leaf.file
        for number, score in _ranked(part, best(part)):
            document = number - part.leaf.offset
            id = to_article(file.stored(document)).id
            candidates.append(((*key(score, int(dates[document])), id), (number, score)))
    return [ranked for _, ranked in islice(sorted(candidates), count)]


def _ranked(part: LeafHits, places: Array) -> Iterable[tuple[int, float]]:
    numbers = part.documents[places].astype(np.int64) + part.leaf.offset
    return zip(numbers.tolist(), part.matched.scores(places).tolist(), strict=True)


def _newest(date: int) -> int:
    return UNDATED if date == UNDATED else -date
