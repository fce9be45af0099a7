"""How good the answers are, on the evaluation data beside the project.

Whoever makes them better raises the floor here; whoever finds them better without a reason looks why.
"""

from pathlib import Path
from statistics import fmean

import pytest

from search import Collection, run_collection, score

FLOOR = {"parole_dk": 0.455, "flores_heldout": 0.575, "ntrex": 0.875}
"""MRR@10 that each set has at least."""

SURPRISE = 0.03
"""What above the floor nobody expects."""


@pytest.mark.parametrize("name", FLOOR)
def test_answers_are_as_good_as_they_were(name: str, shared: Path) -> None:
    collection = Collection.read(shared / "eval" / name)
    measured = score(run_collection(collection), collection.judgements)["MRR@10"]
    assert FLOOR[name] <= fmean(measured.values()) <= FLOOR[name] + SURPRISE
