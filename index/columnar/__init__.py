"""The columnar engine: a Whoosh codec whose segments are arrays, and the bulk writer that makes them.

A segment is one mapped file of arrays (`segment_file`): terms and postings (`terms`, `field_writer`,
`field`), columns and compressed articles (`stored`), which lie newest first (`order`). `codec` shows it to Whoosh. On
the way in, texts become tokens (`chunks`), tokens runs (`run`) that are spooled (`block`), merged (`merge`), turned
into ranking postings (`derive`) and written (`bulk`); segments are joined without analysing anything again (`join`).
"""

from index.columnar.block import Block, BlockWriter
from index.columnar.bulk import BulkWriter, Derived, Plan, Words
from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.document import Document
from index.columnar.field import Field
from index.columnar.field_writer import SCORE_BLOCK
from index.columnar.impact import K1, MOST_FREQUENT, B, impacts, saturated
from index.columnar.join import join_segments
from index.columnar.leaves import Leaf, open_leaves
from index.columnar.lengths import LENGTHS
from index.columnar.order import ID_FIELD, dates_end, documents_between
from index.columnar.run import first_of_each, spread
from index.columnar.segment_file import EXTENSION, NameColumn, SegmentFile
from index.columnar.stored import Stored, train

__all__ = [
    "EXTENSION",
    "ID_FIELD",
    "K1",
    "LENGTHS",
    "MOST_FREQUENT",
    "SCORE_BLOCK",
    "B",
    "Block",
    "BlockWriter",
    "BulkWriter",
    "ColumnarCodec",
    "ColumnarSegment",
    "Derived",
    "Document",
    "Field",
    "Leaf",
    "NameColumn",
    "Plan",
    "SegmentFile",
    "Stored",
    "Words",
    "dates_end",
    "documents_between",
    "first_of_each",
    "impacts",
    "join_segments",
    "open_leaves",
    "saturated",
    "spread",
    "train",
]
