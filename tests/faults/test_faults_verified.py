"""What befalls an index while questions are answered from it: damage is found in the background, and a file that is cut
short is noticed; the engine then answers no more, and the process lives."""

import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import DamagedIndex, Store, rebuild
from index.arrays import ArrayFile
from index.columnar import EXTENSION
from search import Engine, Request
from tests.asking import patient
from tests.faults.damage import flip, live
from tests.faults.process import content, write_articles
from tests.serving import Service, serving

ARTICLES = 600


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    rebuild([write_articles(folder / "articles.jsonl", "første", ARTICLES)], Store(folder / "index"))
    return folder / "index"


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return shutil.copytree(whole, tmp_path / "index", symlinks=True)


@pytest.fixture
def engine(index: Path) -> Iterator[Engine]:
    with closing(Engine.over(index, patient())) as engine:
        yield engine


def damage(index: Path, array: str) -> Path:
    """Flip a bit in the middle of a large array."""
    (path,) = live(index).glob(f"*{EXTENSION}")
    file = ArrayFile.open(path)
    assert array in file.large_arrays
    flip(path, 8 * (path.read_bytes().index(file[array].tobytes()) + file[array].nbytes // 2))
    return path


def refused(ask: Callable[[], object]) -> str:
    """What is said when it is no longer answered. It may take a while, but not for ever."""
    for _ in range(1200):
        try:
            ask()
        except DamagedIndex as error:
            return str(error)
        time.sleep(0.05)
    raise AssertionError("it is still answered")


@pytest.mark.parametrize("array", ["stored", "body.places"])
def test_damage_that_opening_does_not_see_is_found_in_the_background(
    index: Path, engine: Engine, caplog: pytest.LogCaptureFixture, array: str
) -> None:
    path = damage(index, array)
    assert engine.holdings().articles == ARTICLES
    with caplog.at_level(logging.ERROR, "opslag"):
        sentence = refused(engine.generation)
    assert sentence == f"{path}: the checksum of {array} differs; run opslag rebuild"
    assert [record.getMessage() for record in caplog.records] == [f"{live(index).name} answers no more: {sentence}"]
    with pytest.raises(DamagedIndex, match=array):
        engine.search(Request(query="udgave"))
    rebuild([write_articles(index.parent / "new.jsonl", "anden", 3)], Store(index))
    assert engine.search(Request(query="anden")).total == 3


def test_a_whole_index_answers_on_when_all_is_verified(index: Path, engine: Engine) -> None:
    with Store(index).open() as generation:
        generation.require_whole()
    until = time.monotonic() + 2
    while time.monotonic() < until:
        assert engine.search(Request(query="udgave")).total == ARTICLES
        time.sleep(0.2)
    assert len(content(Store(index))) == ARTICLES


def test_a_file_that_is_cut_short_is_refused_until_it_is_whole_again(index: Path, engine: Engine) -> None:
    (path,) = live(index).glob(f"*{EXTENSION}")
    data = path.read_bytes()
    assert engine.search(Request(query="udgave")).total == ARTICLES
    os.truncate(path, len(data) - 1)
    sentence = refused(engine.generation)
    assert sentence == f"{path}: {len(data) - 1} bytes instead of {len(data)}; run opslag rebuild"
    (index / "whole").write_bytes(data)
    (index / "whole").replace(path)
    assert engine.search(Request(query="udgave")).total == ARTICLES


def statuses(service: Service, path: str, until: int) -> set[int]:
    """The statuses of answers, up to the first that is `until`."""
    seen: set[int] = set()
    while until not in seen:
        seen.add(service.get(path).status)
        time.sleep(0.05)
    return seen


def test_a_server_whose_file_is_cut_short_says_so_and_loses_no_process(index: Path, tmp_path: Path) -> None:
    (path,) = live(index).glob(f"*{EXTENSION}")
    data = path.read_bytes()
    with serving(index, tmp_path, "--workers", "1") as service:
        (worker,) = service.workers(1)
        assert service.get("/healthz").status == 200
        os.truncate(path, len(data) - 1)
        assert statuses(service, "/healthz", 503) <= {200, 503}
        assert service.get("/api/search?q=udgave").status == 503
        path.write_bytes(data)
        assert service.get("/healthz").status == 200
        assert service.workers(1) == [worker]
        assert service.stop(signal.SIGTERM) == 0


def test_each_process_of_a_server_finds_what_is_damaged(index: Path, tmp_path: Path) -> None:
    damage(index, "body.places")
    with serving(index, tmp_path, "--workers", "2") as service:
        service.workers(2)
        statuses(service, "/healthz", 503)
        for _ in range(20):
            statuses(service, "/healthz", 503)
        service.stop(signal.SIGTERM)
    found = [line for line in service.errors if "answers no more" in line]
    assert 1 <= len(found) <= 2
    assert all("the checksum of body.places differs" in line for line in found)
