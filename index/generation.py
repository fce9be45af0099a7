"""One published generation, open for reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from index.columnar import Leaf, leaves
from index.danish import Analysis, Lexicon
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
    leaves: Sequence[Leaf]
    analysis: Analysis

    @property
    def name(self) -> str:
        """The generation's name, `gen-<stamp>-<random>`."""
        return self.folder.name

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the generation in `folder`, all of its files at once.

        Raises DamagedIndex where files are missing, added, cut short or of another version, where a small file, such
        as the table of contents that Whoosh unpickles, is not what was published to the byte, or a small array is not.
        Damage inside the large arrays is for `opslag check` to find.
        """
        manifest = Manifest.read(folder)
        if faults := manifest.verify(folder):
            raise DamagedIndex(f"{faults[0]}; run opslag rebuild")
        analysis = Analysis(Lexicon.open(folder))
        try:
            reader = FileIndex(FileStorage(str(folder), readonly=True), schema=make_schema(analysis)).reader()
        except DamagedIndex:
            raise
        except Exception as error:  # Whoosh raises whatever its unpacking of damaged bytes leads to.
            raise DamagedIndex(
                f"{folder}: the index cannot be opened ({type(error).__name__}); run opslag rebuild"
            ) from None
        if (articles := reader.doc_count()) != manifest.articles:
            reader.close()
            raise DamagedIndex(f"{folder}: {articles} articles instead of {manifest.articles}; run opslag rebuild")
        return cls(folder, manifest, reader, leaves(reader), analysis)

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()
