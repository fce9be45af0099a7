"""One run of Whoosh's tests in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from tests.conformance.outcomes import VARIABLE

LEFT_OUT = ("test_codecs.py", "test_postings.py")
"""Tests that look inside Whoosh's own codecs."""

LONGEST = 1800
"""Seconds after which a run is given up: its writing processes wait for one another."""

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a test ended, `passed`, `refused`, `failed` or `skipped`, and the error that it ended in."""

    kind: str
    reason: str


Results = Mapping[str, Outcome]
"""The tests by their names, FILE::TEST."""


def run_suite(tests: Path, *plugins: str) -> Results:
    """Run the tests in a folder, with these pytest plugins. Nothing is written beside them.

    Raises ClickException where pytest cannot run them.
    """
    with tempfile.TemporaryDirectory(prefix="opslag-conformance-") as name:
        written = Path(name) / "outcomes.json"
        run = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", str(tests), "--quiet", "--tb=no"),
                *("-c", os.devnull, f"--rootdir={tests}", "-p", "no:cacheprovider", "-p", "no:xdist"),
                *(f"--ignore={tests / left_out}" for left_out in LEFT_OUT),
                *(part for plugin in ("tests.conformance.outcomes", *plugins) for part in ("-p", plugin)),
            ],
            cwd=name,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "TMPDIR": name,
                VARIABLE: str(written),
            },
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        if not written.exists():
            raise click.ClickException(f"pytest could not run {tests}:\n{run.stdout}{run.stderr}")
        found = json.loads(written.read_text(encoding="utf-8"))
    return {test: Outcome(*outcome) for test, outcome in found.items()}
