"""All that Whoosh can read of an index, to compare two of them by."""

from collections.abc import Iterator
from typing import Any

from whoosh.reading import IndexReader

COLUMNS = ("source", "section", "byline", "published")


def everything(reader: IndexReader) -> Iterator[Any]:
    """All terms with their postings, all stored fields, all columns, all lengths."""
    yield from (stored for _, stored in reader.iter_docs())
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        while matcher.is_active():
            yield field, term, matcher.id(), matcher.weight(), matcher.value()
            matcher.next()
    for field in COLUMNS:
        column = reader.column_reader(field)
        yield field, [column[number] for number in range(reader.doc_count_all())]
    yield [reader.doc_field_length(number, "text") for number in range(reader.doc_count_all())]
    yield reader.field_length("text")
