"""Segments as files of arrays: the writer that makes one from many articles, and the reader.

A segment is one memory-mapped file (`segment_file`) with terms and postings (`terms`, `field_writer`, `field`), columns
and compressed stored fields (`stored`). Articles are numbered from the newest to the oldest (`index_sort`).

A segment is written as by an external merge sort. Texts become tokens (`tokenization`); the tokens of a batch of
articles are sorted into runs of postings (`inversion`), which are spooled to a file (`spool`); the runs of all spools
are merged (`run_merge`), ranking postings are derived from them (`derivation`), and the segment is written (`bulk`).
Segments are merged without analysing a text again (`segment_merge`). `codec` makes segments readable and writable for
Whoosh.
"""

from index.columnar.bulk import BulkWriter, DerivedField, Plan, WordStatistics
from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.document import Document
from index.columnar.field import Field
from index.columnar.field_writer import SCORE_BLOCK
from index.columnar.impact import K1, MOST_FREQUENT, B, impacts, saturated
from index.columnar.index_sort import ID_FIELD, dates_end, documents_between
from index.columnar.leaves import Leaf, open_leaves
from index.columnar.lengths import LENGTHS
from index.columnar.segment_file import EXTENSION, KeywordColumn, SegmentFile
from index.columnar.segment_merge import merge_segments
from index.columnar.slices import first_of_each, spread
from index.columnar.spool import Spool, SpoolWriter
from index.columnar.stored import StoredFields, train_dictionary

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
    "KeywordColumn",
    "Leaf",
    "Plan",
    "SegmentFile",
    "Spool",
    "SpoolWriter",
    "StoredFields",
    "WordStatistics",
    "dates_end",
    "documents_between",
    "first_of_each",
    "impacts",
    "merge_segments",
    "open_leaves",
    "saturated",
    "spread",
    "train_dictionary",
]
