"""The manifest of a generation: what was published, to the byte.

`manifest.json` lies beside the files it describes and ends with the checksum of itself. It is read before anything
else, above all before Whoosh's table of contents, which is a pickle: only a table of contents with the published
checksum is unpickled.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.arrays import ArrayFile
from index.columnar import EXTENSION
from index.danish import LEXICON_NAME, fingerprint
from index.errors import DamagedIndex
from index.mapping import SCHEMA_VERSION

FORMAT_VERSION = 5
"""Raised by whoever changes what lies in a generation."""

MANIFEST_NAME = "manifest.json"

SMALL_FILE = 64 * 1024
"""Bytes up to which a file's checksum is verified on every opening; larger ones are for `check`."""

ALWAYS_VERIFIED = (LEXICON_NAME,)
"""Files that are verified on every opening, however large: with another lexicon all words would be read wrongly."""


@dataclass(frozen=True)
class FileEntry:
    """Size in bytes and SHA-256 in hex of one file of a generation."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a generation is made of, and what it was made with."""

    created: str
    articles: int
    files: dict[str, FileEntry]
    format_version: int = FORMAT_VERSION
    schema_version: int = SCHEMA_VERSION
    analysis: str = field(default_factory=fingerprint)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.files.values())

    def write(self, folder: Path) -> None:
        """Write the manifest of `folder`, and see it to the disk."""
        content = asdict(self)
        with (folder / MANIFEST_NAME).open("w", encoding="utf-8") as stream:
            json.dump({**content, "checksum": _checksum(content)}, stream, indent=1, sort_keys=True)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of `folder`. Raises DamagedIndex where it is missing, altered, or of a version or analysis
        that is not this program's."""
        path = folder / MANIFEST_NAME
        try:
            content: dict[str, Any] = json.loads(path.read_bytes())
            if content.pop("checksum") != _checksum(content):
                raise ValueError
            entries = {name: FileEntry(**entry) for name, entry in content.pop("files").items()}
            manifest = cls(files=entries, **content)
        except FileNotFoundError:
            raise DamagedIndex(f"{path}: the manifest is missing; run opslag rebuild") from None
        except OSError as error:
            raise DamagedIndex(f"{path}: {error.strerror}; run opslag rebuild") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DamagedIndex(f"{path}: the manifest is damaged; run opslag rebuild") from None
        manifest._require_ours(path)
        return manifest

    def _require_ours(self, path: Path) -> None:
        for what, theirs, ours in (
            ("format", self.format_version, FORMAT_VERSION),
            ("schema", self.schema_version, SCHEMA_VERSION),
            ("Danish analysis", self.analysis, fingerprint()),
        ):
            if theirs != ours:
                raise DamagedIndex(f"{path}: the index was made with another {what}; run opslag rebuild")

    def verify(self, folder: Path, *, thorough: bool = False) -> list[str]:
        """What differs between `folder` and this manifest, a sentence a file; an empty list where nothing does.

        Presence, sizes and the checksums of small files are compared; `thorough` compares every checksum.
        """
        try:
            present = {path.name for path in folder.iterdir()} - {MANIFEST_NAME}
        except OSError as error:
            return [f"{folder}: {error.strerror}"]
        faults = [
            f"{folder / name}: not part of the published generation" for name in sorted(present - self.files.keys())
        ]
        for name, entry in sorted(self.files.items()):
            path = folder / name
            try:
                if name not in present:
                    faults.append(f"{path}: missing")
                elif (size := path.stat().st_size) != entry.size:
                    faults.append(f"{path}: {size} bytes instead of {entry.size}")
                elif (thorough or entry.size <= SMALL_FILE or name in ALWAYS_VERIFIED) and describe(path) != entry:
                    faults.append(f"{path}: the checksum differs{_where(path)}")
            except OSError as error:
                faults.append(f"{path}: {error.strerror}")
        return faults


def describe(path: Path) -> FileEntry:
    """Size and checksum of a file as it is now."""
    with path.open("rb") as stream:
        return FileEntry(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _where(path: Path) -> str:
    """In which arrays a file is damaged, where it is one of arrays and as much can be told."""
    try:
        names = ArrayFile.open(path).damaged() if path.suffix == EXTENSION or path.name == LEXICON_NAME else []
    except DamagedIndex:
        return ""
    return f" in {', '.join(names)}" if names else ""


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
