"""Merge segments into one, without the articles that were deleted from them. No text is analysed again."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.arrays import Array
from index.columnar.field_writer import Layout
from index.columnar.index_sort import DATE_COLUMN, ID_FIELD, renumbered
from index.columnar.inversion import Vocabulary
from index.columnar.run_merge import RunReader, lay_out_texts, merge_runs
from index.columnar.segment_file import NO_KEYWORD, Column, FieldPostings, KeywordColumn, SegmentFile, write_segment
from index.columnar.slices import starts_of
from index.columnar.stored import Compressor, train_dictionary


def merge_segments(path: Path, segments: Sequence[tuple[SegmentFile, Collection[int]]]) -> int:
    """Write one segment with the articles of several, each given with its deleted articles; return how many it has.

    All postings of a field are in memory at once.
    """
    files = [file for file, _ in segments]
    starts = starts_of(np.array([file.documents for file in files]))
    alive = np.ones(int(starts[-1]), bool)
    for start, (_, deleted) in zip(starts.tolist(), segments, strict=False):
        alive[start + np.array(sorted(deleted), np.int64)] = False
    dates = np.concatenate([file.dates for file in files])
    ids = [id for file in files for id in _ids(file)]
    order, numbers = renumbered(alive, dates, ids)
    new_numbers = np.split(numbers, starts[1:-1])
    columns: dict[str, Column] = {DATE_COLUMN: dates[order]}
    for name in sorted({name for file in files for name in file.columns} - {DATE_COLUMN}):
        written = [written for file in files for written in _written(file, name)]
        columns[name] = KeywordColumn.of([written[at] for at in order.tolist()])
    dictionary = _dictionary(files)
    phrases = Counter[bytes]()
    for file in files:
        counts = file.phrase_counts.tolist()
        phrases.update({file.phrases.term(number): count for number, count in enumerate(counts)})
    names = sorted({name for file in files for name in file.fields})
    write_segment(
        path,
        len(order),
        ((name, _field(name, files, new_numbers, len(order))) for name in names),
        columns,
        _stored(files, starts, order, dictionary),
        dictionary,
        phrases,
    )
    return len(order)


def _ids(file: SegmentFile) -> list[bytes]:
    """The id of each article."""
    field = file.fields[ID_FIELD]
    documents = field.documents[:].tolist()
    counts: Array = np.diff(field.starts.astype(np.int64))
    terms = np.repeat(np.arange(len(field)), counts).tolist()
    of_document = {document: field.term(term) for document, term in zip(documents, terms, strict=True)}
    return [of_document[document] for document in range(file.documents)]


def _written(file: SegmentFile, name: str) -> list[bytes]:
    """The keyword of each article in a keyword column, as it is written."""
    column = file.columns.get(name)
    if not isinstance(column, KeywordColumn):
        return [NO_KEYWORD] * file.documents
    return [column.values[ordinal] for ordinal in column.ordinals.tolist()]


def _field(name: str, files: Sequence[SegmentFile], numbers: Sequence[Array], articles: int) -> FieldPostings:
    """A field, merged from the segments that have it."""
    vocabulary = Vocabulary()
    parts = [(file.fields[name], new) for file, new in zip(files, numbers, strict=True) if name in file.fields]
    runs = [field.run(vocabulary) for field, _ in parts]
    terms, order = vocabulary.in_byte_order()
    readers = [RunReader(run, new, len(terms)) for run, (_, new) in zip(runs, parts, strict=True)]
    field = parts[0][0]
    texts = lay_out_texts(readers, articles) if field.has_positions else None
    layout = Layout(field.is_scored, texts, is_exact=any(field.is_exact for field, _ in parts))
    return FieldPostings(layout, merge_runs(readers, order), list(vocabulary))


def _dictionary(files: Sequence[SegmentFile]) -> bytes:
    """The compression dictionary of the largest segment that has one; without one, a new one."""
    for file in sorted(files, key=lambda file: -file.documents):
        if file.dictionary:
            return file.dictionary
    return train_dictionary([file.stored(document) for file in files for document in range(file.documents)])


def _stored(
    files: Sequence[SegmentFile], starts: Array, order: Array, dictionary: bytes
) -> Iterator[bytes | memoryview]:
    """The compressed stored fields of the articles in order; those made with another dictionary are compressed anew."""
    compressor = Compressor(dictionary)
    of_file = np.searchsorted(starts, order, side="right") - 1
    for at, document in zip(of_file.tolist(), (order - starts[of_file]).tolist(), strict=True):
        file = files[at]
        yield file.compressed(document) if file.dictionary == dictionary else compressor.compress(file.stored(document))
