"""Save the answers to two thousand questions; compare those of two states of the code.

    python -m tests.answers save before.json
    python -m tests.answers save after.json --questions before.json
    python -m tests.answers compare before.json after.json

Questions are drawn from the sample articles and, where they are, from the 28,291 texts beside the project. They go
through the command `opslag` and over HTTP alone, so that whatever else moves the same program can ask both states: a
checkout that has no such program is asked by a copy of `tests/answers` in a folder of its own, with the Python in whose
environment that checkout is installed:

    PYTHONPATH=folder-above-the-copied-tests checkout/.venv/bin/python -P -m tests.answers save before.json

`-P` keeps the packages of the folder where this runs out of the way.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.answers.comparing import differences, told
from tests.answers.indexes import HOUSE, indexes
from tests.answers.saving import answered, drawn, read, summary, write

SHOWN = 8
"""Differences that are shown."""

HASH_SEED = "0"
"""With it, sets of words have one order in every process."""

_a_file = click.Path(dir_okay=False, path_type=Path)
_saved_file = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.group()
def main() -> None:
    """Save the answers to two thousand questions; compare those of two states of the code."""


@main.command()
@click.argument("file", type=_a_file)
@click.option("--questions", "asked", type=_saved_file, help="Ask what was asked for this file of answers.")
@click.option(
    "--indexes",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the indexes here, and take those that are here and can be opened. After a change of what is written into"
    " an index, begin with an empty folder.",
)
@click.option("--count", default=2000, show_default=True, help="Questions that are drawn.")
@click.option("--seed", default=1, show_default=True)
def save(file: Path, asked: Path | None, folder: Path | None, count: int, seed: int) -> None:
    """Ask, and write the answers to FILE."""
    click.echo(f"Asking the code in {HOUSE}.")
    with _folder(folder) as place:
        made = indexes(place)
        if asked:
            questions = [*read(asked)]
            click.echo(f"The questions are those of {asked}.")
            if missing := {question.index for question in questions} - {*made}:
                raise click.ClickException(f"they are asked of {', '.join(sorted(missing))} too")
        else:
            questions = drawn(made, count, seed)
            click.echo(f"The questions are drawn with seed {seed}.")
        write(file, answered(made, questions))
    click.echo(summary(read(file)))


@main.command()
@click.argument("before", type=_saved_file)
@click.argument("after", type=_saved_file)
def compare(before: Path, after: Path) -> None:
    """Compare the answers in two files; ends with 1 where any differs."""
    first, second = read(before), read(after)
    found = differences(first, second)
    click.echo(f"{len({*first, *second}):,} answers compared, {len(found):,} differ.")
    for question, where in [*found.items()][:SHOWN]:
        click.echo(told(question, where))
    if found:
        kinds = Counter(question.kind.partition(":")[0] for question in found)
        click.echo(", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common()))
        raise SystemExit(1)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder of the indexes: one that is kept, or one that goes when all is done."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="opslag-answers-") as name:
        yield Path(name)


if __name__ == "__main__":
    # Where two sentences are worth the same but for rounding, the order of a set decides which is shown.
    if os.environ.get("PYTHONHASHSEED") != HASH_SEED:
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONHASHSEED": HASH_SEED})
    main()
