"""One published generation, open for reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.columnar import Leaf, open_leaves
from index.danish import Analysis, Lexicon
from index.errors import DamagedIndex
from index.manifest import Manifest
from index.segment_list import read_segment_list


@dataclass(frozen=True)
class Generation:
    """An open generation; a `with` statement closes it.

    Until then it stays readable, even when newer generations have been published and its files have been deleted.
    """

    folder: Path
    manifest: Manifest
    leaves: Sequence[Leaf]
    analysis: Analysis

    @property
    def name(self) -> str:
        """The name of the generation, `gen-<time>-<random>`."""
        return self.folder.name

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open all files of the generation in `folder`.

        Raises DamagedIndex where a file is missing, was added, cut short or written by another version, or where a
        checksum differs: that of a small array, or of any other file than a segment. Nothing that is read is executed,
        whoever made it. Damage inside large arrays is not noticed here; `opslag check` finds it.
        """
        manifest = Manifest.read(folder)
        if faults := manifest.verify(folder):
            raise DamagedIndex(f"{faults[0]}; run opslag rebuild")
        analysis = Analysis(Lexicon.open(folder))
        leaves = open_leaves(read_segment_list(folder), folder)
        generation = cls(folder, manifest, leaves, analysis)
        if (articles := sum(leaf.segment.doc_count() for leaf in leaves)) != manifest.articles:
            generation.close()
            raise DamagedIndex(f"{folder}: {articles} articles instead of {manifest.articles}; run opslag rebuild")
        return generation

    def close(self) -> None:
        """Close the files."""
        for leaf in self.leaves:
            leaf.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
