"""What every fault befalls: an index of the old edition, while the source of the new one is at hand."""

import shutil
from pathlib import Path

import pytest

from index import Store, rebuild
from index.manifest import SMALL_FILE
from tests.faults.damage import segment
from tests.faults.process import FEW, Editions, write_articles


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Two editions, each built once."""
    return Editions.make(tmp_path_factory.mktemp("editions"), FEW)


@pytest.fixture
def index(editions: Editions, tmp_path: Path) -> Path:
    """An index of the old edition, for one test."""
    return shutil.copytree(editions.index, tmp_path / "index", symlinks=True)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of five articles, whose files are all small enough to be verified on every opening."""
    folder = tmp_path_factory.mktemp("few")
    rebuild([write_articles(folder / "few.jsonl", "lille", 5)], Store(folder / "index"))
    assert segment(folder / "index").stat().st_size <= SMALL_FILE
    return folder / "index"


@pytest.fixture
def small_index(few: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return shutil.copytree(few, tmp_path / "index", symlinks=True)
