"""The indexes that are asked, made by the command `opslag`: of one segment, and of several with deletions."""

import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import click

import web
from tests.answers.asking import held
from tests.answers.corpus import growth, read, removed, write, write_with_bylines

HOUSE = Path(web.__file__).parents[1]
"""The checkout whose code is asked."""

TEXTS = HOUSE.parent / "shared" / "bench" / "docs.jsonl.gz"
"""28,291 Danish texts beside the project."""

GROWN = "-grown"
"""Ends the name of an index that has grown."""

ALONE = ("--workers", "1")
"""Of several processes each counts the phrases of the articles that it happens to be given, and leaves out its rare
ones: what is suggested would differ from one index to the next."""

DAMAGED_OR_ABSENT = (4, 5)
"""What `opslag info` ends with where there is no index that the code can open."""


def indexes(folder: Path) -> Mapping[str, Path]:
    """The indexes by name, in `folder`: those that are there and can be opened are used again."""
    made = {"sample": folder / "sample"}
    if not _opens(made["sample"]):
        opslag("rebuild", *ALONE, "--sample", index=made["sample"])
    _grow(made, "sample", folder)
    if not TEXTS.exists():
        click.echo("The texts in ../shared are not here: the sample articles alone are asked about.")
        return made
    made["texts"], source = folder / "texts", folder / "texts.jsonl"
    if not _opens(made["texts"]):
        write_with_bylines(TEXTS, source)
        opslag("rebuild", *ALONE, source, index=made["texts"])
    _grow(made, "texts", folder)
    return made


def opslag(command: str, *arguments: str | Path, index: Path, may_end_with: Collection[int] = ()) -> int:
    """Run a command on an index; its exit status. Raises ClickException where that is neither 0 nor expected."""
    # -P: the packages of the checkout that is installed, not of the folder where this runs.
    run = [sys.executable, "-P", "-m", "opslag", command, "--index", str(index), *map(str, arguments)]
    done = subprocess.run(run, capture_output=True, text=True)
    if done.returncode not in (0, *may_end_with):
        raise click.ClickException(f"opslag {command} ended with {done.returncode}: {done.stderr}")
    return done.returncode


def _opens(index: Path) -> bool:
    return opslag("info", index=index, may_end_with=DAMAGED_OR_ABSENT) == 0


def _grow(made: dict[str, Path], name: str, folder: Path) -> None:
    """Add the index `name` that has grown to `made`, of the same articles."""
    grown = made[name + GROWN] = folder / (name + GROWN)
    if _opens(grown):
        return
    source = folder / f"{name}.jsonl"
    if not source.exists():
        write(source, held(made[name]))
    records = read(source)
    part = folder / "part.jsonl"
    for number, articles in enumerate(growth(records)):
        write(part, articles)
        opslag("add" if number else "rebuild", *ALONE, part, index=grown)
    part.unlink()
    opslag("remove", "--", *removed(records), index=grown)
