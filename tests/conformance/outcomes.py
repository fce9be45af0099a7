"""A pytest plugin that writes down how each test ended, for `tests.conformance.suite` to read."""

import json
import os
import re
from collections.abc import Generator
from pathlib import Path

import pytest
from pluggy import Result

import index.columnar

VARIABLE = "CONFORMANCE_OUTCOMES"
"""The environment variable that names the file to be written."""

LONGEST_REASON = 160
"""Characters of an error that are told."""

_ENGINE = Path(index.columnar.__file__).parent
_NAMES_A_FIELD = re.compile(r"\w+: ")
_GLOBALS = pytest.StashKey[dict[str, object]]()
_outcomes: dict[str, tuple[str, str]] = {}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note what a test finds in its module."""
    item.stash[_GLOBALS] = dict(globals_of(item))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, Result[pytest.TestReport], None]:
    """Note how one of the three phases of a test ended; the first that does not pass counts."""
    report = (yield).get_result()
    name = f"{item.path.name}::{item.name}"
    if report.passed or _outcomes.get(name, ("passed", ""))[0] != "passed":
        _outcomes.setdefault(name, ("passed", ""))
    elif call.excinfo is not None:
        reason = f"{call.excinfo.typename}: {call.excinfo.value}".partition("\n")[0][:LONGEST_REASON]
        refused = is_refusal(call.excinfo)
        _outcomes[name] = ("skipped" if report.skipped else "refused" if refused else "failed", reason)
        if refused:  # Others would go on with the empty index that it leaves to them.
            found = item.stash[_GLOBALS]
            globals_of(item).update(found)


def globals_of(item: pytest.Item) -> dict[str, object]:
    """What the names in the module of a test stand for."""
    module = item.getparent(pytest.Module)
    return module.obj.__dict__ if module else {}


def is_refusal(error: "pytest.ExceptionInfo[BaseException]") -> bool:
    """Whether our codec has said, by the name of a field, what it does not keep."""
    return (
        isinstance(error.value, TypeError | ValueError | NotImplementedError)
        and Path(error.traceback[-1].path).is_relative_to(_ENGINE)
        and _NAMES_A_FIELD.match(str(error.value)) is not None
    )


def pytest_sessionfinish() -> None:
    """Write all of it."""
    Path(os.environ[VARIABLE]).write_text(json.dumps(_outcomes), encoding="utf-8")
