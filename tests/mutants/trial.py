"""Mutants on trial: a copy of the project in which one file at a time is changed, and the quick tests run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutants.concerned import Concerned
from tests.mutants.mutant import Mutant
from tests.mutants.seen import observed

LENIENCE, LEAST = 5, 60
"""Tests that take so many times as long as undisturbed, and so many seconds more, do not end: the mutant is noticed."""

QUICK = ("-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "xdist.plugin", "-p", "_hypothesis_pytestplugin")
"""The quick tests, with those plugins alone that they need: another one takes as long to load as many a test file."""


class Copy:
    """A copy of the project in `folder`, beside a link to the evaluation data."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = folder / root.name
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for name in subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0"):
            if name and (root / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, self.root / name)
        if (root.parent / "shared").is_dir():
            (folder / "shared").symlink_to(root.parent / "shared")

    def watch(self, files: Sequence[Path], folder: Path) -> Concerned:
        """Run the quick tests undisturbed, while some files are observed; they must pass."""
        folder.mkdir()
        codes = {file: (self.root / file).read_text(encoding="utf-8") for file in files}
        for file, code in codes.items():
            self._write(file, observed(code, file.as_posix()))
        watching = ("-p", "tests.mutants.watch", "-n", "auto")
        done = self._pytest(*watching, environment={"MUTANTS_WATCH": str(folder)})
        if done.returncode:
            raise SystemExit(f"{done.stdout[-3000:]}\nThe quick tests must pass before anything is changed.")
        for file, code in codes.items():
            self._write(file, code)
        return Concerned.read(folder)

    def notices(self, mutant: Mutant, concerned: Concerned) -> bool:
        """Whether a test that runs anything of a file fails where a mutant of it stands in its place."""
        self._write(mutant.path, mutant.mutated)
        try:
            return any(self._fails(tests, concerned) for tests in concerned.tests(mutant) if tests)
        finally:
            self._write(mutant.path, mutant.code)

    def _fails(self, tests: Sequence[str], concerned: Concerned) -> bool:
        timeout = LEAST + LENIENCE * sum(concerned.seconds[test] for test in tests)
        try:
            return bool(self._pytest("-n", "0", "-x", *tests, timeout=timeout).returncode)
        except subprocess.TimeoutExpired:
            return True

    def _write(self, file: Path, code: str) -> None:
        path = self.root / file
        path.write_text(code, encoding="utf-8")
        # Written twice in a second it would be taken for what was compiled before.
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()

    def _pytest(
        self, *arguments: str, environment: Mapping[str, str] | None = None, timeout: float | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "pytest", *QUICK, *arguments],
            cwd=self.root,
            # Commands that a test starts find the copy too, not the project as it is installed.
            env={
                **os.environ,
                "PYTHONPATH": str(self.root),
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
                **(environment or {}),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
        )
