"""How good rankings are, measured against judgements.

MRR@10, nDCG@10 (Järvelin & Kekäläinen 2002) and Recall@10. Two runs are compared question by question by a paired
randomisation test (Smucker, Allan & Carterette 2007). `search.collection` makes the runs.
"""

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10
"""How far down the ranking a measure looks."""

PERMUTATIONS = 10_000
"""Random assignments that the paired test draws."""

Judgements = dict[str, dict[str, int]]
"""For each question, its articles and how relevant each is."""

Run = dict[str, list[str]]
"""For each question, the ids of the articles that answered it, the best first."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, and its value for one ranking under the judgements of its question."""

    name: str
    of: Callable[[list[str], dict[str, int]], float]


def reciprocal_rank(ranking: list[str], relevant: dict[str, int]) -> float:
    """1 over the rank of the first relevant article; 0 where it is not among the first ten.

    >>> reciprocal_rank(["a", "b", "c"], {"b": 1, "c": 1})
    0.5
    """
    return next((1 / rank for rank, id in enumerate(ranking[:DEPTH], 1) if relevant.get(id, 0) > 0), 0.0)


def ndcg(ranking: list[str], relevant: dict[str, int]) -> float:
    """Discounted cumulated gain, as a share of that of the best ranking there could be.

    >>> round(ndcg(["a", "b"], {"b": 1}), 4), ndcg(["b", "a"], {"b": 1})
    (0.6309, 1.0)
    """
    gains = [relevant.get(id, 0) for id in ranking[:DEPTH]]
    ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
    return _discounted(gains) / best if (best := _discounted(ideal)) else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def recall(ranking: list[str], relevant: dict[str, int]) -> float:
    """The share of the relevant articles that are among the first ten.

    >>> recall(["a", "b"], {"b": 1, "c": 2})
    0.5
    """
    wanted = {id for id, grade in relevant.items() if grade > 0}
    return len(wanted.intersection(ranking[:DEPTH])) / len(wanted) if wanted else 0.0


MEASURES = (Measure("MRR@10", reciprocal_rank), Measure("nDCG@10", ndcg), Measure("Recall@10", recall))


def score(run: Run, judgements: Judgements) -> dict[str, dict[str, float]]:
    """For each measure, by name, its value for every judged question; a question that the run lacks scores 0."""
    return {
        measure.name: {question: measure.of(run.get(question, []), judgements[question]) for question in judgements}
        for measure in MEASURES
    }


def paired_p(ours: dict[str, float], theirs: dict[str, float]) -> float:
    """The two-sided p of the difference in means, by randomisation of the signs of the differences; 1.0 where there
    are none."""
    differences = [ours[question] - theirs[question] for question in ours]
    observed = abs(fmean(differences)) if differences else 0.0
    if not observed:
        return 1.0
    draw = random.Random(PERMUTATIONS)
    nonzero = [difference for difference in differences if difference]
    extreme = 0
    for _ in range(PERMUTATIONS):
        signs = draw.getrandbits(len(nonzero))
        total = sum(-difference if signs >> at & 1 else difference for at, difference in enumerate(nonzero))
        extreme += abs(total) / len(differences) >= observed - 1e-12
    return (extreme + 1) / (PERMUTATIONS + 1)
