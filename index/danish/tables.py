"""The word tables in `data/danish`: written by hand, in the open, a line of words that belong together."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

TABLES = files("data") / "danish"


@cache
def read_table(name: str) -> Sequence[Sequence[str]]:
    """The lines of the table `data/danish/NAME.txt`, each as its words."""
    return parse_table((TABLES / f"{name}.txt").read_text(encoding="utf-8"))


def parse_table(text: str) -> Sequence[Sequence[str]]:
    """The lines of a table, each as its words; what stands behind a `#` is for whoever reads the table.

    >>> parse_table("# Nouns\\n\\nmand mænd  # and landsmænd")
    [['mand', 'mænd']]
    """
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return [line for line in lines if line]
