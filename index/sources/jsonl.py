"""Read JSON Lines (https://jsonlines.org): one article a line, in UTF-8, plain or gzipped."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.sources.record import MAX_RECORD_BYTES, Rejected, to_article

_BOM = b"\xef\xbb\xbf"
_CHUNK = 1024 * 1024


def read_jsonl(path: Path) -> Iterator[Article | Rejected]:
    """The articles and rejections of a `.jsonl` file. Blank lines are skipped."""
    with path.open("rb") as stream:
        yield from _read_lines(stream, path)


def read_gzipped_jsonl(path: Path) -> Iterator[Article | Rejected]:
    """The articles and rejections of a `.jsonl.gz` file; where its data is damaged, the articles before that."""
    with gzip.open(path, "rb") as stream:
        yield from _read_lines(stream, path)


def _read_lines(stream: BinaryIO | gzip.GzipFile, path: Path) -> Iterator[Article | Rejected]:
    number = 0
    try:
        while line := stream.readline(MAX_RECORD_BYTES + 1):
            number += 1
            if len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
                yield Rejected(path, number, f"the line is longer than {MAX_RECORD_BYTES // 1024**2} MB")
                while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
                    pass
                continue
            if number == 1:
                line = line.removeprefix(_BOM)
            if line.strip():
                yield _read_line(line, path, number)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Rejected(path, number + 1, "the gzip data is damaged or cut off here")


def _read_line(line: bytes, path: Path, number: int) -> Article | Rejected:
    try:
        record = json.loads(line.decode("utf-8"), parse_int=float)  # Python refuses to parse very long integers.
    except UnicodeDecodeError:
        return Rejected(path, number, "not UTF-8")
    except RecursionError:
        return Rejected(path, number, "JSON that is nested too deep")
    except ValueError:
        return Rejected(path, number, "NUL bytes" if b"\0" in line else "not JSON")
    if not isinstance(record, dict):
        return Rejected(path, number, "not a JSON object")
    try:
        return to_article(record)
    except ValueError as error:
        return Rejected(path, number, str(error))
