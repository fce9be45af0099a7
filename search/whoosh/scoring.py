"""BM25 for Whoosh's own matchers: the scores of `search.columnar`, computed posting by posting.

Whoosh's own BM25F is not used because it adds 1 to every inverse document frequency. Then *og* and *at* weigh about a
third of a rare name, which costs long questions up to .035 of MRR@10.
"""

import math
from pathlib import Path

from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from index.arrays import Array
from index.columnar import SegmentFile, open_leaves
from index.columnar.whoosh.matcher import PostingMatcher
from search.columnar.statistics import Statistics


class ImpactBM25(WeightingModel):
    """BM25 for the ranking field of columnar segments; all other fields score 0."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        fields = (leaf.file.fields.get(fieldname) for leaf in self.statistics.leaves)
        if not any(field.is_scored for field in fields if field is not None):
            return _ZeroScorer()
        return _Scorer(self.statistics.idf(fieldname, text), self.statistics.impacts(fieldname))

    def near(self, file: SegmentFile, word: str) -> tuple[Array, Array]:
        """The articles of a segment that have words near `word`, ascending, and the score that these give each."""
        return self.statistics.near(file, word)

    def idf(self, searcher: Searcher, fieldname: str, text: "bytes | str") -> float:
        """The inverse document frequency of a term."""
        return self.statistics.idf(fieldname, text.encode("utf-8") if isinstance(text, str) else text)


def whoosh_searcher(reader: IndexReader) -> Searcher:
    """Whoosh's own searcher over the columnar segments of `reader`, with these scores."""
    found = [leaf for leaf, _ in reader.leaf_readers()]
    leaves = open_leaves([leaf.segment() for leaf in found], Path(found[0].storage().folder)) if found else ()
    return Searcher(reader, weighting=ImpactBM25(Statistics(leaves)))


class _Scorer(BaseScorer):
    """Scores the postings of one term."""

    def __init__(self, idf: float, impacts: Array) -> None:
        self._idf = idf
        self._impacts = impacts

    def score(self, matcher: PostingMatcher) -> float:
        return float(self._impacts[matcher.code()] * self._idf)

    def max_quality(self) -> float:
        return math.inf  # No article may be skipped for a low score.

    def supports_block_quality(self) -> bool:
        return False


class _ZeroScorer(BaseScorer):
    def score(self, matcher: PostingMatcher) -> float:
        return 0.0

    def max_quality(self) -> float:
        return math.inf  # No article may be skipped for a low score.

    def supports_block_quality(self) -> bool:
        return False
