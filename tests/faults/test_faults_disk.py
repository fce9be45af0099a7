"""Disks that refuse: full at several points of a rebuild, read-only, or no place for an index at all. Each ends with
status 1 and one line that says what is wrong; the live index is as it was, and no draft is left."""

from pathlib import Path

import pytest

from index import Store
from tests.faults.process import Editions, content, generations, launcher, start

FULL_AT = "import resource; size = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))"
"""No file can grow beyond a size: what a full disk is to a program."""

NOT_ALL_POWERFUL = "import ctypes; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)"
"""Drop CAP_DAC_OVERRIDE, so that file permissions hold for root too, as which tests run in some containers."""


def rebuild_with(before: tuple[str, ...], editions: Editions, index: Path, workers: int = 1) -> tuple[int, str]:
    """Run a rebuild behind `before`: its exit status, and what it says on standard error."""
    process = start(
        "rebuild", "--workers", workers, "--index", index, editions.source, folder=editions.source.parent, before=before
    )
    _, stderr = process.communicate()
    return process.returncode, stderr


def largest_file(index: Path) -> int:
    return max(path.stat().st_size for path in (index / "current").iterdir())


@pytest.mark.parametrize("full_at", [0, 100, 1_500, 20_000, 0.3, 0.6, 0.9])
def test_a_full_disk_fails_the_rebuild_and_leaves_the_live_index(
    editions: Editions, index: Path, full_at: float
) -> None:
    held = generations(index)
    limit = int(full_at * largest_file(index)) if isinstance(full_at, float) else full_at
    status, stderr = rebuild_with(launcher(FULL_AT, limit), editions, index)
    assert status == 1
    assert stderr.startswith("Error: ")
    assert stderr.endswith("File too large; the live index is as it was\n")
    assert stderr.count("\n") == 1
    assert {path.name for path in index.iterdir()} == {"current", "lock", *held}
    assert Store(index).check()[1] == []
    assert content(Store(index)) == editions.old


def test_a_disk_with_room_enough_takes_the_rebuild(editions: Editions, index: Path) -> None:
    assert rebuild_with(launcher(FULL_AT, 4 * largest_file(index)), editions, index) == (0, "")
    assert content(Store(index)) == editions.new


def test_a_full_disk_fails_the_first_build_and_leaves_nothing(editions: Editions, tmp_path: Path) -> None:
    index = tmp_path / "index"
    status, stderr = rebuild_with(launcher(FULL_AT, 20_000), editions, index)
    assert (status, stderr.count("\n")) == (1, 1)
    assert [path.name for path in index.iterdir()] == ["lock"]
    assert rebuild_with((), editions, index) == (0, "")


def test_a_read_only_index_can_be_read_and_not_rebuilt(editions: Editions, index: Path) -> None:
    held = generations(index)
    index.chmod(0o555)
    try:
        status, stderr = rebuild_with(launcher(NOT_ALL_POWERFUL), editions, index)
    finally:
        index.chmod(0o755)
    assert status == 1
    assert stderr.startswith(f"Error: {index}")
    assert stderr.endswith(": Permission denied; the live index is as it was\n")
    assert stderr.count("\n") == 1
    assert generations(index) == held
    assert content(Store(index)) == editions.old


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("a-file", "File exists"),
        ("a-file/index", "Not a directory"),
        ("read-only/index", "Permission denied"),
        ("n" * 300, "File name too long"),
        ("lock-is-a-folder", "/lock: Is a directory"),
        ("current-is-a-folder", "/current: Directory not empty"),
    ],
)
def test_no_place_for_an_index_is_one_line(editions: Editions, tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "a-file").write_text("ikke et indeks")
    (tmp_path / "read-only").mkdir(mode=0o555)
    (tmp_path / "lock-is-a-folder" / "lock").mkdir(parents=True)
    (tmp_path / "current-is-a-folder" / "current" / "noter").mkdir(parents=True)
    status, stderr = rebuild_with(launcher(NOT_ALL_POWERFUL), editions, tmp_path / place)
    assert status == 1
    assert stderr.startswith("Error: ")
    assert reason in stderr
    assert stderr.count("\n") == 1
    assert (tmp_path / "a-file").read_text() == "ikke et indeks"
