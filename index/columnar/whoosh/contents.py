"""Whoosh's table of contents of an index: its segments, and which of their articles were deleted."""

from collections.abc import Sequence
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import IndexReader

from index.columnar.codec import INDEX_NAME, ColumnarSegment


def write_contents(folder: Path, schema: Schema, segments: Sequence[ColumnarSegment]) -> None:
    """Write the table of contents of a generation into its folder."""
    TOC(schema, list(segments), generation=1).write(FileStorage(str(folder)), INDEX_NAME)


def read_contents(folder: Path, schema: Schema) -> list[ColumnarSegment]:
    """The segments that the table of contents in a folder names. It is a pickle: only one that this program is known to
    have written is to be read. Raises whatever unpickling damaged bytes leads to."""
    storage = FileStorage(str(folder), readonly=True)
    segments: list[ColumnarSegment] = TOC.read(storage, INDEX_NAME, schema=schema).segments
    return segments


def open_reader(folder: Path, schema: Schema) -> IndexReader:
    """Whoosh's own reader of the index in a folder, which is read as `read_contents` reads it."""
    return FileIndex(FileStorage(str(folder), readonly=True), schema=schema).reader()
