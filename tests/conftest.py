"""What tests share: indexes made on the spot, the command as a user runs it, a browser, the data beside the project."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser

import data
from index import Store, rebuild
from search import DEFAULT_LIMITS, Engine, Limits
from tests.asking import patient
from tests.browsing import Opening, chromium, windows
from tests.serving import Service
from web import create_app

ROOT = Path(__file__).parent.parent

# No test may hang on how busy the machine is.
settings.register_profile("opslag", deadline=None)
settings.load_profile("opslag")

Record = Mapping[str, Any]

ONCE = {"faults", "relevance"}
"""Folders whose tests show what no interpreter changes, as those do that drive a browser."""

SLOW = {"opslag", "service", "shared"}
"""Fixtures whose tests take long: they start a process, or read the evaluation data."""


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Put each test into its tiers, which setup.cfg describes. Of tests with one id workers would run but one."""
    if len({item.nodeid for item in items}) < len(items):
        raise pytest.UsageError("there are tests with the same id")
    for item in items:
        fixtures = {*getattr(item, "fixturenames", ())}
        if "browser" in fixtures or item.path.parent.name in ONCE:
            item.add_marker("once")
        if fixtures & SLOW or item.get_closest_marker("once"):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the project; a test that needs it is skipped where it is absent, never on CI."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("../shared is missing on CI")
        pytest.skip("needs the evaluation data in ../shared")
    return folder


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Write records to a `.jsonl` file."""

    def write(records: Sequence[Record], name: str = "articles.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        return path

    return write


@pytest.fixture
def make_store(tmp_path: Path, write_jsonl: Callable[..., Path]) -> Callable[..., Store]:
    """Build an index of records."""

    def make(records: Sequence[Record], name: str = "index") -> Store:
        store = Store(tmp_path / name)
        rebuild([write_jsonl(records, f"{name}.jsonl")], store)
        return store

    return make


@pytest.fixture
def make_engine(make_store: Callable[..., Store]) -> Iterator[Callable[..., Engine]]:
    """An engine over an index of records, with limits."""
    engines: list[Engine] = []

    def make(records: Sequence[Record], limits: Limits = DEFAULT_LIMITS) -> Engine:
        engine = Engine.over(make_store(records, f"index-{len(engines)}").path, patient(limits))
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.close()


@pytest.fixture(scope="module")
def make_shared_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Engine]]:
    """As `make_engine`, for an index that the tests of a module share."""
    engines: list[Engine] = []

    def make(records: Sequence[Record], limits: Limits = DEFAULT_LIMITS) -> Engine:
        folder = tmp_path_factory.mktemp("shared")
        source = folder / "articles.jsonl"
        source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        rebuild([source], Store(folder / "index"))
        engines.append(Engine.over(folder / "index", patient(limits)))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An index of the sample articles."""
    store = Store(tmp_path_factory.mktemp("sample") / "index")
    with as_file(data.ARTICLES) as articles:
        rebuild([articles], store)
    return store


@pytest.fixture(scope="session")
def sample_engine(sample_store: Store) -> Iterator[Engine]:
    """An engine over the sample articles."""
    engine = Engine.over(sample_store.path, patient())
    yield engine
    engine.close()


@pytest.fixture
def client(sample_store: Store) -> Iterator[FlaskClient]:
    """A client of the application over the sample articles."""
    app = create_app({"INDEX": str(sample_store.path), "LIMITS": patient()})
    yield app.test_client()
    app.extensions["engine"].close()


@pytest.fixture
def opslag(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command `opslag` as a user does; what it prints is captured, as in a pipe."""

    def run(*arguments: "str | Path", **options: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONWARNINGS": "error"}
        environment.pop("OPSLAG_INDEX", None)
        environment |= options.pop("env", {})
        return subprocess.run(
            # -P: a folder `index` where the command runs is no module of ours.
            [sys.executable, "-P", "-m", "opslag", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=options.pop("cwd", tmp_path),
            env=environment,
            timeout=120,
            **options,
        )

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_at(browser: Browser, service: Service) -> Iterator[Opening]:
    """Opens pages of the `service` of a test file in windows of their own, and sees that nothing is complained of."""
    with windows(browser, service) as open_:
        yield open_
