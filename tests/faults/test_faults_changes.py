"""Kill -9 and full disks while articles are added, removed and joined: what is live is the old index or the new one."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from index import Store, add, remove
from tests.faults.process import Content, content, generations, launcher, start, watch, write_articles
from tests.faults.test_faults_disk import FULL_AT, largest_file
from tests.faults.test_faults_kill import assert_whole, holds_lock, kill
from tests.reading import reader_of

KILLS = 8
"""Random kills of each change, spread over the time for which it holds the lock."""

ARTICLES, ADDED, REMOVED = 900, 400, 300


@dataclass(frozen=True)
class Change:
    """A change of an index of several segments: what is typed, and what is held before and after it."""

    arguments: tuple[str, ...]
    index: Path
    old: Content
    new: Content
    seconds: float


def index_of_several_segments(folder: Path) -> Store:
    """With four segments, so that one more makes them be joined."""
    store = Store(folder / "index")
    add([write_articles(folder / "old.jsonl", "første", ARTICLES)], store)
    for at in range(3):
        record = {"id": f"enkelt-{at}", "body": f"Nummer {at} kom for sig selv."}
        (folder / "one.jsonl").write_text(json.dumps(record) + "\n")
        add([folder / "one.jsonl"], store)
    return store


@pytest.fixture(scope="module", params=["add", "remove", "optimize"])
def change(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Change:
    folder = tmp_path_factory.mktemp(request.param).resolve()
    before = index_of_several_segments(folder)
    arguments = {
        "add": ("--workers", "1", str(write_articles(folder / "new.jsonl", "anden", ADDED))),
        "remove": tuple(f"artikel-{number}" for number in range(REMOVED)),
        "optimize": (),
    }[request.param]
    after = Store(shutil.copytree(before.path, folder / "after", symlinks=True))
    process = start(request.param, "--index", after.path, *arguments, folder=folder)
    assert watch(process, lambda: holds_lock(process, after.path)), process.communicate()
    began = time.perf_counter()
    assert process.wait() == 0, process.communicate()
    process.communicate()
    seconds = time.perf_counter() - began
    return Change((request.param, *arguments), before.path, content(before), content(after), seconds)


@pytest.fixture
def index(change: Change, tmp_path: Path) -> Path:
    """A copy of the index to be changed, for one test."""
    return Path(shutil.copytree(change.index, tmp_path.resolve() / "index", symlinks=True))


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_moment_leaves_the_old_index_or_the_new(change: Change, index: Path, number: int) -> None:
    command, *arguments = change.arguments
    process = start(command, "--index", index, *arguments, folder=index.parent)
    assert watch(process, lambda: holds_lock(process, index))
    time.sleep((number + Random(number).random()) / KILLS * change.seconds)
    kill(process)
    held = assert_whole(index, change.old, change.new)
    assert held == change.new or process.returncode != 0


@pytest.mark.parametrize(
    "reached",
    [
        pytest.param(lambda draft: draft.is_dir(), id="the draft is begun"),
        pytest.param(lambda draft: any(draft.glob("*.opslag")), id="a segment is there"),
        pytest.param(lambda draft: (draft / "_MAIN_1.toc").is_file(), id="the table of contents is written"),
        pytest.param(lambda draft: (draft / "manifest.json").is_file(), id="the manifest is written"),
    ],
)
def test_a_kill_at_each_stage_leaves_the_old_index_or_the_new(
    change: Change, index: Path, reached: Callable[[Path], bool]
) -> None:
    before = generations(index)
    command, *arguments = change.arguments
    process = start(command, "--index", index, *arguments, folder=index.parent)
    assert watch(process, lambda: any(reached(index / name) for name in generations(index) - before))
    kill(process)
    assert_whole(index, change.old, change.new)


@pytest.mark.parametrize("full_at", [0, 100, 1_500, 20_000])
def test_a_full_disk_fails_the_change_and_leaves_the_live_index(change: Change, index: Path, full_at: int) -> None:
    command, *arguments = change.arguments
    before = launcher(FULL_AT, full_at)
    process = start(command, "--index", index, *arguments, folder=index.parent, before=before)
    _, stderr = process.communicate()
    held = generations(index)
    assert process.returncode == 1
    assert stderr.startswith("Error: ")
    assert stderr.endswith("File too large; the live index is as it was\n")
    assert stderr.count("\n") == 1
    assert len(held) <= 2
    assert Store(index).check()[1] == []
    assert content(Store(index)) == change.old


def test_a_disk_with_room_enough_takes_the_change(change: Change, index: Path) -> None:
    command, *arguments = change.arguments
    before = launcher(FULL_AT, 4 * largest_file(index))
    process = start(command, "--index", index, *arguments, folder=index.parent, before=before)
    assert process.communicate()[1] == ""
    assert content(Store(index)) == change.new


def test_the_predecessor_outlives_what_is_removed(tmp_path: Path) -> None:
    store = index_of_several_segments(tmp_path)
    generation = store.open()
    remove(["enkelt-1"], store)
    assert len([*reader_of(generation).iter_docs()]) == generation.manifest.articles == ARTICLES + 3
    generation.close()
