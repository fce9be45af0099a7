"""Array files: named arrays of numbers in one file, which is read by mapping it into memory.

    magic, version | array | array | ... | footer

Arrays begin at multiples of 64 bytes; `index.array_footer` says what the footer holds. A file holds numbers and bytes,
never anything that is executed when it is read, such as a pickle.
"""

import json
import mmap
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

import numpy as np
import numpy.typing as npt

from index.array_footer import ALIGNMENT, HEAD, MAGIC, TAIL, VERSION, ArrayEntry, read_footer
from index.errors import DamagedIndex

Array = npt.NDArray[Any]

SMALL_ARRAY = 64 * 1024
"""Arrays up to this size, in bytes, are verified whenever their file is opened."""

CHUNK = 1 << 20
"""Bytes of a large array that are verified at a time, about a millisecond."""


class ArrayFileWriter:
    """Writes a new array file, in a `with` statement, which deletes the file unless `close` was called."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb")
        self._entries: dict[str, ArrayEntry] = {}
        self._streams: dict[str, ArrayStream] = {}
        self._scratch: list[ArrayStream] = []

    def add(self, name: str, array: Array) -> None:
        """Write a whole array. Raises ValueError where the file already has an array of this name."""
        self._require_new(name)
        data = np.ascontiguousarray(array)
        view = data.reshape(-1).view(np.uint8).data
        self._entries[name] = ArrayEntry(data.dtype.str, self._align(), data.size, zlib.crc32(view))
        self._file.write(view)

    def stream(self, name: str, dtype: npt.DTypeLike) -> "ArrayStream":
        """A new array to append to. Raises ValueError where the file already has an array of this name."""
        self._require_new(name)
        self._streams[name] = ArrayStream(self._path.parent, np.dtype(dtype))
        return self._streams[name]

    def scratch(self, dtype: npt.DTypeLike) -> "ArrayStream":
        """A temporary array on disk, to append to and to read back, which does not become part of the file."""
        self._scratch.append(ArrayStream(self._path.parent, np.dtype(dtype)))
        return self._scratch[-1]

    def close(self, facts: dict[str, Any]) -> None:
        """Finish the file. `facts`, which JSON must be able to express, are kept in the footer."""
        for name, stream in self._streams.items():
            self._entries[name] = ArrayEntry(stream.dtype.str, self._align(), stream.length, stream.checksum)
            stream.copy_to(self._file)
        for stream in self._scratch:
            stream.discard()
        entries = {name: [e.type, e.offset, e.length, e.checksum] for name, e in self._entries.items()}
        footer = json.dumps({"arrays": entries, "facts": facts}, sort_keys=True).encode()
        at = self._align()
        self._file.write(footer)
        self._file.write(TAIL.pack(at, len(footer), zlib.crc32(footer), VERSION, MAGIC))
        self._file.close()

    def __enter__(self) -> Self:
        try:
            self._file.write(HEAD.pack(MAGIC, VERSION))
        except OSError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if not self._file.closed:
            for stream in (*self._streams.values(), *self._scratch):
                stream.discard()
            self._file.close()
            self._path.unlink(missing_ok=True)

    def _require_new(self, name: str) -> None:
        if name in self._entries or name in self._streams:
            raise ValueError(f"{name}: the file has an array of this name")

    def _align(self) -> int:
        self._file.write(bytes(-self._file.tell() % ALIGNMENT))
        return self._file.tell()


class ArrayStream:
    """An array that is being written, in an unnamed temporary file in the folder of the array file."""

    def __init__(self, folder: Path, dtype: "np.dtype[Any]") -> None:
        self.dtype = dtype
        self.length = 0
        self.checksum = 0
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (open until it is copied)

    def append(self, array: Array) -> None:
        """Append `array`, converted to the type of this one."""
        view = np.ascontiguousarray(array, dtype=self.dtype).view(np.uint8).data
        self.checksum = zlib.crc32(view, self.checksum)
        self.length += len(array)
        self._file.write(view)

    def read(self, start: int, stop: int) -> Array:
        """The elements from `start` to before `stop`."""
        self._file.flush()
        size = self.dtype.itemsize
        return np.frombuffer(os.pread(self._file.fileno(), (stop - start) * size, start * size), self.dtype)

    def copy_to(self, file: IO[bytes]) -> None:
        """Append all bytes to `file`, and delete the temporary file."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, file, 1 << 20)
        self._file.close()

    def discard(self) -> None:
        """Delete the temporary file."""
        self._file.close()


class ArrayFile:
    """An array file, open for reading. Threads can share it, and processes share its pages in memory."""

    def __init__(self, path: Path, mapped: mmap.mmap, entries: dict[str, ArrayEntry], facts: dict[str, Any]) -> None:
        self.path = path
        self.facts = facts
        self._map = mapped
        self._entries = entries

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file, and verify the checksums of its footer and of its small arrays.

        Raises DamagedIndex where it is no array file, was cut short or altered, or is of a higher version.
        """
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise DamagedIndex(f"{path}: {error.strerror}; run opslag rebuild") from None
        except ValueError:
            raise DamagedIndex(f"{path}: the file is empty; run opslag rebuild") from None
        entries, facts = read_footer(path, mapped)
        opened = cls(path, mapped, entries, facts)
        for _ in opened.verifying(name for name, entry in entries.items() if entry.size <= SMALL_ARRAY):
            pass
        return opened

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> Array:
        """The array with this name, read-only. The file stays mapped while any such array exists."""
        entry = self._entries[name]
        return np.frombuffer(self._map, entry.type, entry.length, entry.offset)

    def close(self) -> None:
        """Close the file. If any of its arrays still exist, it stays mapped until they are gone."""
        with suppress(BufferError):
            self._map.close()

    def release(self) -> None:
        """Release the memory of the pages that were read; they are read from disk again when needed."""
        self._map.madvise(mmap.MADV_DONTNEED)

    @property
    def large_arrays(self) -> list[str]:
        """The names of the arrays that opening does not verify."""
        return [name for name, entry in self._entries.items() if entry.size > SMALL_ARRAY]

    def verifying(self, names: Iterable[str]) -> Iterator[None]:
        """Verify arrays, a chunk at a step. Raises DamagedIndex, by the name of the file and the array, where a
        checksum differs or the file is cut short by now."""
        for name in names:
            data = self[name].view(np.uint8).data
            checksum = 0
            for at in range(0, len(data), CHUNK):
                if self._map.size() < len(self._map):
                    raise DamagedIndex(f"{self.path}: the file was cut short; run opslag rebuild")
                checksum = zlib.crc32(data[at : at + CHUNK], checksum)
                yield
            if checksum != self._entries[name].checksum:
                raise DamagedIndex(f"{self.path}: the checksum of {name} differs; run opslag rebuild")

    def damaged(self) -> list[str]:
        """The names of all arrays whose checksum is wrong."""
        return [name for name in self._entries if self._is_damaged(name)]

    def _is_damaged(self, name: str) -> bool:
        try:
            return any(self.verifying([name]))
        except DamagedIndex:
            return True
