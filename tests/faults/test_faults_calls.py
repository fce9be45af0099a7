"""Every call to the disk that a change of the index makes fails once: what is live is the old index or the new one,
and the error is one sentence."""

import builtins
import io
import json
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import IO, Any

import pytest

from index import BuildFailed, Store, add, optimize, rebuild, remove
from tests.faults.process import Editions, content, generations

IN_THE_INDEX = "artikel-3"

CHANGES: dict[str, Callable[[Store, Path], object]] = {
    "rebuild": lambda store, source: rebuild([source], store),
    "add": lambda store, source: add([source], store),
    "remove": lambda store, _: remove([IN_THE_INDEX], store),
    "optimize": lambda store, _: optimize(store),
}


class Failing:
    """Lets every call through but for the one of a number, the first is 1."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.calls = 0

    def call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls == self._at:
            raise OSError(5, os.strerror(5))
        return function(*arguments, **options)


class FailingFile:
    """A file that is open for writing, whose writes may fail."""

    def __init__(self, file: IO[Any], failing: Failing) -> None:
        self._file = file
        self._failing = failing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "FailingFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: Any) -> Any:
        return self._failing.call(self._file.write, data)


def fail_writes(patch: pytest.MonkeyPatch, failing: Failing) -> None:
    real = io.open

    def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        stream = real(file, mode, *arguments, **options)
        return stream if set("wxa+").isdisjoint(mode) else FailingFile(stream, failing)

    patch.setattr(io, "open", opened)
    patch.setattr(builtins, "open", opened)


def fail_function(name: str) -> Callable[[pytest.MonkeyPatch, Failing], None]:
    def fail(patch: pytest.MonkeyPatch, failing: Failing) -> None:
        real = getattr(os, name)
        patch.setattr(os, name, lambda *arguments, **options: failing.call(real, *arguments, **options))

    return fail


CALLS = {"write": fail_writes} | {
    name: fail_function(name) for name in ("fsync", "replace", "symlink", "link", "mkdir")
}
"""What is made to fail."""

TAKE_OVER = ("add", "remove")
"""Changes that link to files of the live generation."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "to.jsonl"
    records = [{"id": id, "body": f"Færgen til Ærø er indstillet, siger {id}."} for id in (IN_THE_INDEX, "helt ny")]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


# Whoosh does not close a table of contents that it could not write.
@pytest.mark.filterwarnings("ignore:.*FileIO.*_MAIN_1.toc:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_call_that_fails_leaves_the_old_index_or_the_new(
    editions: Editions, index: Path, source: Path, tmp_path: Path, change: str, call: str
) -> None:
    done = Store(shutil.copytree(index, tmp_path / "done", symlinks=True))
    CHANGES[change](done, source)
    new, store = content(done), Store(index)
    for number in count(1):
        failing = Failing(number)
        with pytest.MonkeyPatch.context() as patch:
            CALLS[call](patch, failing)
            error = failed(lambda: CHANGES[change](store, source))
        assert store.check()[1] == []
        assert len(generations(index)) <= 2
        if not error or error.endswith(": Input/output error; the new index is live, but may not outlast a power cut"):
            break
        assert error.endswith(": Input/output error; the live index is as it was")
        assert content(store) == editions.old
    assert content(store) == new
    assert failing.calls or (call == "link" and change not in TAKE_OVER)


def failed(change: Callable[[], object]) -> str:
    """Why a change failed; empty where it did not."""
    try:
        change()
    except BuildFailed as error:
        return str(error)
    return ""
