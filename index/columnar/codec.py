"""The Whoosh codec: with it, Whoosh reads and writes segments that lie in columns.

Whoosh's searcher, matchers and writers work on them unchanged, slowly but rightly (`index.columnar.whoosh`). Both
classes are pickled by name into tables of contents: they never move.
"""

from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from index.columnar.segment_file import EXTENSION, SegmentFile
from index.columnar.whoosh.reader import ColumnarDocumentReader, ColumnarTermsReader
from index.columnar.whoosh.writer import ColumnarDocumentWriter, ColumnarFieldWriter

INDEX_NAME = "MAIN"
"""What Whoosh calls an index that has no name of its own."""


class ColumnarSegment(Segment):
    """What Whoosh's table of contents says of a segment: its name, how many articles it has, and which of them were
    deleted since. It is pickled with the table, so its values are plain."""

    def __init__(self, indexname: str = INDEX_NAME) -> None:
        super().__init__(indexname)
        self._documents = 0
        self._deleted: set[int] = set()
        self._file: SegmentFile | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_file": None}

    def codec(self) -> "ColumnarCodec":
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        self._documents = doccount

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        return frozenset(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def without(self, documents: Iterable[int]) -> "ColumnarSegment":
        """The same segment with more of its articles deleted."""
        segment = copy(self)
        segment._deleted = self._deleted | set(documents)
        return segment

    def path(self, folder: Path) -> Path:
        """Where its file lies in the folder of a generation."""
        return folder / str(self.make_filename(EXTENSION))

    def open(self, folder: Path) -> SegmentFile:
        """Its file, opened once. Raises DamagedIndex."""
        if self._file is None:
            self._file = SegmentFile.open(self.path(folder))
        return self._file


class ColumnarCodec(Codec):
    """Makes what Whoosh reads and writes segments with."""

    length_stats = False

    def __init__(self) -> None:
        self._writers: dict[str, ColumnarDocumentWriter] = {}

    def new_segment(self, storage: FileStorage, indexname: str) -> ColumnarSegment:
        return ColumnarSegment(indexname)

    def per_document_writer(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarDocumentWriter:
        writer = self._writers[segment.segment_id()] = ColumnarDocumentWriter()
        return writer

    def field_writer(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """To be asked for after the writer of documents, whose work it completes."""
        return ColumnarFieldWriter(segment.path(_folder(storage)), self._writers.pop(segment.segment_id()))

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarDocumentReader:
        return ColumnarDocumentReader(segment.open(_folder(storage)), segment.deleted_docs())

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarTermsReader:
        return ColumnarTermsReader(segment.open(_folder(storage)))

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        raise NotImplementedError("postings are written by the field writer")

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        raise NotImplementedError("postings are read by the terms reader")


def _folder(storage: FileStorage) -> Path:
    return Path(str(storage.folder))
