"""The merge policy: which segments become one when articles are added or removed.

It is a tiered one, like Lucene's: few segments make questions fast, and rare merges make additions cheap. Segments are
sorted into tiers by their number of articles, each tier ten times as large as the one below; when a tier has too many
segments, they are merged into one, which belongs to a tier above. So an article is rewritten about once for each tier,
and an index of a million articles has ten or so segments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_TIER = 1_000
"""Segments with fewer articles than this make up the lowest tier."""

GROWTH = 10
"""How many times as many articles a segment of the next tier has."""

MAX_SEGMENTS = 4
"""The most segments in a tier: a question visits every segment, so they have to be few."""

MAX_DELETED = 0.25
"""The share of deleted articles above which a segment is rewritten without them. It bounds the disk space that they
take, and by how much they shift document frequencies."""


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """The number of articles in a segment, and how many of them are deleted."""

    articles: int
    deleted: int = 0

    @property
    def alive(self) -> int:
        """The number of articles that are not deleted."""
        return self.articles - self.deleted

    @property
    def tier(self) -> int:
        """The tier of the segment, from 0.

        >>> [SegmentSize(alive).tier for alive in (1, 999, 1_000, 9_999, 10_000)]
        [0, 0, 1, 1, 2]
        """
        tier, limit = 0, SMALLEST_TIER
        while self.alive >= limit:
            tier, limit = tier + 1, limit * GROWTH
        return tier


def find_merges(sizes: Sequence[SegmentSize]) -> list[list[int]]:
    """The merges that are due, each a list of indices into `sizes`. A single index is a segment to be rewritten, as too
    many of its articles are deleted.

    >>> find_merges([SegmentSize(50_000), *[SegmentSize(1)] * 5])
    [[1, 2, 3, 4, 5]]
    >>> find_merges([SegmentSize(50_000, deleted=20_000), SegmentSize(1)])
    [[0]]
    """
    groups = [([at], size) for at, size in enumerate(sizes)]
    for tier in range(1 + max((size.tier for size in sizes), default=0)):
        within = [group for group in groups if group[1].tier == tier]
        if len(within) > MAX_SEGMENTS:
            merged = sorted(at for group, _ in within for at in group)
            groups = [group for group in groups if group not in within]
            groups.append((merged, SegmentSize(sum(size.alive for _, size in within))))
    return [
        group
        for group, size in groups
        if len(group) > 1 or (size.deleted and size.deleted > MAX_DELETED * size.articles)
    ]
