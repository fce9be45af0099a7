"""What can happen to an index behind our back, and what the commands that read it say of it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index import Manifest
from index.manifest import MANIFEST_NAME
from index.segment_list import SEGMENTS_NAME

Damage = Callable[[Path], object]


def live(index: Path) -> Path:
    return (index / "current").resolve()


def segment(index: Path) -> Path:
    return next(live(index).glob("*.opslag"))


def flip(path: Path, position: int) -> None:
    """Flip a bit of a file."""
    data = bytearray(path.read_bytes())
    data[position // 8 % len(data)] ^= 1 << position % 8
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def point(index: Path, target: str) -> None:
    (index / "current").unlink()
    (index / "current").symlink_to(target)


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_file(path: Path) -> None:
    path.unlink()
    path.write_text("gen-20260101T120000000000-0123abcd")


def clear(index: Path) -> None:
    for generation in index.glob("gen-*"):
        shutil.rmtree(generation)
    (index / "current").unlink()


def pretend(index: Path, **versions: object) -> None:
    """Publish a manifest that is whole, and of another program."""
    manifest = Manifest.read(live(index))
    replace(manifest, **versions).write(live(index))  # type: ignore[arg-type]


DAMAGES: dict[str, tuple[int, Damage, str]] = {
    "a junk file that looks newer": (
        5,
        lambda index: (live(index) / "_MAIN_99.toc").write_bytes(b"junk"),
        "_MAIN_99.toc: not part of the published generation",
    ),
    "a folder within": (5, lambda index: (live(index) / "MAIN.tmp").mkdir(), "MAIN.tmp: not part of"),
    "a missing segment": (5, lambda index: segment(index).unlink(), ".opslag: missing"),
    "a missing table of contents": (5, lambda index: (live(index) / "_MAIN_1.toc").unlink(), "_MAIN_1.toc: missing"),
    "a missing list of segments": (5, lambda index: (live(index) / SEGMENTS_NAME).unlink(), "segments.json: missing"),
    "a missing manifest": (5, lambda index: (live(index) / MANIFEST_NAME).unlink(), "the manifest is missing"),
    "a truncated segment": (5, lambda index: cut(segment(index)), " bytes instead of "),
    "a truncated table of contents": (5, lambda index: cut(live(index) / "_MAIN_1.toc"), " bytes instead of "),
    "a truncated manifest": (5, lambda index: os.truncate(live(index) / MANIFEST_NAME, 90), "the manifest is damaged"),
    "an empty manifest": (5, lambda index: os.truncate(live(index) / MANIFEST_NAME, 0), "the manifest is damaged"),
    "a manifest that is no object": (
        5,
        lambda index: (live(index) / MANIFEST_NAME).write_text("[" * 100_000),
        "the manifest is damaged",
    ),
    "a manifest that is a folder": (
        5,
        lambda index: become_folder(live(index) / MANIFEST_NAME),
        "Is a directory",
    ),
    "a flipped bit in the manifest": (
        5,
        lambda index: flip(live(index) / MANIFEST_NAME, 777),
        "the manifest is damaged",
    ),
    "a flipped bit in the table of contents": (
        5,
        lambda index: flip(live(index) / "_MAIN_1.toc", 7_777),
        "_MAIN_1.toc: the checksum differs",
    ),
    "a flipped bit in the list of segments": (
        5,
        lambda index: flip(live(index) / SEGMENTS_NAME, 77),
        "segments.json: the checksum differs",
    ),
    "a flipped bit in a small segment": (
        5,
        lambda index: flip(segment(index), 77_777),
        ".opslag: the checksum differs",
    ),
    "another format": (5, lambda index: pretend(index, format_version=99), "made with another format"),
    "another schema": (5, lambda index: pretend(index, schema_version=99), "made with another schema"),
    "another analysis": (5, lambda index: pretend(index, analysis="0" * 64), "made with another Danish analysis"),
    "another number of articles": (5, lambda index: pretend(index, articles=99), "5 articles instead of 99"),
    "a generation that is gone": (5, lambda index: shutil.rmtree(live(index)), "the manifest is missing"),
    "a link to nowhere": (
        5,
        lambda index: point(index, "gen-20260101T120000000000-0123abcd"),
        "the manifest is missing",
    ),
    "a link to no generation": (5, lambda index: point(index, "lock"), "points to 'lock', which is no generation"),
    "a link to a day that is none": (
        5,
        lambda index: point(index, "gen-20269999T120000000000-0123abcd"),
        "which is no generation",
    ),
    "a link that leads outside": (
        5,
        lambda index: point(index, "../elsewhere"),
        "'../elsewhere', which is no generation",
    ),
    "a link to a whole index elsewhere": (5, lambda index: point(index, str(live(index))), "which is no generation"),
    "a link to itself": (5, lambda index: point(index, "current"), "'current', which is no generation"),
    "no link": (5, lambda index: (index / "current").unlink(), "the link to the live generation is lost"),
    "a file in place of the link": (
        5,
        lambda index: become_file(index / "current"),
        "the link to the live generation is lost",
    ),
    "a folder in place of the link": (
        5,
        lambda index: become_folder(index / "current"),
        "the link to the live generation is lost",
    ),
    "nothing left": (4, clear, "no index here"),
}
"""What happens to an index, the status of the commands that read it, and what they say."""
