"""The manifest of a generation: the size and checksum of each of its files, and the versions that it was made with.

`manifest.json` lies beside the files it describes, and has a checksum of its own. It is read before all other files. It
guards against accidents, not against malice: whoever makes an index makes its manifest, too. So nothing in an index is
executed, and what the manifest says is looked at as data of strangers.
"""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from index.arrays import ArrayFile
from index.columnar import EXTENSION
from index.danish import LEXICON_NAME, fingerprint
from index.errors import DamagedIndex
from index.mapping import SCHEMA_VERSION

FORMAT_VERSION = 6
"""The version of the files in a generation. Whoever changes their format raises it."""

MANIFEST_NAME = "manifest.json"

SMALL_FILE = 64 * 1024
"""Segments up to this size, in bytes, are verified whenever a generation is opened; of larger ones only the footer and
small arrays are. All other files are always verified: the list of segments because nothing else says which articles are
deleted, and the lexicon because with a wrong one the words of questions would silently become other terms than those of
the articles."""

_FILE_NAME = re.compile(r"\w[\w.-]{0,99}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class FileEntry:
    """The size, in bytes, and the SHA-256, in hex digits, of one file of a generation."""

    size: int
    sha256: str

    def is_sound(self) -> bool:
        """Whether these are a size and a checksum, whoever wrote them."""
        return type(self.size) is int and self.size >= 0 and bool(_SHA256.fullmatch(self.sha256))


@dataclass(frozen=True)
class Manifest:
    """The files of a generation, and what it was made with.

    `created` is a time in ISO 8601, `analysis` the fingerprint of the Danish analysis.
    """

    created: str
    articles: int
    files: dict[str, FileEntry]
    format_version: int = FORMAT_VERSION
    schema_version: int = SCHEMA_VERSION
    analysis: str = field(default_factory=fingerprint)

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(entry.size for entry in self.files.values())

    def write(self, folder: Path) -> None:
        """Write the manifest into `folder`, through to the disk."""
        content = asdict(self)
        with (folder / MANIFEST_NAME).open("w", encoding="utf-8") as stream:
            json.dump({**content, "checksum": _checksum(content)}, stream, indent=1, sort_keys=True)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest in `folder`. Raises DamagedIndex where it is missing or altered, or where the generation
        was made with another version or another Danish analysis."""
        path = folder / MANIFEST_NAME
        try:
            if not S_ISREG(mode := path.lstat().st_mode) and not S_ISDIR(mode):
                raise ValueError("a pipe, at which one would wait, or a link that leads elsewhere")
            content: dict[str, Any] = json.loads(path.read_bytes())
            if content.pop("checksum") != _checksum(content):
                raise ValueError
            entries = {name: FileEntry(**entry) for name, entry in content.pop("files").items()}
            manifest = cls(files=entries, **content)
            if not manifest._is_sound():
                raise ValueError
        except FileNotFoundError:
            raise DamagedIndex(f"{path}: the manifest is missing; run opslag rebuild") from None
        except OSError as error:
            raise DamagedIndex(f"{path}: {error.strerror}; run opslag rebuild") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DamagedIndex(f"{path}: the manifest is damaged; run opslag rebuild") from None
        manifest._require_ours(path)
        return manifest

    def _is_sound(self) -> bool:
        """Whether it says of each attribute something of its kind. Raises ValueError or TypeError where it does not."""
        datetime.fromisoformat(self.created)
        return (
            type(self.articles) is int
            and self.articles >= 0
            and all(_FILE_NAME.fullmatch(name) and entry.is_sound() for name, entry in self.files.items())
        )

    def _require_ours(self, path: Path) -> None:
        for what, theirs, ours in (
            ("format", self.format_version, FORMAT_VERSION),
            ("schema", self.schema_version, SCHEMA_VERSION),
            ("Danish analysis", self.analysis, fingerprint()),
        ):
            if theirs != ours:
                raise DamagedIndex(f"{path}: the index was made with another {what}; run opslag rebuild")

    def verify(self, folder: Path, *, thorough: bool = False) -> list[str]:
        """Compare `folder` with this manifest; return a sentence for each file that differs.

        The presence and size of each file are compared, and all checksums but those of large segments; if `thorough`,
        these, too.
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
                elif not S_ISREG((found := path.lstat()).st_mode):
                    faults.append(f"{path}: no file")
                elif found.st_size != entry.size:
                    faults.append(f"{path}: {found.st_size} bytes instead of {entry.size}")
                elif (thorough or entry.size <= SMALL_FILE or path.suffix != EXTENSION) and describe(path) != entry:
                    faults.append(f"{path}: the checksum differs{_damaged_arrays(path)}")
            except OSError as error:
                faults.append(f"{path}: {error.strerror}")
        return faults


def describe(path: Path) -> FileEntry:
    """The size and checksum of a file."""
    with path.open("rb") as stream:
        return FileEntry(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _damaged_arrays(path: Path) -> str:
    """The end of a sentence that names the damaged arrays; empty where the file has none or cannot be opened."""
    try:
        names = ArrayFile.open(path).damaged() if path.suffix == EXTENSION or path.name == LEXICON_NAME else []
    except DamagedIndex:
        return ""
    return f" in {', '.join(names)}" if names else ""


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
