"""Kill -9 of a rebuild, at random moments and at chosen ones: what is live is the old index or the new one, never a
mix, and the next writer finds a free lock and tidies up."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from index import DamagedIndex, NoIndex, Store, rebuild, rollback
from opslag import main
from tests.faults.process import Content, Editions, content, generations, start, watch

KILLS = 20
"""Random kills, spread over the time in which a rebuild holds the lock."""

STAGES: dict[str, Callable[[Path], bool]] = {
    "the draft is begun": lambda draft: draft.is_dir(),
    "a batch is spooled": lambda draft: any(draft.glob("batch-*.arrays")),
    "the segment is put together": lambda draft: any(draft.glob("*.opslag")),
    "the table of contents is written": lambda draft: (draft / "_MAIN_1.toc").is_file(),
    "the manifest is written": lambda draft: (draft / "manifest.json").is_file(),
    "it is published": lambda draft: (draft.parent / "current").resolve() == draft,
}
"""What lies on disk, as a rebuild goes on."""


@pytest.fixture(scope="session")
def seconds(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a rebuild holds the lock on this machine."""
    folder = tmp_path_factory.mktemp("measured")
    process = begin(editions, folder / "index")
    assert watch(process, lambda: holds_lock(process, folder / "index"))
    began = time.perf_counter()
    assert process.wait() == 0
    process.communicate()
    return time.perf_counter() - began


def begin(editions: Editions, index: Path) -> "subprocess.Popen[str]":
    return start("rebuild", "--workers", "1", "--index", index, editions.source, folder=index.parent)


def holds_lock(process: "subprocess.Popen[str]", index: Path) -> bool:
    lock = index / "lock"
    return lock.is_file() and f"process {process.pid}," in lock.read_text()


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    _, stderr = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), stderr


def assert_whole(index: Path, *allowed: Content) -> Content:
    """What is live passes `check` and is one of `allowed`; the lock is free, and the next writer leaves nothing but
    two generations."""
    result = CliRunner().invoke(main, ["check", "--index", str(index)])
    assert result.exit_code == 0, result.output
    store = Store(index)
    held = content(store)
    assert held in allowed
    live = store.current()
    with store.write():
        pass
    assert store.current() == live
    assert content(store) == held
    assert {path.name for path in index.iterdir()} == {"current", "lock", *generations(index)}
    assert live.name in generations(index)
    assert len(generations(index)) <= 2
    return held


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_moment_leaves_the_old_index_or_the_new(
    editions: Editions, index: Path, seconds: float, number: int
) -> None:
    delay = (number + Random(number).random()) / KILLS * seconds
    process = begin(editions, index)
    assert watch(process, lambda: holds_lock(process, index))
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        kill(process)
    process.communicate()
    held = assert_whole(index, editions.old, editions.new)
    assert held == editions.new or process.returncode != 0


@pytest.mark.parametrize("stage", STAGES)
def test_a_kill_at_each_stage_leaves_the_old_index_or_the_new(editions: Editions, index: Path, stage: str) -> None:
    before = generations(index)
    process = begin(editions, index)

    def reached() -> bool:
        return any(STAGES[stage](index.resolve() / name) for name in generations(index) - before)

    assert watch(process, reached)
    kill(process)
    assert_whole(index, editions.old, editions.new)


@pytest.mark.parametrize("stage", [*STAGES][::2])
def test_a_kill_of_the_first_build_leaves_no_index_or_the_new(editions: Editions, tmp_path: Path, stage: str) -> None:
    index = tmp_path.resolve() / "index"
    process = begin(editions, index)
    assert watch(process, lambda: any(STAGES[stage](index / name) for name in generations(index)))
    kill(process)
    try:
        assert content(Store(index)) == editions.new
    except NoIndex:
        assert CliRunner().invoke(main, ["check", "--index", str(index)]).exit_code == 4
    except DamagedIndex:  # Between its last name and the link there is a moment, too.
        assert rollback(Store(index)).articles == len(editions.new)
    rebuild([editions.source], Store(index))
    assert assert_whole(index, editions.new)
