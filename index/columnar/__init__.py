"""Segments as files of arrays: the writer that makes one from many articles, and the reader.

A segment is one memory-mapped file (`segment_file`) with terms and postings (`terms`, `field_writer`, `field`), columns
and compressed stored fields (`stored`). Articles are numbered from the newest to the oldest (`order`).

A segment is written as by an external merge sort. Texts become tokens (`chunks`); the tokens of a block of articles are
sorted into runs of postings (`run`), which are spooled to a file (`block`); the runs of all blocks are merged
(`merge`), ranking postings are derived from them (`derive`), and the segment is written (`bulk`). Segments are merged
without analysing a text again (`segment_merge`). `codec` makes segments readable and writable for Whoosh.
"""

from index.columnar.bulk import BulkWriter, DerivedField, Plan, WordStatistics
from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.document import Document
from index.columnar.field import Field
from index.columnar.field_writer import SCORE_BLOCK
from index.columnar.impact import K1, MOST_FREQUENT, B, impacts, saturated
from index.columnar.leaves import Leaf, open_leaves
from index.columnar.lengths import LENGTHS
from index.columnar.order import ID_FIELD, dates_end, documents_between
from index.columnar.run import first_of_each, spread
from index.columnar.segment_file import EXTENSION, NameColumn, SegmentFile
from index.columnar.segment_merge import merge_segments
from index.columnar.spool import Spool, SpoolWriter
from index.columnar.stored import Stored, train

__all__ = [
    "EXTENSION",
    "ID_FIELD",
    "K1",
    "LENGTHS",
    "MOST_FREQUENT",
    "SCORE_BLOCK",
    "B",
    "BulkWriter",
    "ColumnarCodec",
    "ColumnarSegment",
    "DerivedField",
    "Document",
    "Field",
    "Leaf",
    "NameColumn",
    "Plan",
    "SegmentFile",
    "Spool",
    "SpoolWriter",
    "Stored",
    "WordStatistics",
    "dates_end",
    "documents_between",
    "first_of_each",
    "impacts",
    "merge_segments",
    "open_leaves",
    "saturated",
    "spread",
    "train",
]
