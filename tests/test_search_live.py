"""An engine over an index that changes, or is hurt, while it answers: it goes on with what it has, and moves on when it
can."""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import DamagedIndex, Store
from index.arrays import SMALL_ARRAY, ArrayFile
from search import Engine, Request
from search.columnar import ColumnarBackend, ColumnarSnapshot
from search.columnar.live import RETRY_SECONDS

FEW = [{"id": f"få-{number}", "body": "Stormen kom."} for number in range(3)]
MANY = [
    {"id": f"mange-{number}", "body": "Stormen kom.", "byline": f"Skribent Nummer{number:04} {'Navnesen ' * 5}"}
    for number in range(1500)
]
"""Articles whose bylines are too much to be verified whenever an index is opened."""


@pytest.fixture
def engine(make_store: Callable[..., Store]) -> Iterator[Engine]:
    engine = Engine.over(make_store(FEW).path)
    assert engine.holdings().articles == len(FEW)
    yield engine
    engine.close()


def segment(store: Store) -> Path:
    (path,) = store.current().glob("*.opslag")
    return path


def damage_a_byline(store: Store) -> None:
    """Make bytes of a byline such as no text has."""
    path = segment(store)
    data, names = path.read_bytes(), ArrayFile.open(path)["column.byline.names"].tobytes()
    assert len(names) > SMALL_ARRAY
    path.write_bytes(data.replace(names, names[:700] + b"\xff" * 4 + names[704:]))


def test_an_index_whose_names_cannot_be_read_is_damaged(make_store: Callable[..., Store]) -> None:
    store = make_store(MANY)
    damage_a_byline(store)
    with pytest.raises(DamagedIndex, match="run opslag rebuild"):
        Engine.over(store.path).holdings()
    gc.collect()  # Later Pythons keep the frames of the error until then.
    assert str(store.path) not in Path("/proc/self/maps").read_text()


def test_it_goes_on_with_what_it_has_where_the_names_of_a_newer_one_cannot_be_read(
    engine: Engine, make_store: Callable[..., Store], caplog: pytest.LogCaptureFixture
) -> None:
    damage_a_byline(make_store(MANY))
    with caplog.at_level(logging.WARNING, "opslag"):
        assert [engine.holdings().articles for _ in range(3)] == [len(FEW)] * 3
    (said,) = caplog.messages
    assert "run opslag rebuild" in said


def test_what_could_not_be_opened_is_tried_again_after_a_while(
    engine: Engine, make_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    store = make_store(MANY)
    path = segment(store)
    hidden = path.rename(store.path / "hidden")
    assert engine.holdings().articles == len(FEW)
    hidden.rename(path)
    assert engine.holdings().articles == len(FEW)
    now += RETRY_SECONDS
    assert engine.holdings().articles == len(MANY)


def test_opening_an_index_does_not_count_as_time_of_the_question(
    make_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    class Slow(ColumnarBackend):
        """An engine whose index takes an hour to open."""

        @contextmanager
        def snapshot(self) -> Iterator[ColumnarSnapshot]:
            clock[0] += 3600
            with super().snapshot() as snapshot:
                yield snapshot

    engine = Engine(Slow(make_store(FEW)))
    assert engine.search(Request("storm")).total == len(FEW)
    with engine.matching(Request("storm"), 2) as matches:
        assert len(matches) == 2
    assert engine.open("få-0", Request("storm"), place=1)
    engine.close()


def test_an_index_that_was_let_go_of_twice_is_let_go_of(make_store: Callable[..., Store]) -> None:
    store = make_store(FEW)
    path = segment(store)
    with store.open() as generation:
        assert str(path) in Path("/proc/self/maps").read_text()
        generation.close()
    assert str(path) not in Path("/proc/self/maps").read_text()
    assert generation.analysis.lexicon.is_name("storm") is False


def test_every_time_that_an_index_goes_missing_is_logged_once(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    link = next(tmp_path.glob("*/current"))
    live = link.readlink()
    for _ in range(2):
        link.unlink()
        assert [engine.holdings().articles for _ in range(3)] == [len(FEW)] * 3
        link.symlink_to(live)
        assert engine.holdings().articles == len(FEW)
    lost = f"{link}: the link to the live generation is lost, the newest is {live}"
    assert [message.partition(": ")[2].partition(";")[0] for message in caplog.messages] == [lost] * 2
