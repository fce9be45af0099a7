"""Which segments are joined when articles are added or removed: tiers by size, each with few segments.

Small segments are cheap to write and many of them dear to ask. So they gather in tiers, each of which takes segments
ten times as large as the one below, and a tier that is full becomes one segment of the next. An article is thus
rewritten about once a tier, and an index of a million has some ten segments at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_TIER = 1_000
"""Articles below which a segment is in the lowest tier, however small it is."""

GROWTH = 10
"""How many times as many articles the segments of the next tier have."""

MOST_SEGMENTS = 4
"""Segments that a tier has at most."""

MOST_DELETED = 0.25
"""The share of deleted articles above which a segment is written anew without them."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles a segment holds, and how many of them are deleted."""

    articles: int
    deleted: int = 0

    @property
    def alive(self) -> int:
        """Articles that are not deleted."""
        return self.articles - self.deleted

    @property
    def tier(self) -> int:
        """The number of its tier, the lowest is 0.

        >>> [Size(alive).tier for alive in (1, 999, 1_000, 9_999, 10_000)]
        [0, 0, 1, 1, 2]
        """
        tier, limit = 0, SMALLEST_TIER
        while self.alive >= limit:
            tier, limit = tier + 1, limit * GROWTH
        return tier


def to_join(sizes: Sequence[Size]) -> list[list[int]]:
    """Which segments become one, by their places among `sizes`: groups of them. A group of one is written anew, as
    too much of it is deleted.

    >>> to_join([Size(50_000), Size(1), Size(1), Size(1), Size(1), Size(1)])
    [[1, 2, 3, 4, 5]]
    >>> to_join([Size(50_000, deleted=20_000), Size(1)])
    [[0]]
    """
    groups = [([at], size) for at, size in enumerate(sizes)]
    for tier in range(1 + max((size.tier for size in sizes), default=0)):
        within = [group for group in groups if group[1].tier == tier]
        if len(within) > MOST_SEGMENTS:
            joined = sorted(at for places, _ in within for at in places)
            groups = [group for group in groups if group not in within]
            groups.append((joined, Size(sum(size.alive for _, size in within))))
    return [
        places
        for places, size in groups
        if len(places) > 1 or (size.deleted and size.deleted > MOST_DELETED * size.articles)
    ]
