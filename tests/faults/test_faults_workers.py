"""Worker processes: what they make is what one process makes; when one dies the build fails cleanly; none survives the
process that started it."""

import os
import select
import signal
from pathlib import Path

import pytest

from index import Generation, Store
from tests.contents import everything
from tests.faults.process import MANY, Editions, children, content, generations, start, watch, write_articles
from tests.reading import reader_of


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough articles to keep two workers busy."""
    return write_articles(tmp_path_factory.mktemp("many") / "many.jsonl", "anden", MANY)


def workers_of(pid: int) -> list[int]:
    return [child for child, line in children(pid).items() if "spawn_main" in line]


def await_end(pid: int, descriptor: int) -> None:
    """Wait until a process is gone."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    assert poll.poll(60_000), f"process {pid} is still there"
    os.close(descriptor)


def test_workers_make_the_index_that_one_process_makes(tmp_path: Path) -> None:
    count = 2500
    source = write_articles(tmp_path / "articles.jsonl", "fælles", count)
    opened: list[Generation] = []
    for workers in (1, 2):
        process = start("rebuild", "--workers", workers, "--index", tmp_path / f"by-{workers}", source, folder=tmp_path)
        assert process.communicate() == (f"{count} articles read: {count} indexed, 0 rejected, 0 duplicates.\n", "")
        assert process.returncode == 0
        opened.append(Store(tmp_path / f"by-{workers}").open())
    alone, together = (list(everything(reader_of(generation))) for generation in opened)
    assert len(alone) > 10 * count
    assert alone == together
    for generation in opened:
        generation.close()


def test_the_death_of_a_worker_fails_the_build_in_one_line(editions: Editions, index: Path, many: Path) -> None:
    before = generations(index)
    process = start("rebuild", "--workers", 2, "--index", index, many, folder=index.parent)
    assert watch(process, lambda: len(workers_of(process.pid)) == 2)
    victim, other = workers_of(process.pid)
    survivor = os.pidfd_open(other)
    os.kill(victim, signal.SIGKILL)
    stdout, stderr = process.communicate()
    assert process.returncode == 1
    assert (stdout, stderr) == ("", "Error: a worker process died; the live index is as it was\n")
    await_end(other, survivor)
    assert {path.name for path in index.iterdir()} == {"current", "lock", *before}
    assert content(Store(index)) == editions.old


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda how: how.name)
def test_no_worker_survives_its_parent_nor_holds_its_lock(
    editions: Editions, index: Path, many: Path, how: signal.Signals
) -> None:
    process = start("rebuild", "--workers", 2, "--index", index, many, folder=index.parent)
    assert watch(process, lambda: len(workers_of(process.pid)) == 2)
    workers = {pid: os.pidfd_open(pid) for pid in workers_of(process.pid)}
    process.send_signal(how)
    process.wait()
    with Store(index).write():
        assert len(generations(index)) == 2, "the live one and this new draft, nothing of the dead one"
    for pid, descriptor in workers.items():
        await_end(pid, descriptor)
    process.communicate()
    assert process.returncode == -how
    assert content(Store(index)) == editions.old
