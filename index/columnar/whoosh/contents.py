"""Whoosh's table of contents of an index, for Whoosh's own tools: its segments, and which of their articles were
deleted. It is a pickle, which Opslag itself writes and never reads."""

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


def open_reader(folder: Path, schema: Schema) -> IndexReader:
    """Whoosh's own reader of the index in a folder. It unpickles the table of contents: only for an index that this
    program is known to have written."""
    return FileIndex(FileStorage(str(folder), readonly=True), schema=schema).reader()
