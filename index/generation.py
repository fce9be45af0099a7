"""One published generation, open for reading."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from index.errors import DamagedIndex
from index.manifest import Manifest
from index.schema import make_schema


@dataclass(frozen=True)
class Generation:
    """An open generation. It stays readable until it is closed, also when a newer one is published and this one is
    deleted."""

    folder: Path
    manifest: Manifest
    reader: IndexReader

    @property
    def name(self) -> str:
        """The generation's name, `gen-<stamp>-<random>`."""
        return self.folder.name

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the generation in `folder`, all of its files at once.

        Raises DamagedIndex where it is not what was published, to the byte: Whoosh's own codec unpickles what it reads.
        """
        manifest = Manifest.read(folder)
        if faults := manifest.verify(folder, thorough=True):
            raise DamagedIndex(f"{faults[0]}; run opslag rebuild")
        try:
            reader = FileIndex(FileStorage(str(folder), readonly=True), schema=make_schema()).reader()
        except Exception as error:  # Whoosh raises whatever its unpacking of damaged bytes leads to.
            raise DamagedIndex(
                f"{folder}: the index cannot be opened ({type(error).__name__}); run opslag rebuild"
            ) from None
        if (articles := reader.doc_count()) != manifest.articles:
            reader.close()
            raise DamagedIndex(f"{folder}: {articles} articles instead of {manifest.articles}; run opslag rebuild")
        return cls(folder, manifest, reader)

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()
