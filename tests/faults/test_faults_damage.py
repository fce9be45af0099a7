"""What lies in an index is not what was published: status 5 (or 4) and one sentence; never a wrong answer. Flipped bits
in large files are `check`'s to find."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from index import DamagedIndex, Store, rebuild
from index.manifest import SMALL_FILE
from opslag import main
from tests.faults.damage import DAMAGES, flip, live, segment
from tests.faults.forged import set_trap
from tests.faults.process import Editions, content, write_articles


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_one_sentence_and_a_status(small_index: Path, damage: str) -> None:
    status, inflict, sentence = DAMAGES[damage]
    inflict(small_index)
    for command in (["search", "udgave"], ["check"], ["info"], ["serve", "--port", "0"]):
        result = CliRunner().invoke(main, [*command, "--index", str(small_index)])
        assert result.exit_code == status, command
        assert isinstance(result.exception, SystemExit), command
        assert result.stdout == "", command
        assert sentence in result.stderr, command
        *faults, error = result.stderr.splitlines()
        assert error.startswith("Error: "), command
        assert error.endswith("run opslag rebuild"), command
        assert not faults or command == ["check"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_rebuild_heals_every_damage(small_index: Path, tmp_path: Path, damage: str) -> None:
    DAMAGES[damage][1](small_index)
    rebuild([write_articles(tmp_path / "new.jsonl", "hel", 3)], Store(small_index))
    assert Store(small_index).check()[1] == []
    assert sorted(content(Store(small_index))) == ["artikel-0", "artikel-1", "artikel-2"]


def test_a_junk_generation_that_looks_newer_is_not_read_and_is_pruned(editions: Editions, index: Path) -> None:
    junk = index / "gen-29990101T120000000000-0123abcd"
    shutil.copytree(live(index), junk)
    sprung = set_trap(junk, 99)
    assert content(Store(index)) == editions.old
    rebuild([editions.source], Store(index))
    assert content(Store(index)) == editions.new
    assert not junk.exists()
    assert not sprung.exists()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_in_a_small_index_is_noticed_on_opening(few: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(live(few).iterdir())))
    whole = path.read_bytes()
    flip(path, data.draw(st.integers(0, 8 * len(whole) - 1)))
    try:
        with pytest.raises(DamagedIndex, match="run opslag rebuild"):
            Store(few).open()
    finally:
        path.write_bytes(whole)
    Store(few).open().close()


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_file_of_any_other_length_is_noticed_on_opening(few: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(live(few).iterdir())))
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 2))])
    try:
        with pytest.raises(DamagedIndex, match="run opslag rebuild"):
            Store(few).open()
    finally:
        path.write_bytes(whole)
    Store(few).open().close()


def test_check_names_every_file_that_is_damaged(small_index: Path) -> None:
    for path in (segment(small_index), next(live(small_index).glob("*.toc"))):
        flip(path, 800)
    (live(small_index) / "fremmed").touch()
    result = CliRunner().invoke(main, ["check", "--index", str(small_index)])
    *faults, error = result.stderr.splitlines()
    assert [fault.rpartition("/")[2].partition(":")[0] for fault in faults] == [
        "fremmed",
        *sorted(path.name for path in live(small_index).iterdir() if path.suffix in (".opslag", ".toc")),
    ]
    assert "3 faults" in error


@pytest.mark.parametrize("place", range(8))
def test_check_finds_a_flipped_bit_anywhere_in_a_large_file(editions: Editions, index: Path, place: int) -> None:
    path = segment(index)
    assert path.stat().st_size > SMALL_FILE
    flip(path, place * path.stat().st_size + place)
    result = CliRunner().invoke(main, ["check", "--index", str(index)])
    assert result.exit_code == 5
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "run opslag rebuild" in result.stderr
    assert str(path) in result.stderr or "cannot be opened" in result.stderr
    rebuild([editions.source], Store(index))
    assert content(Store(index)) == editions.new


def test_check_says_what_is_whole(editions: Editions, index: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--index", str(index)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"{len(editions.old)} articles in 4 files: nothing is damaged.\n")
    assert f"{segment(index).name}: {segment(index).stat().st_size} bytes, as published" in result.stdout
