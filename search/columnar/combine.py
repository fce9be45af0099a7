"""Unions and intersections of articles, each in the way that is cheapest for their numbers."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from search.columnar.context import TermPostings
from search.columnar.matched import NO_DOCUMENTS, Matched, Scoring, places_in
from search.columnar.scratch import marks, sums

CHEAPER_TO_SEARCH = 4
"""Articles are looked up in a list that is more than so many times as long; a shorter one is marked."""

DENSE = 16
"""Scores are added up in an array of all articles where there are more than one in so many of these."""


def confined(matched: Matched, candidates: Array | None) -> Matched:
    """What is matched among `candidates`, or everywhere."""
    if candidates is None:
        return matched
    at, _ = places_in(matched.documents, candidates)
    return matched.taken(at)


def common(documents: Array, term: TermPostings, size: int) -> Array:
    """The articles among `documents` that have a term, in a segment of `size` articles."""
    if len(term) > CHEAPER_TO_SEARCH * len(documents):
        return documents[places_in(term.documents, documents)[1]]
    with marks(size) as marked:
        marked[term.documents] = True
        found: Array = documents[marked[documents]]
        marked[term.documents] = False
    return found


def without(documents: Array, unwanted: Array) -> Array:
    """`documents` but for some of them."""
    kept = np.ones(len(documents), bool)
    kept[documents.searchsorted(unwanted)] = False
    wanted: Array = documents[kept]
    return wanted


def either(lists: Sequence[Array], size: int, candidates: Array | None = None) -> Array:
    """The articles in any of `lists`, each once; of `candidates` only, where there are any."""
    if not any(map(len, lists)):
        return NO_DOCUMENTS
    with marks(size) as marked:
        for documents in lists:
            marked[documents] = True
        if candidates is not None:
            found: Array = candidates[marked[candidates]]
            for documents in lists:
                marked[documents] = False
        else:
            found = np.flatnonzero(marked[:size]).astype(np.uint32)
            marked[found] = False
    return found


def together(parts: Sequence[Matched], documents: Array) -> Matched:
    """`documents`, which every one of `parts` has, with their scores added up."""
    constant = sum(part.scoring for part in parts if isinstance(part.scoring, float))
    scored = [part for part in parts if not isinstance(part.scoring, float)]
    if not scored:
        return Matched(documents, float(constant))

    def scores(at: Array | None) -> Array:
        wanted = documents if at is None else documents[at]
        total = np.full(len(wanted), float(constant))
        for part in scored:
            same = part.documents is documents or len(part) == len(documents)
            total += part.scores(at if same else part.documents.searchsorted(wanted))
        return total

    return Matched(documents, scores)


def added_up(parts: Sequence[Matched], size: int) -> Matched:
    """The articles in any of `parts`, with their scores added up."""
    if DENSE * sum(map(len, parts)) <= size:
        documents = np.concatenate([part.documents for part in parts])
        scores = np.concatenate([part.scores() for part in parts])
        order = documents.argsort(kind="stable")
        documents = documents[order]
        first = np.flatnonzero(np.diff(documents, prepend=np.uint32(documents[0] + 1)))
        return scored(documents[first], np.add.reduceat(scores[order], first))
    documents = either([part.documents for part in parts], size)
    with sums(size) as total:
        for part in parts:
            total[part.documents] += part.scores()
        scores = total[documents]
        total[documents] = 0.0
    return scored(documents, scores)


def added_up_among(candidates: Array, parts: Sequence[Matched]) -> Matched:
    """The articles in any of `parts`, which are all among the candidates, with their scores added up."""
    total, found = np.zeros(len(candidates)), np.zeros(len(candidates), bool)
    for part in parts:
        at = candidates.searchsorted(part.documents)
        total[at] += part.scores()
        found[at] = True
    return scored(candidates[found], total[found])


def scored(documents: Array, scores: Array) -> Matched:
    """Articles with scores that have been made."""
    return Matched(documents, lambda at: scores if at is None else scores[at])


def scoring_of(term: TermPostings, documents: Array) -> Scoring | float:
    """How to make the scores of articles that have a term."""
    if not term.is_scored:
        return 0.0
    return lambda at: term.scores(term.documents.searchsorted(documents if at is None else documents[at]))
