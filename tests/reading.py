"""Whoosh's own reader of a generation."""

from whoosh.reading import IndexReader

from index import Generation
from index.columnar.whoosh.contents import open_reader
from index.schema import make_schema


def reader_of(generation: Generation) -> IndexReader:
    """What Whoosh reads of an open generation."""
    return open_reader(generation.folder, make_schema(generation.analysis))
