"""The Whoosh codec: with it, Whoosh reads and writes segments that lie in columns.

Whoosh's searcher, matchers and writers work on them unchanged, slowly but rightly (`index.columnar.whoosh`). Both
classes are pickled by name into Whoosh's tables of contents: they never move.
"""

from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from index.columnar.segment_file import EXTENSION, SegmentFile
from index.columnar.whoosh.declared import refuse_schema
from index.columnar.whoosh.document_reader import ColumnarDocumentReader, added_column
from index.columnar.whoosh.document_writer import ColumnarDocumentWriter
from index.columnar.whoosh.postings_writer import ColumnarFieldWriter
from index.columnar.whoosh.terms_reader import ColumnarTermsReader

INDEX_NAME = "MAIN"
"""What Whoosh calls an index that has no name of its own."""


class ColumnarSegment(Segment):
    """What the list of segments, and Whoosh's table of contents, says of a segment: its name, how many articles it has,
    and which of them were deleted since. It is pickled with the table, so its values are plain."""

    def __init__(self, indexname: str = INDEX_NAME) -> None:
        super().__init__(indexname)
        self._documents = 0
        self._deleted: set[int] = set()
        self._file: SegmentFile | None = None

    @classmethod
    def named(cls, name: str, documents: int, deleted: Iterable[int]) -> "ColumnarSegment":
        """The segment that has this `segment_id`, this many articles, and these deleted of them."""
        segment = cls()
        segment.indexname, _, segment.segid = name.rpartition("_")
        segment._documents, segment._deleted = documents, {*deleted}
        return segment

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

    def partial_path(self, folder: Path) -> Path:
        """Where its articles lie while its postings are still to come: among Whoosh's temporary files."""
        return folder / f"{self.indexname}.tmp" / self.path(folder).name

    def open(self, folder: Path) -> SegmentFile:
        """Its file, opened once. Raises DamagedIndex."""
        if self._file is None:
            self._file = SegmentFile.open(self.path(folder))
        return self._file


class ColumnarCodec(Codec):
    """Makes what Whoosh reads and writes segments with. They lie in a folder: a storage in memory is refused."""

    length_stats = False

    def __init__(self) -> None:
        self._writers = WeakValueDictionary[str, ColumnarDocumentWriter]()

    def __reduce__(self) -> tuple[type["ColumnarCodec"], tuple[()]]:
        return ColumnarCodec, ()

    def new_segment(self, storage: FileStorage, indexname: str) -> ColumnarSegment:
        """A segment to be written. Raises TypeError or ValueError, by the name of the field, where the schema asks for
        more than is kept."""
        refuse_schema(storage, indexname)
        return ColumnarSegment(indexname)

    def per_document_writer(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarDocumentWriter:
        writer = ColumnarDocumentWriter(segment.partial_path(_folder(storage)))
        self._writers[segment.segment_id()] = writer
        return writer

    def field_writer(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """To be asked for after the writer of documents, whose work it completes."""
        return ColumnarFieldWriter(segment.path(_folder(storage)), self._writers[segment.segment_id()])

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarDocumentReader:
        """The articles of a segment, also of one whose postings are still to come."""
        folder = _folder(storage)
        partial = segment.partial_path(folder)
        writer = self._writers.get(segment.segment_id())
        if writer is not None and not segment.path(folder).exists() and not partial.exists():
            writer.write_partial()
        is_partial = partial.exists() and not segment.path(folder).exists()
        file = SegmentFile.open(partial) if is_partial else segment.open(folder)
        return ColumnarDocumentReader(file, segment, storage)

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarTermsReader:
        return ColumnarTermsReader(segment.open(_folder(storage)))

    def column_filename(self, segment: ColumnarSegment, fieldname: str) -> str:
        """Where Whoosh writes a column that is added to a segment later."""
        return added_column(segment, fieldname)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        raise NotImplementedError("postings are written by the field writer")

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        raise NotImplementedError("postings are read by the terms reader")


def _folder(storage: FileStorage) -> Path:
    if not isinstance(storage, FileStorage):
        raise TypeError(f"{type(storage).__name__}: this codec keeps segments in a folder, not in memory")
    return Path(str(storage.folder))
