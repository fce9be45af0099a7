"""The footer of an array file: the name, type, offset, length and CRC-32 of each array, and facts about them all.

    magic, version | arrays | footer (JSON) | offset, length and checksum of the footer, version, magic

Whatever stands in a footer may be made by a stranger: what does not describe arrays of its own file is refused.
"""

import json
import mmap
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import DamagedIndex

MAGIC = b"OPSLAGAF"
VERSION = 1
"""Whoever changes the format raises its version; files of a higher version are refused."""

ALIGNMENT = 64
"""The offset of an array, in bytes, is a multiple of this, the size of a cache line on common processors."""

TYPES = frozenset(("|u1", "<u2", "<u4", "<u8", "<i8", "<f4", "<f8"))
"""The types that an array can have, in NumPy's notation: little-endian numbers."""

HEAD = struct.Struct("<8sI")
TAIL = struct.Struct("<QQII8s")


@dataclass(frozen=True, slots=True)
class ArrayEntry:
    """Describes an array in the footer: its type, its offset in bytes, its number of elements, and its CRC-32."""

    type: str
    offset: int
    length: int
    checksum: int

    @property
    def size(self) -> int:
        """The size of the array, in bytes."""
        return self.length * np.dtype(self.type).itemsize

    def lies_before(self, end: int) -> bool:
        """Whether the entry is valid, and its array ends before the offset `end`."""
        numbers = (self.offset, self.length, self.checksum)
        if self.type not in TYPES or not all(type(number) is int and number >= 0 for number in numbers):
            return False
        return self.offset % ALIGNMENT == 0 and self.offset <= end - self.size


def read_footer(path: Path, mapped: mmap.mmap) -> tuple[dict[str, ArrayEntry], dict[str, Any]]:
    """The entries of the arrays and the facts in the footer of a mapped file. Raises DamagedIndex where it is no array
    file, was cut short or altered, or is of a higher version."""
    size = len(mapped)
    if size < HEAD.size + TAIL.size or mapped[:8] != MAGIC:
        raise DamagedIndex(f"{path}: no file of arrays; run opslag rebuild")
    _, version = HEAD.unpack(mapped[: HEAD.size])
    if version > VERSION:
        raise DamagedIndex(f"{path}: version {version} of the file is newer than this program; run opslag rebuild")
    at, length, checksum, again, magic = TAIL.unpack(mapped[size - TAIL.size :])
    if magic != MAGIC or again != version or at + length + TAIL.size != size:
        raise DamagedIndex(f"{path}: the file was cut short or altered; run opslag rebuild")
    footer = mapped[at : at + length]
    if zlib.crc32(footer) != checksum:
        raise DamagedIndex(f"{path}: the checksum of the footer differs; run opslag rebuild")
    try:
        content = json.loads(footer)
        entries = {name: ArrayEntry(*entry) for name, entry in content["arrays"].items()}
        misplaced = [name for name, entry in entries.items() if not entry.lies_before(at)]
        facts: dict[str, Any] = content["facts"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedIndex(f"{path}: the footer cannot be read; run opslag rebuild") from None
    if misplaced:
        raise DamagedIndex(f"{path}: {misplaced[0]} does not lie in the file; run opslag rebuild")
    return entries, facts
