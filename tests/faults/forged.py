"""Indexes made by an attacker: whole by their own manifest and checksums, with a pickle that would run a command, or
with JSON that says what cannot be."""

import json
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index import Manifest
from index.danish import Analysis
from index.manifest import MANIFEST_NAME, describe
from index.schema import make_schema
from index.segment_list import SEGMENTS_NAME
from tests.faults.damage import live


class Trap:
    """A pickle that, when it is read, makes a folder."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (str(self.sprung),)


def set_trap(generation: Path, number: int) -> Path:
    """Write a table of contents that Whoosh would read and that makes the folder that is returned."""
    sprung = generation.parent.parent / "sprung"
    (generation / f"_MAIN_{number}.toc").unlink(missing_ok=True)
    TOC(make_schema(Analysis()), Trap(sprung), number).write(FileStorage(str(generation)), "MAIN")
    return sprung


def set_trap_in_schema(generation: Path) -> Path:
    """Write a table of contents whose schema makes the folder that is returned, when it is unpickled."""
    sprung = generation.parent.parent / "sprung"
    contents = generation / "_MAIN_1.toc"
    schema = make_schema(Analysis())
    schema["text"].trap = Trap(sprung)
    contents.unlink()
    TOC(schema, [], 1).write(FileStorage(str(generation)), "MAIN")
    assert pickle.dumps(str(sprung), 0)[1:9] in contents.read_bytes()
    return sprung


def seal(index: Path) -> None:
    """Write a manifest in which every file of the live generation is as it is now."""
    generation = live(index)
    entries = {path.name: describe(path) for path in generation.iterdir() if path.name != MANIFEST_NAME}
    replace(Manifest.read(generation), files=entries).write(generation)


def write_segments(index: Path, text: str) -> None:
    """Write a list of segments, in a generation whose manifest says that all is well."""
    (live(index) / SEGMENTS_NAME).write_text(text, "utf-8")
    seal(index)


NO_NAMES: list[object] = [
    *("../x", "/etc/passwd", "MAIN_../../x", "MAIN_", "MAIN_x\n", "MAIN_x\0", "MAIN_æ", "", "x" * 10**6, None, 7, True)
]
NO_NUMBERS: list[object] = [
    *(-1, 0, 4, 6, 2**31, 2**32, 2**64, 10**400, 5.0, float("nan"), float("inf"), True, None, "5", [5], {})
]
NO_DELETED: list[object] = [
    *([-1], [5], [0, 4], [2**63], [10**400], ["0"], [0.0], [True], [None], [[0]], 5, None, {"0": 1}, "0")
]
NO_SEGMENTS: list[object] = [[], {}, None, 7, "segments", [None], [[{}]], [7], ["MAIN_x"]]
NO_LISTS = ["", "{}", "[]", "null", "{", '"', "[" * 100_000, '{"segments":' * 50_000, "\0" * 99, "9" * 10_000]
"""What stands for a name, a number of articles (there are five), deleted articles, segments, the whole list."""


def hostile_lists(index: Path) -> Iterator[tuple[str, str]]:
    """Lists of segments that are not those of the live generation of five articles, with what is wrong with each."""
    ((name, articles, _),) = (listed.values() for listed in read_segments(index))
    whole = {"name": name, "articles": articles, "deleted": []}

    def one(**changed: object) -> str:
        return json.dumps({"segments": [whole | changed]})

    for no_name in [*NO_NAMES, [name], {name: name}]:
        yield f"a name {no_name!r:.40}", one(name=no_name)
    for number in NO_NUMBERS:
        yield f"articles {number!s:.40}", one(articles=number)
    for numbers in NO_DELETED:
        yield f"deleted {numbers!s:.40}", one(deleted=numbers)
    yield "more deleted than there are", one(deleted=[0] * 10**6)
    yield "a segment twice", json.dumps({"segments": [whole, whole]})
    yield "a key too many", one(path="../x")
    yield "a key too few", json.dumps({"segments": [{"name": name}]})
    yield "a segment that is not there", one(name="MAIN_0123456789abcdef")
    for segments in NO_SEGMENTS:
        yield f"segments {segments!r:.40}", json.dumps({"segments": segments})
    for text in NO_LISTS:
        yield f"the text {text[:20]!r}", text


def read_segments(index: Path) -> list[dict[str, object]]:
    """The list of segments in the live generation, as it is written."""
    segments: list[dict[str, object]] = json.loads((live(index) / SEGMENTS_NAME).read_bytes())["segments"]
    return segments


def write_manifest(index: Path, **changed: object) -> None:
    """Write a manifest that says something else, with its right checksum."""
    manifest = Manifest.read(live(index))
    replace(manifest, **changed).write(live(index))  # type: ignore[arg-type]
