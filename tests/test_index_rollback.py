"""A lost link loses nothing: generations without one are an error that names the way out, and a copy that followed
links is an index, too."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index import BuildFailed, DamagedIndex, NoIndex, Store, add, list_generations, optimize, rebuild, remove, rollback
from opslag import main
from search import Engine, Request
from tests.asking import patient
from tests.faults.damage import flip


def source(folder: Path, *ids: str) -> Path:
    path = folder / f"{'-'.join(ids)}.jsonl"
    path.write_text("".join(json.dumps({"id": id, "body": f"Færgen sejler {id}."}) + "\n" for id in ids))
    return path


def run(store: Store, *command: str) -> Result:
    return CliRunner().invoke(main, [*command, "--index", str(store.path)])


def found(store: Store) -> list[str]:
    engine = Engine.over(store.path, patient())
    hits = engine.search(Request(query="færgen")).hits
    engine.close()
    return sorted(hit.article.id for hit in hits)


def on_disk(store: Store) -> list[str]:
    return sorted(path.name for path in store.path.iterdir())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An index of two generations, of which the second has one more article."""
    store = Store(tmp_path / "index")
    rebuild([source(tmp_path, "a", "b")], store)
    add([source(tmp_path, "c")], store)
    return store


@pytest.fixture
def lost(store: Store) -> Store:
    """The same, without its link."""
    (store.path / "current").unlink()
    return store


COMMANDS = ("check", "info", "search færgen", "analyze færgen", "serve --port 0", "remove a", "optimize")


@pytest.mark.parametrize("command", [*COMMANDS, "add"])
def test_a_lost_link_is_an_error_that_names_the_way_out_and_loses_nothing(
    lost: Store, tmp_path: Path, command: str
) -> None:
    before = on_disk(lost)
    newest = before[-2]
    arguments = [command, "--workers", "1", str(source(tmp_path, "d"))] if command == "add" else command.split()
    for _ in range(2):
        result = run(lost, *arguments)
        assert result.exit_code == 5
        assert result.stderr == (
            f"Error: {lost.path}/current: the link to the live generation is lost, the newest is {newest}; "
            "run opslag rollback, or run opslag rebuild\n"
        )
        assert on_disk(lost) == before
    assert run(lost, "rollback").output == f"{newest} is live: 3 articles.\n"
    assert found(lost) == ["a", "b", "c"]


def test_a_rebuild_is_the_other_way_out(lost: Store, tmp_path: Path) -> None:
    rebuild([source(tmp_path, "x")], lost)
    assert found(lost) == ["x"]
    assert rollback(lost).articles == 3
    assert found(lost) == ["a", "b", "c"]


def test_generations_are_listed_with_what_is_to_be_known_of_each(store: Store) -> None:
    older, newer = list_generations(store)
    assert [(one.articles, one.is_live, one.faults) for one in (older, newer)] == [(2, False, ()), (3, True, ())]
    assert run(store, "generations").stdout.splitlines() == [
        f"{older.name}  {older.created}  2 articles  kept  whole",
        f"{newer.name}  {newer.created}  3 articles  live  whole",
    ]


def test_rollback_goes_back_and_forth(store: Store, tmp_path: Path) -> None:
    older, newer = list_generations(store)
    for expected, ids in ((older, ["a", "b"]), (newer, ["a", "b", "c"]), (older, ["a", "b"])):
        assert rollback(store).name == expected.name
        assert store.current().name == expected.name
        assert found(store) == ids
    assert rollback(store, older.name).name == older.name
    add([source(tmp_path, "d")], store)
    assert found(store) == ["a", "b", "d"]
    assert [one.name for one in list_generations(store)] == [older.name, store.current().name]


def test_only_a_whole_generation_is_published(store: Store) -> None:
    older, newer = list_generations(store)
    lexicon = store.path / older.name / "lexicon.arrays"
    flip(lexicon, 9_999)
    before = on_disk(store)
    assert list_generations(store)[0].faults[0].startswith(f"{lexicon}: the checksum differs")
    for name in (None, older.name):
        with pytest.raises(DamagedIndex, match="run opslag rebuild"):
            rollback(store, name)
    (store.path / older.name / "manifest.json").write_text("{}")
    assert list_generations(store)[0].articles is None
    assert "  unknown  unknown  kept  " in run(store, "generations").stdout
    assert run(store, "rollback").exit_code == run(store, "rollback", older.name).exit_code == 5
    with pytest.raises(BuildFailed, match=r"no generation '\.\./x'; opslag generations lists them"):
        rollback(store, "../x")
    assert (on_disk(store), store.current().name) == (before, newer.name)


@pytest.mark.parametrize("command", ["generations", "rollback"])
def test_where_no_index_is_nothing_is_listed_or_made(tmp_path: Path, command: str) -> None:
    store = Store(tmp_path / "index")
    for _ in range(2):
        result = run(store, command)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == f"Error: {store.path}: no index here; run opslag rebuild\n"
        assert not store.path.exists() or not on_disk(store)
        with pytest.raises(NoIndex):
            list_generations(store)


@pytest.fixture
def copied(store: Store, tmp_path: Path) -> Store:
    """A copy that followed links, as `cp -rL` and `scp -r` make it."""
    copy = Store(shutil.copytree(store.path, tmp_path / "copy", symlinks=False))
    assert not (copy.path / "current").is_symlink()
    return copy


def test_a_copy_that_followed_links_is_an_index(copied: Store) -> None:
    assert found(copied) == ["a", "b", "c"]
    assert [run(copied, *command.split()).exit_code for command in COMMANDS[:4]] == [0] * 4
    assert [(one.articles, one.is_live) for one in list_generations(copied)] == [(2, False), (3, False), (3, True)]


CHANGES: dict[str, tuple[Callable[[Store, Path], object], list[str]]] = {
    "add": (lambda store, folder: add([source(folder, "d")], store), ["a", "b", "c", "d"]),
    "remove": (lambda store, _: remove(["a"], store), ["b", "c"]),
    "optimize": (lambda store, _: optimize(store), ["a", "b", "c"]),
    "rebuild": (lambda store, folder: rebuild([source(folder, "x")], store), ["x"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_copy_that_followed_links_can_be_changed(copied: Store, tmp_path: Path, name: str) -> None:
    change, expected = CHANGES[name]
    engine = Engine.over(copied.path, patient())
    assert engine.holdings().articles == 3
    change(copied, tmp_path)
    assert engine.holdings().articles == len(expected)
    engine.close()
    assert found(copied) == expected
    assert (copied.path / "current").is_symlink()
    assert copied.check()[1] == []
    assert len([one for one in list_generations(copied) if not one.faults]) == 2
    assert rollback(copied).articles == 3
    assert found(copied) == ["a", "b", "c"]


def test_a_refused_change_leaves_no_generation_behind(copied: Store, store: Store, tmp_path: Path) -> None:
    for refusing in (copied, store):
        before = on_disk(refusing)
        with pytest.raises(BuildFailed):
            remove(["findes-ikke"], refusing)
        with pytest.raises(BuildFailed):
            add([source(tmp_path)], refusing)
        assert on_disk(refusing) == before
    (copied.path / "current" / "manifest.json").unlink()
    before = on_disk(copied)
    with pytest.raises(BuildFailed, match="current: Directory not empty"):
        rebuild([source(tmp_path, "x")], copied)
    assert on_disk(copied) == before


def test_a_rollback_of_a_copy_that_followed_links_keeps_what_was_live(copied: Store) -> None:
    older = list_generations(copied)[0]
    rollback(copied, older.name)
    assert found(copied) == ["a", "b"]
    assert [(one.articles, one.is_live) for one in list_generations(copied)][-1] == (3, False)
