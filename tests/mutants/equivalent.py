"""Mutants that no test can tell from the original: those that were looked at, each with the reason."""

import tomllib
from pathlib import Path

from tests.mutants.mutant import Mutant

LIST = Path(__file__).parent / "equivalent.toml"

Change = tuple[str, str, str]
"""A file, the line that is changed, and what it becomes; both without the white space around them."""


def listed() -> dict[Change, str]:
    """The changes of the list, with their reasons."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8")).get("equivalent", [])
    return {(entry["file"], entry["line"], entry["becomes"]): entry["reason"] for entry in entries}


def is_listed(mutant: Mutant) -> bool:
    return (mutant.path.as_posix(), *mutant.change) in listed()


def out_of_date(root: Path) -> list[str]:
    """The lines of the list that no file has any more."""
    return [
        f"{file}: {line}"
        for file, line, _ in listed()
        if not (root / file).is_file()
        or line not in " ".join(map(str.strip, (root / file).read_text(encoding="utf-8").splitlines()))
    ]
