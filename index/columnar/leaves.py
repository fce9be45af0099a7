"""The segments of an index, one behind the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.arrays import Array
from index.columnar.codec import ColumnarSegment
from index.columnar.segment_file import SegmentFile


@dataclass(frozen=True)
class Leaf:
    """A segment of an index: its file, the number that its first article has in the index, and a mask of the articles
    that are not deleted, None where all are there."""

    segment: ColumnarSegment
    file: SegmentFile
    offset: int
    alive: Array | None


def open_leaves(segments: Iterable[ColumnarSegment], folder: Path) -> Sequence[Leaf]:
    """The segments whose files lie in a folder, opened. Raises DamagedIndex."""
    found: list[Leaf] = []
    offset = 0
    for segment in segments:
        file = segment.open(folder)
        found.append(Leaf(segment, file, offset, _alive(segment, file)))
        offset += file.documents
    return tuple(found)


def _alive(segment: ColumnarSegment, file: SegmentFile) -> Array | None:
    if not segment.deleted_count():
        return None
    alive = np.ones(file.documents, bool)
    alive[list(segment.deleted_docs())] = False
    return alive
