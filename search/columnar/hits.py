"""The articles of a whole index that a question matches, segment by segment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar import Leaf
from search.columnar.matched import Matched


@dataclass(frozen=True, slots=True)
class LeafHits:
    """Articles of one segment: none of them deleted."""

    leaf: Leaf
    matched: Matched

    @property
    def documents(self) -> Array:
        """Their numbers in the segment, ascending: the newest first."""
        return self.matched.documents

    def kept(self, mask: Array) -> "LeafHits":
        """Those that a mask has True for."""
        return LeafHits(self.leaf, self.matched.taken(np.flatnonzero(mask)))


@dataclass(frozen=True, slots=True)
class Hits:
    """Articles of all segments. An article's number is that of its segment and its own number in it, added up. Of the
    same executor all hits have the same segments in the same order."""

    parts: Sequence[LeafHits] = ()

    def __len__(self) -> int:
        return sum(len(part.documents) for part in self.parts)

    def __iter__(self) -> Iterator[LeafHits]:
        return iter(self.parts)

    def kept(self, masks: Sequence[Array]) -> "Hits":
        """Those that the mask of their segment has True for."""
        return Hits([part.kept(mask) for part, mask in zip(self.parts, masks, strict=True)])

    def without(self, others: "Hits") -> "Hits":
        """Those that are not among `others`, of the same segments."""
        pairs = zip(self.parts, others.parts, strict=True)
        return Hits([part.kept(np.isin(part.documents, other.documents, invert=True)) for part, other in pairs])

    def numbers(self) -> list[int]:
        """The numbers of all of them in the index."""
        return [number for part in self.parts for number in (part.documents + np.int64(part.leaf.offset)).tolist()]
