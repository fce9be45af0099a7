"""Set operations on the articles of a segment: union, intersection and difference, with and without scores.

Articles are ascending arrays of document numbers. Where an operation can be done in two ways, the cheaper one for
arrays of these lengths is taken: to search one array in the other, or to set a flag for each article of the segment.
"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Array
from search.columnar.leaf_context import TermPostings
from search.columnar.scored_documents import NO_DOCUMENTS, ScoredDocuments, Scoring, common_indices
from search.columnar.scratch import flags, sums

CHEAPER_TO_SEARCH = 4
"""To intersect articles with a postings list that is more than this many times as long, they are searched in it by
bisection; the articles of a shorter list are marked. Chosen for speed, and without influence on what is found."""

DENSE = 16
"""Where more than one article in this many has a score, scores are added up in an array over the whole segment; fewer
are sorted and summed. Chosen for speed, and without influence on what is found."""


def restricted(matched: ScoredDocuments, candidates: Array | None) -> ScoredDocuments:
    """The part of `matched` that is among `candidates`; all of it where that is None."""
    if candidates is None:
        return matched
    at, _ = common_indices(matched.documents, candidates)
    return matched.taken(at)


def intersection(documents: Array, term: TermPostings, size: int) -> Array:
    """Those of `documents` that have a term, in a segment of `size` articles."""
    if len(term) > CHEAPER_TO_SEARCH * len(documents):
        return documents[common_indices(term.documents, documents)[1]]
    with flags(size) as is_in:
        is_in[term.documents] = True
        found: Array = documents[is_in[documents]]
        is_in[term.documents] = False
    return found


def difference(documents: Array, unwanted: Array) -> Array:
    """`documents` without those that are `unwanted`; each of these is one of `documents`."""
    kept = np.ones(len(documents), bool)
    kept[documents.searchsorted(unwanted)] = False
    wanted: Array = documents[kept]
    return wanted


def union(lists: Sequence[Array], size: int, candidates: Array | None = None) -> Array:
    """The articles in any of `lists`, each once, in a segment of `size` articles. Only those among `candidates`, unless
    that is None."""
    if not any(map(len, lists)):
        return NO_DOCUMENTS
    with flags(size) as is_in:
        for documents in lists:
            is_in[documents] = True
        if candidates is not None:
            found: Array = candidates[is_in[candidates]]
            for documents in lists:
                is_in[documents] = False
        else:
            found = np.flatnonzero(is_in[:size]).astype(np.uint32)
            is_in[found] = False
    return found


def conjunction(parts: Sequence[ScoredDocuments], documents: Array) -> ScoredDocuments:
    """`documents`, which every one of `parts` contains, each with the sum of its scores."""
    constant = sum(part.scoring for part in parts if isinstance(part.scoring, float))
    scored = [part for part in parts if not isinstance(part.scoring, float)]
    if not scored:
        return ScoredDocuments(documents, float(constant))

    def scores(at: Array | None) -> Array:
        wanted = documents if at is None else documents[at]
        total = np.full(len(wanted), float(constant))
        for part in scored:
            same = part.documents is documents or len(part) == len(documents)
            total += part.scores(at if same else part.documents.searchsorted(wanted))
        return total

    return ScoredDocuments(documents, scores)


def disjunction(parts: Sequence[ScoredDocuments], size: int) -> ScoredDocuments:
    """The articles in any of `parts`, each with the sum of its scores, in a segment of `size` articles."""
    if DENSE * sum(map(len, parts)) <= size:
        documents = np.concatenate([part.documents for part in parts])
        scores = np.concatenate([part.scores() for part in parts])
        order = documents.argsort(kind="stable")
        documents = documents[order]
        first = np.flatnonzero(np.diff(documents, prepend=np.uint32(documents[0] + 1)))
        return with_scores(documents[first], np.add.reduceat(scores[order], first))
    documents = union([part.documents for part in parts], size)
    with sums(size) as total:
        for part in parts:
            total[part.documents] += part.scores()
        scores = total[documents]
        total[documents] = 0.0
    return with_scores(documents, scores)


def disjunction_among(candidates: Array, parts: Sequence[ScoredDocuments]) -> ScoredDocuments:
    """The articles in any of `parts`, each with the sum of its scores. All of them are among `candidates`."""
    total, found = np.zeros(len(candidates)), np.zeros(len(candidates), bool)
    for part in parts:
        at = candidates.searchsorted(part.documents)
        total[at] += part.scores()
        found[at] = True
    return with_scores(candidates[found], total[found])


def with_scores(documents: Array, scores: Array) -> ScoredDocuments:
    """Articles with scores that are already computed."""
    return ScoredDocuments(documents, lambda at: scores if at is None else scores[at])


def term_scoring(term: TermPostings, documents: Array) -> Scoring | float:
    """How to compute the scores of `documents`, all of which have a term."""
    if not term.is_scored:
        return 0.0
    return lambda at: term.scores(term.documents.searchsorted(documents if at is None else documents[at]))
