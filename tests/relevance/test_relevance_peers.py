"""How far ahead of tantivy the answers are, on the evaluation data beside the project.

Of the engines that `python -m tests.relevance` compares, tantivy and Lucene are the best, and tantivy takes no more
than a wheel. Whoever makes answers better raises the bar here.
"""

from pathlib import Path
from statistics import fmean

import pytest

from search import Collection, run_collection, score
from tests.relevance.peers.tantivy_py import Tantivy

AHEAD = {"parole_dk": 0.044, "flores_heldout": 0.036, "ntrex": 0.015}
"""By how much MRR@10 is ahead of tantivy's on each set at least, .01 less than it is."""


@pytest.mark.parametrize("name", AHEAD)
def test_answers_are_as_far_ahead_of_tantivy_as_they_were(name: str, shared: Path) -> None:
    collection = Collection.read(shared / "eval" / name)
    ours, theirs = (
        fmean(score(run, collection.judgements)["MRR@10"].values())
        for run in (run_collection(collection), Tantivy().rank(collection))
    )
    assert ours > theirs + AHEAD[name]
