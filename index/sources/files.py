"""Read files and folders of articles, each file with the reader for its format."""

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
"""The reader for each file name ending."""


class UnknownFormat(OpslagError):
    """A source that is neither a folder nor a file of a known format."""

    exit_status = 2

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not a folder, nor a file that ends in {', '.join(READERS)}")


def check_formats(sources: Iterable[Path]) -> None:
    """Raise UnknownFormat for the first source that is neither a folder nor a file of a known format."""
    for source in sources:
        if not source.is_dir() and (_reader(source) is None or not source.is_file()):
            raise UnknownFormat(source)


def read_articles(path: Path) -> Iterator[Article | Rejected]:
    """The articles and rejections of a file, or of all files in a folder and then in the folders below it, by name.

    In folders, files of unknown formats are skipped, and so is everything whose name begins with a dot. Raises
    UnknownFormat where `path` itself is a file of an unknown format.
    """
    if path.is_dir():
        errors: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=errors.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder, name)
                if not name.startswith(".") and (reader := _reader(file)):
                    yield from _read(reader, file)
        yield from (_unreadable(Path(error.filename), error) for error in errors)
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
