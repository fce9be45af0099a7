"""A Whoosh matcher over a list of articles that were found beforehand."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.matching import Matcher


class ListedMatcher(Matcher):
    """Matches `articles`, ascending document numbers. `scores` are one for each of them, or one for all."""

    def __init__(self, articles: Sequence[int], scores: Sequence[float] | float = 0.0) -> None:
        self._articles = articles
        self._scores = scores
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._articles)

    def id(self) -> int:
        return self._articles[self._at]

    def next(self) -> None:
        self._at += 1

    def skip_to(self, id: int) -> None:
        self._at = bisect_left(self._articles, id, self._at)

    def all_ids(self) -> Iterator[int]:
        return iter(self._articles[self._at :])

    def score(self) -> float:
        return self._scores if isinstance(self._scores, float) else self._scores[self._at]

    def weight(self) -> float:
        return 1.0

    def copy(self) -> "ListedMatcher":
        matcher = ListedMatcher(self._articles, self._scores)
        matcher._at = self._at
        return matcher

    def supports(self, astype: str) -> bool:
        return False

    def max_quality(self) -> float:
        return math.inf  # No article may be skipped for a low score.

    def supports_block_quality(self) -> bool:
        return False

    def value(self) -> bytes:
        return b""

    def value_as(self, astype: str) -> Any:
        raise NotImplementedError(f"{astype} of a listed matcher")
