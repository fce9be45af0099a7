"""The write lock on `INDEX/lock`, which one process holds at a time.

The operating system releases the lock when the process ends, so no crash leaves it behind.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import IndexLocked

LOCK_NAME = "lock"


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the write lock of the index in `folder`. Raises IndexLocked, which names the process that holds it."""
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode("utf-8", "replace").strip() or "another process"
            raise IndexLocked(f"{folder}: the index is being written by {holder}") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()}, since {datetime.now():%Y-%m-%d %H:%M:%S}\n".encode())
        yield
    finally:
        os.close(descriptor)
