"""The segments under a Whoosh reader."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from whoosh.reading import IndexReader

from index.columnar.arrays import Array
from index.columnar.segment_file import SegmentFile


@dataclass(frozen=True)
class Leaf:
    """A segment under a reader: its file, the reader's number of its first article, and a mask of the articles that
    are not deleted, None where all are there; `reader` is Whoosh's reader of this segment alone."""

    file: SegmentFile
    offset: int
    alive: Array | None
    reader: IndexReader


def leaves(reader: IndexReader) -> Sequence[Leaf]:
    """The segments under a reader of one or of several."""
    found = []
    for leaf, offset in reader.leaf_readers():
        file = leaf.segment().open(leaf.storage())
        alive = None
        if leaf.has_deletions():
            alive = np.ones(file.documents, bool)
            alive[list(leaf.segment().deleted_docs())] = False
        found.append(Leaf(file, offset, alive, leaf))
    return tuple(found)
