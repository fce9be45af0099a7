"""Articles for `opslag rebuild`: lines to write, what an index holds afterwards, and what the report says."""

import json
import re
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

from search import Engine, Request


def line(**record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def named(*ids: str) -> bytes:
    return b"".join(line(id=id, body=f"Artikel {id}.") for id in ids)


def held(index: Path) -> dict[str, str]:
    """The articles of an index, id and body."""
    with closing(Engine.over(index)) as engine:
        return {hit.article.id: hit.article.body for hit in engine.search(Request(size=50)).hits}


def report(done: CompletedProcess[str]) -> tuple[int, ...]:
    """What `opslag rebuild` says it has read, indexed, rejected and met again."""
    assert done.returncode == 0, done.stderr
    match = re.fullmatch(r"(\d+) articles read: (\d+) indexed, (\d+) rejected, (\d+) duplicates\.\n", done.stdout)
    assert match, done.stdout
    return tuple(map(int, match.groups()))
