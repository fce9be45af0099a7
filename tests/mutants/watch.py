"""A pytest plugin: which `observed` functions each test file runs, and how long it takes. `MUTANTS_WATCH` names the
folder that each worker writes its findings into."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.seen import functions

_seconds: dict[str, float] = defaultdict(float)
_run: dict[str, set[tuple[str, int]]] = defaultdict(set)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    file = item.path.relative_to(item.config.rootpath).as_posix()
    functions.clear()
    began = time.perf_counter()
    result = yield
    _seconds[file] += time.perf_counter() - began
    _run[file] |= functions
    return result


def pytest_sessionfinish() -> None:
    found = {"seconds": _seconds, "run": {test: sorted(run) for test, run in _run.items()}}
    (Path(os.environ["MUTANTS_WATCH"]) / f"{os.getpid()}.json").write_text(json.dumps(found))
