"""`python -m tests.mutants`: a sample of mutants of the files that a change touches, and which of them the quick tests
do not notice. It fails where that is more than one in ten, but for those that are listed as equivalent."""

import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

import click

from tests.mutants.equivalent import is_listed, out_of_date
from tests.mutants.mutant import Mutant, places
from tests.mutants.trial import Copy

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("opslag.py", "index", "search", "web")

ONE_IN = 10
"""One mutant in so many may live."""


@click.command()
@click.option("--base", default="HEAD~1", show_default=True, help="The files changed since this commit are tried.")
@click.option("--most", default=60, show_default=True, help="So many mutants at most.")
@click.option("--seed", type=int, help="Which ones: the same seed, the same sample. Drawn, if it is not given.")
@click.option("--workers", default=2, show_default=True, help="So many at a time.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def main(base: str, most: int, seed: int | None, workers: int, files: Sequence[Path]) -> None:
    """Change the product a little, many times over, and run the quick tests each time.

    FILES, or folders, are changed in place of those of the last commits.
    """
    chosen = sorted(_product(files) if files else _changed(base))
    seed = random.randrange(10_000) if seed is None else seed
    mutants = list(islice(_sample(chosen, seed), most))
    click.echo(f"seed {seed}: {len(mutants)} mutants of {len(chosen)} files")
    for line in out_of_date(ROOT):
        click.echo(f"listed as equivalent, but no longer there: {line}")
    if mutants:
        alive, reached = _alive(mutants, workers)
        for mutant in alive:
            click.echo(f"\n{mutant.diff}")
        click.echo(
            f"\nseed {seed}: {reached - len(alive)} of {reached} mutants were noticed", nl=reached == len(mutants)
        )
        if reached < len(mutants):
            click.echo(f"; {len(mutants) - reached} more are where no quick test comes")
        raise SystemExit(len(alive) * ONE_IN > reached)


def _product(files: Sequence[Path]) -> Iterator[Path]:
    """The Python files of the product among files and folders, from the root on."""
    for path in files:
        place = (ROOT / path).resolve()
        for file in place.rglob("*.py") if place.is_dir() else [place]:
            relative = file.relative_to(ROOT)
            if relative.parts[0] in ROOMS and file.suffix == ".py" and file.is_file():
                yield relative


def _changed(base: str) -> set[Path]:
    """Those that differ from a commit, or are new."""
    command = ["git", "diff", "--name-only", "--relative", base]
    changed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {*_product([Path(name) for name in changed])}


def _sample(files: Sequence[Path], seed: int) -> Iterator[Mutant]:
    """Mutants of files, drawn one by one; none twice, and none that is listed."""
    drawn = [place for file in files for place in places(file, ROOT)]
    random.Random(seed).shuffle(drawn)
    seen: set[tuple[Path, str]] = set()
    for mutant in (place.mutant() for place in drawn):
        if (mutant.path, mutant.mutated) not in seen and mutant.mutated != mutant.code and not is_listed(mutant):
            seen.add((mutant.path, mutant.mutated))
            yield mutant


def _alive(mutants: Sequence[Mutant], workers: int) -> tuple[list[Mutant], int]:
    """Those that no test notices, and how many there are in what the tests run at all."""
    with tempfile.TemporaryDirectory(prefix="opslag-mutants-") as name:
        copies = [Copy(ROOT, Path(name) / str(number)) for number in range(workers)]
        concerned = copies[0].watch(sorted({mutant.path for mutant in mutants}), Path(name) / "watched")
        reached = [mutant for mutant in mutants if any(concerned.tests(mutant))]
        free: SimpleQueue[Copy] = SimpleQueue()
        for copy in copies:
            free.put(copy)

        def is_noticed(mutant: Mutant) -> bool:
            copy = free.get()
            try:
                return copy.notices(mutant, concerned)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            alive = []
            for number, (mutant, dead) in enumerate(zip(reached, pool.map(is_noticed, reached), strict=True), 1):
                click.echo(f"{number}/{len(reached)} {mutant.path}:{mutant.line} {'noticed' if dead else 'LIVES'}")
                alive += [] if dead else [mutant]
    return alive, len(reached)


if __name__ == "__main__":
    main()
