"""The collections that are measured on."""

from collections.abc import Iterator
from pathlib import Path

from search import Collection

COLLECTIONS = Path(__file__).parents[3] / "shared" / "eval"
SETS = ("parole_dk", "flores_heldout", "ntrex")


def collections(names: str) -> Iterator[tuple[str, Collection]]:
    """Those of some names, which commas separate: each that of one in `../shared/eval`, or the path of a folder that
    is one. Raises BadCollection."""
    return ((name, Collection.read(COLLECTIONS / name if name in SETS else Path(name))) for name in names.split(","))
