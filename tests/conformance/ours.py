"""A pytest plugin with which Whoosh writes its indexes with our codec, and those in memory into folders."""

import tempfile

import whoosh.codec
from whoosh.filedb import filestore

from index.columnar import ColumnarCodec


class FolderStorage(filestore.FileStorage):
    """Stands for Whoosh's storage in memory: our segments are files that are mapped."""

    def __init__(self) -> None:
        super().__init__(tempfile.mkdtemp())


def pytest_configure() -> None:
    """Put them in the place of Whoosh's own, before any test is imported."""
    whoosh.codec.default_codec = ColumnarCodec
    filestore.RamStorage = FolderStorage
