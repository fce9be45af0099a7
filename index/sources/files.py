"""Files and folders of articles: which reader each one gets."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.article import Article
from index.errors import OpslagError
from index.sources.jsonl import read_gzipped_jsonl, read_jsonl
from index.sources.record import Rejected
from index.sources.text import read_text

Reader = Callable[[Path], Iterator[Article | Rejected]]

READERS: dict[str, Reader] = {".jsonl": read_jsonl, ".jsonl.gz": read_gzipped_jsonl, ".txt": read_text}
"""How a file's name ends, and what reads it."""


class UnknownFormat(OpslagError):
    """A source that is neither a folder nor a file of a known format."""

    exit_status = 2

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not a folder, nor a file that ends in {', '.join(READERS)}")


def check_formats(sources: Iterable[Path]) -> None:
    """Raise UnknownFormat for the first source that no reader reads, before any work is begun."""
    for source in sources:
        if not source.is_dir() and (_reader(source) is None or not source.is_file()):
            raise UnknownFormat(source)


def read_articles(path: Path) -> Iterator[Article | Rejected]:
    """The articles of a file, or of every file of a folder and then of the folders below it, by name, one at a time;
    in between, what was rejected.

    Files of a folder that no reader reads, and what has a name that begins with a dot, are passed over. Raises
    UnknownFormat for a file that was asked for itself.
    """
    if path.is_dir():
        closed: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder, name)
                if not name.startswith(".") and (reader := _reader(file)):
                    yield from _read(reader, file)
        yield from (_unreadable(Path(error.filename), error) for error in closed)
    elif reader := _reader(path):
        yield from _read(reader, path)
    else:
        raise UnknownFormat(path)


def _reader(path: Path) -> Reader | None:
    return next((reader for ending, reader in READERS.items() if path.name.lower().endswith(ending)), None)


def _read(reader: Reader, path: Path) -> Iterator[Article | Rejected]:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            yield from reader(path)
        else:
            yield Rejected(path, None, "not a regular file")
    except OSError as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(path, None, f"cannot be read: {error.strerror or error}")
