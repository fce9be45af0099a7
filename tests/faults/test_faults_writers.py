"""Two who write at once: the second ends with status 3 and says who holds the index, the first completes; the lock
dies with the process that held it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import IndexLocked, Store, rebuild
from opslag import main
from tests.faults.process import Editions, content, generations, start, watch

HOLDER = """
import sys
from pathlib import Path
from index import Store
with Store(Path(sys.argv[1])).write() as draft:
    (draft.path / "half").write_text("halvfærdig")
    print(draft.path.name, flush=True)
    sys.stdin.read()
"""
"""Holds the write lock, and an unfinished draft, until its standard input ends."""


def begin(editions: Editions, index: Path) -> "subprocess.Popen[str]":
    return start("rebuild", "--workers", "1", "--index", index, editions.source, folder=index.parent)


def hold(index: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", "-c", HOLDER, str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_second_of_two_rebuilds_is_told_who_holds_the_index_and_the_first_completes(
    editions: Editions, index: Path
) -> None:
    before = generations(index)
    first = begin(editions, index)
    assert watch(first, lambda: generations(index) > before)
    first.send_signal(signal.SIGSTOP)
    drafts = generations(index)
    second = begin(editions, index)
    stdout, stderr = second.communicate()
    assert second.returncode == 3
    assert stdout == ""
    assert stderr.startswith(f"Error: {index}: the index is being written by process {first.pid}, since 20")
    assert stderr.count("\n") == 1
    assert generations(index) == drafts, "the second touched what the first builds"
    assert content(Store(index)) == editions.old
    first.send_signal(signal.SIGCONT)
    first.communicate()
    assert first.returncode == 0
    assert content(Store(index)) == editions.new


def test_what_a_reader_does_is_no_concern_of_the_lock(editions: Editions, index: Path) -> None:
    with Store(index).write():
        for command in ("check", "info"):
            assert CliRunner().invoke(main, [command, "--index", str(index)]).exit_code == 0
    assert content(Store(index)) == editions.old


def test_one_process_is_one_writer_too(editions: Editions, index: Path) -> None:
    store = Store(index)
    with store.write(), pytest.raises(IndexLocked, match=f"process {os.getpid()}, since"):
        rebuild([editions.source], store)
    rebuild([editions.source], store)
    assert content(store) == editions.new


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_the_lock_dies_with_its_process_and_the_next_writer_tidies_up(
    editions: Editions, index: Path, how: signal.Signals
) -> None:
    before = generations(index)
    holder = hold(index)
    assert holder.stdout is not None
    draft = holder.stdout.readline().strip()
    assert generations(index) == {*before, draft}
    with pytest.raises(IndexLocked, match=f"process {holder.pid}, since"):
        rebuild([editions.source], Store(index))
    assert generations(index) == {*before, draft}
    holder.send_signal(how)
    holder.communicate()
    assert holder.returncode not in (0, None)
    assert content(Store(index)) == editions.old
    rebuild([editions.source], Store(index))
    assert content(Store(index)) == editions.new
    assert generations(index) == {*before, Store(index).current().name}


def test_a_lock_file_that_nobody_holds_is_no_lock(editions: Editions, index: Path) -> None:
    (index / "lock").write_text("process 1, since 1998-01-01 00:00:00\n" * 50)
    rebuild([editions.source], Store(index))
    assert content(Store(index)) == editions.new
    assert (index / "lock").read_text().startswith(f"process {os.getpid()}, since 20")
    assert (index / "lock").read_text().count("\n") == 1
