"""Open the segments of an index as leaves, as Lucene calls the segments of a reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.arrays import Array
from index.columnar.codec import ColumnarSegment
from index.columnar.segment_file import SegmentFile
from index.errors import DamagedIndex


@dataclass(frozen=True)
class Leaf:
    """An open segment.

    `offset` is the number, in the whole index, of its first article. `alive` is True for each article that is not
    deleted; it is None where no article is.
    """

    segment: ColumnarSegment
    file: SegmentFile
    offset: int
    alive: Array | None


def open_leaves(segments: Iterable[ColumnarSegment], folder: Path) -> Sequence[Leaf]:
    """Open segments whose files lie in `folder`. Raises DamagedIndex, also where one has another number of articles
    than its file."""
    found: list[Leaf] = []
    offset = 0
    for segment in segments:
        file = segment.open(folder)
        if file.documents != segment.doc_count_all():
            counts = f"{file.documents} articles instead of {segment.doc_count_all()}"
            raise DamagedIndex(f"{segment.path(folder)}: {counts}; run opslag rebuild")
        found.append(Leaf(segment, file, offset, _alive(segment, file)))
        offset += file.documents
    return tuple(found)


def _alive(segment: ColumnarSegment, file: SegmentFile) -> Array | None:
    if not segment.deleted_count():
        return None
    alive = np.ones(file.documents, bool)
    alive[list(segment.deleted_docs())] = False
    return alive
