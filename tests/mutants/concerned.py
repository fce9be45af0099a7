"""Which tests a mutant concerns: those that run its function, the quickest first."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.mutant import Mutant
from tests.mutants.seen import function_at


@dataclass(frozen=True)
class Concerned:
    """What an undisturbed run of the quick tests has shown."""

    seconds: dict[str, float]
    """How long each test file takes."""

    run: dict[tuple[str, int], set[str]]
    """The test files that run a function, by its file and line."""

    @classmethod
    def read(cls, folder: Path) -> "Concerned":
        """What the workers of that run have written into a folder."""
        seconds: dict[str, float] = defaultdict(float)
        run: dict[tuple[str, int], set[str]] = defaultdict(set)
        for path in folder.glob("*.json"):
            found = json.loads(path.read_text())
            for test, took in found["seconds"].items():
                seconds[test] += took
            for test, functions in found["run"].items():
                for file, line in functions:
                    run[file, line].add(test)
        return cls(dict(seconds), dict(run))

    def tests(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        """The test files that run the function of a mutant, and the others that run anything of its file: they may see
        what was kept from before. What is in no function concerns all of these."""
        name = mutant.path.as_posix()
        line = function_at(mutant.code, mutant.line)
        running = self.run.get((name, line), set()) if line else set()
        others = {test for (file, _), tests in self.run.items() if file == name for test in tests}
        return self._in_order(running, mutant), self._in_order(others - running, mutant)

    def _in_order(self, tests: Iterable[str], mutant: Mutant) -> list[str]:
        """Those that have the file's name in theirs first, then the quickest."""
        return sorted(tests, key=lambda test: (mutant.path.stem not in test, self.seconds[test], test))
