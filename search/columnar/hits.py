"""The articles of a whole index that match a tree, segment by segment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar import Leaf
from search.columnar.scored_documents import ScoredDocuments


@dataclass(frozen=True, slots=True)
class LeafHits:
    """Articles of one segment, none of them deleted."""

    leaf: Leaf
    matched: ScoredDocuments

    @property
    def documents(self) -> Array:
        """Their numbers in the segment, ascending, so the newest article first."""
        return self.matched.documents

    def kept(self, mask: Array) -> "LeafHits":
        """Those for which the mask is True."""
        return LeafHits(self.leaf, self.matched.taken(np.flatnonzero(mask)))


@dataclass(frozen=True, slots=True)
class Hits:
    """Articles of all segments. All hits of one executor have the same segments in the same order. An article's number
    in the index is its number in its segment plus the offset of the segment."""

    parts: Sequence[LeafHits] = ()

    def __len__(self) -> int:
        return sum(len(part.documents) for part in self.parts)

    def __iter__(self) -> Iterator[LeafHits]:
        return iter(self.parts)

    def kept(self, masks: Sequence[Array]) -> "Hits":
        """Those for which the mask of their segment is True."""
        return Hits([part.kept(mask) for part, mask in zip(self.parts, masks, strict=True)])

    def without(self, others: "Hits") -> "Hits":
        """Those that are not among `others`, which are hits of the same executor."""
        pairs = zip(self.parts, others.parts, strict=True)
        return Hits([part.kept(np.isin(part.documents, other.documents, invert=True)) for part, other in pairs])

    def numbers(self) -> list[int]:
        """Their numbers in the index, ascending."""
        return [number for part in self.parts for number in (part.documents + np.int64(part.leaf.offset)).tolist()]
