"""One published generation, open for reading."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Self

from index.columnar import Leaf, open_leaves
from index.danish import LEXICON_NAME, Analysis, Lexicon
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
        whoever made it. Damage inside large arrays is not noticed here, but by `verifying`.
        """
        manifest = Manifest.read(folder)
        if faults := manifest.verify(folder):
            raise DamagedIndex(f"{faults[0]}; run opslag rebuild")
        try:
            analysis = Analysis(Lexicon.open(folder))
        except KeyError:  # A whole file of other arrays.
            raise DamagedIndex(f"{folder / LEXICON_NAME}: the file is no lexicon; run opslag rebuild") from None
        leaves = open_leaves(read_segment_list(folder), folder)
        generation = cls(folder, manifest, leaves, analysis)
        if (articles := sum(leaf.segment.doc_count() for leaf in leaves)) != manifest.articles:
            generation.close()
            raise DamagedIndex(f"{folder}: {articles} articles instead of {manifest.articles}; run opslag rebuild")
        return generation

    def verifying(self) -> Iterator[None]:
        """Verify what opening did not, the large arrays of all segments, a chunk at a step. Raises DamagedIndex, by the
        name of the file and the array."""
        return chain.from_iterable(leaf.file.verifying() for leaf in self.leaves)

    def require_whole(self) -> None:
        """Verify all of that. Whatever is read to be written again is verified first: a segment of damaged ones would
        have a checksum that is right."""
        for _ in self.verifying():
            pass

    def require_uncut(self) -> None:
        """Compare the sizes of the files with what was published; a file that is gone is whole as long as it is open.
        Raises DamagedIndex: who reads behind the end of a file that is mapped into memory is ended by the system."""
        for name, entry in self.manifest.files.items():
            with suppress(FileNotFoundError):
                if (size := (self.folder / name).stat().st_size) != entry.size:
                    sizes = f"{size} bytes instead of {entry.size}"
                    raise DamagedIndex(f"{self.folder / name}: {sizes}; run opslag rebuild")

    def close(self) -> None:
        """Close the segments; a second time does nothing. The analysis can still be used, as whoever shows what was
        found needs it; its lexicon is closed with it."""
        for leaf in self.leaves:
            leaf.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
