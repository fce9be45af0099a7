"""The articles that are asked about: a copy of the texts beside the project, in which some have a byline, and the same
articles in the order in which an index grows."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

Record = Mapping[str, Any]

FIRST_NAMES = ("Asta", "Bertil", "Dagny", "Ejnar", "Fie", "Gorm", "Hjørdis", "Ivar", "Jytte", "Knud-Åge", "Øjvind")
LAST_NAMES = ("Bakkedal", "Dybvang", "Engtoft", "Fjordmark", "Hedegård", "Kløverhus", "Møllevig", "Rørkær", "Strandby")
"""Of these, invented names are made."""

WITH_BYLINE, WITH_BY = 3, 4
"""One article in so many is given a byline, and of these one in so many with "Af " before it."""

PARTS, CORRECTED_EVERY, REMOVED_EVERY = 3, 40, 29
"""In how many parts articles are added to the first half, and of how many articles one is replaced or removed."""


def write_with_bylines(source: Path, target: Path) -> None:
    """Write the records of the `.jsonl.gz` file `source` to `target`, some of them with an invented byline."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        write(target, map(_with_byline, map(json.loads, lines)))


def write(target: Path, records: Iterable[Record]) -> None:
    """Write `records` as JSON Lines."""
    with target.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read(source: Path) -> list[Record]:
    """The records of a `.jsonl` file."""
    with source.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def growth(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Half of `records`, then the others in parts, each part with corrected articles of the first half."""
    first, others = records[::2], records[1::2]
    yield [*first]
    for part in range(PARTS):
        again = first[part * CORRECTED_EVERY // PARTS :: CORRECTED_EVERY]
        yield [*others[part::PARTS], *map(_corrected, again)]


def removed(records: Sequence[Record]) -> list[str]:
    """The ids of those that are removed in the end."""
    return [record["id"] for record in records[::REMOVED_EVERY]]


def _with_byline(record: Record) -> Record:
    number, drawn = divmod(crc32(record["id"].encode()), WITH_BYLINE)
    if drawn:
        return record
    number, by = divmod(number, WITH_BY)
    number, first = divmod(number, len(FIRST_NAMES))
    name = f"{FIRST_NAMES[first]} {LAST_NAMES[number % len(LAST_NAMES)]}"
    return {**record, "byline": name if by else f"Af {name}"}


def _corrected(record: Record) -> Record:
    return {**record, "body": f"{record['body']}\n\nRettelse: En tidligere udgave af artiklen havde et forkert tal."}
