"""One published generation, open for reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.columnar import Leaf, open_leaves
from index.columnar.whoosh.contents import read_contents
from index.danish import Analysis, Lexicon
from index.errors import DamagedIndex
from index.manifest import Manifest
from index.schema import make_schema


@dataclass(frozen=True)
class Generation:
    """An open generation. It stays readable until it is closed, also when a newer one is published and this one is
    deleted; a `with` statement closes it."""

    folder: Path
    manifest: Manifest
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
            leaves = open_leaves(read_contents(folder, make_schema(analysis)), folder)
        except DamagedIndex:
            raise
        except Exception as error:  # Whoosh raises whatever its unpacking of damaged bytes leads to.
            raise DamagedIndex(
                f"{folder}: the index cannot be opened ({type(error).__name__}); run opslag rebuild"
            ) from None
        generation = cls(folder, manifest, leaves, analysis)
        if (articles := sum(leaf.segment.doc_count() for leaf in leaves)) != manifest.articles:
            generation.close()
            raise DamagedIndex(f"{folder}: {articles} articles instead of {manifest.articles}; run opslag rebuild")
        return generation

    def close(self) -> None:
        """Let go of the segments; a second time does nothing. The analysis can be used on: who shows what was found
        needs it, and its lexicon is let go of with it."""
        for leaf in self.leaves:
            leaf.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
