"""One index twice: written by Whoosh's own codec, and by ours."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.columnar import ColumnarCodec

Documents = Sequence[Mapping[str, Any]]


@contextmanager
def both_indexes(
    folder: Path, schema: Schema, segments: Sequence[Documents], *, optimize: bool = False
) -> Iterator[tuple[FileIndex, FileIndex]]:
    """Theirs and ours of the same documents, a segment for each sequence of them, or with `optimize` one for all."""
    with ExitStack() as stack:
        indexes = []
        for name, options in (("theirs", {}), ("ours", {"codec": ColumnarCodec()})):
            (folder / name).mkdir()
            index = FileStorage(str(folder / name)).create_index(deepcopy(schema))
            stack.callback(index.close)
            for documents in segments:
                writer = index.writer(**options)
                for document in documents:
                    writer.add_document(**document)
                writer.commit(merge=False)
            if optimize:
                index.writer(**options).commit(optimize=True)
            indexes.append(index)
        yield indexes[0], indexes[1]
