"""The scores that Whoosh's own matchers give: those of `search.columnar`, posting by posting.

BM25 over the ranking field. Whoosh's own adds 1 to every word's inverse document frequency, so that *og* and *at* weigh
about a third of a rare name: that costs long questions up to .035 of MRR@10.
"""

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from index.arrays import Array
from index.columnar import SegmentFile
from index.columnar.impact import saturated
from index.columnar.lengths import LENGTHS
from index.columnar.whoosh.matcher import PostingMatcher
from search.columnar.matched import NO_DOCUMENTS
from search.columnar.nearby import WEIGHT
from search.columnar.statistics import RANKING_FIELD, Statistics


class ImpactBM25(WeightingModel):
    """BM25 for the scored fields of columnar segments; every other field scores 0."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        fields = (leaf.file.fields.get(fieldname) for leaf in self._statistics.leaves)
        if not any(field.is_scored for field in fields if field is not None):
            return _ZeroScorer()
        return _Scorer(self._statistics.idf(fieldname, text), self._statistics.impacts(fieldname))

    def nearby(self, file: SegmentFile, word: str) -> tuple[Array, Array]:
        """The articles of a segment that have words near one, and what these are worth."""
        return scored_nearby(self._statistics, file, word)

    def idf(self, searcher: Searcher, fieldname: str, text: "bytes | str") -> float:
        """The weight of a term."""
        return self._statistics.idf(fieldname, text.encode("utf-8") if isinstance(text, str) else text)


def scored_nearby(statistics: Statistics, file: SegmentFile, word: str) -> tuple[Array, Array]:
    """The articles of a segment that have words near one, and what these are worth."""
    found = statistics.nearby(word)
    if found is None or file not in found.postings:
        return NO_DOCUMENTS, np.zeros(0)
    documents, frequencies = found.postings[file]
    lengths = LENGTHS[file.fields[RANKING_FIELD].length_bytes[documents]]
    impact = saturated(frequencies, lengths, statistics.average_length(RANKING_FIELD))
    return documents, impact * (WEIGHT * statistics.rarity(found.articles))


class _Scorer(BaseScorer):
    """Scores the articles of one term."""

    def __init__(self, idf: float, impacts: Array) -> None:
        self._idf = idf
        self._impacts = impacts

    def score(self, matcher: PostingMatcher) -> float:
        return float(self._impacts[matcher.code()] * self._idf)

    def supports_block_quality(self) -> bool:
        return False


class _ZeroScorer(BaseScorer):
    def score(self, matcher: PostingMatcher) -> float:
        return 0.0

    def supports_block_quality(self) -> bool:
        return False
