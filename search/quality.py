"""How good rankings are, measured by relevance judgements.

MRR@10, nDCG@10 and Recall@10 are computed as by trec_eval, with `ir-measures` (MacAvaney, Macdonald & Ounis 2022), each
with a bootstrap interval (Efron 1979). Two runs are compared question by question with a paired randomisation test
(Smucker, Allan & Carterette 2007). `search.collection` makes the runs.
"""

import random
from collections.abc import Collection
from statistics import fmean

import numpy as np

DEPTH = 10
"""How many articles of a ranking are measured."""

PERMUTATIONS = 10_000
"""Random sign assignments of the paired test."""

RESAMPLES = 10_000
"""Bootstrap samples of the questions for an interval."""

CONFIDENCE = 0.95
"""The share of the bootstrap means that lie within the interval."""

Judgements = dict[str, dict[str, int]]
"""For each question, the relevance of each judged article, by id."""

Run = dict[str, list[str]]
"""For each question, the ids of the articles found, the best first."""

MEASURES = {"MRR@10": "RR", "nDCG@10": "nDCG", "Recall@10": "R"}
"""The measures, and the name of each in `ir-measures`, which does not include the depth."""


def score(run: Run, judgements: Judgements) -> dict[str, dict[str, float]]:
    """For each measure, by name, its value for every judged question. A question that is not in the run scores 0.

    >>> score({"1": ["a", "b"]}, {"1": {"b": 1, "c": 1}, "2": {"d": 1}})["MRR@10"]
    {'1': 0.5, '2': 0.0}
    """
    import ir_measures  # Imported here because a server never needs it.

    measures = {getattr(ir_measures, theirs) @ DEPTH: ours for ours, theirs in MEASURES.items()}
    # `ir-measures` takes scores, not ranks.
    scored = {
        question: {article: -float(rank) for rank, article in enumerate(dict.fromkeys(ranking))}
        for question, ranking in run.items()
    }
    found = {name: dict.fromkeys(judgements, 0.0) for name in MEASURES}
    for metric in ir_measures.iter_calc(measures, judgements, scored):
        found[measures[metric.measure]][metric.query_id] = metric.value
    return found


def interval(values: Collection[float]) -> tuple[float, float]:
    """The 95 % confidence interval of the mean of a measure, by the percentile bootstrap: the questions are taken as a
    sample and drawn again with replacement. The random seed is fixed, so that the result can be reproduced.

    >>> interval([0.5, 0.5]), interval([0.0, 1.0])
    ((0.5, 0.5), (0.0, 1.0))
    """
    draw = np.random.default_rng(RESAMPLES)
    measured = np.array([*values])
    means = [draw.choice(measured, len(measured)).mean() for _ in range(RESAMPLES)]
    lowest, highest = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(lowest), float(highest)


def paired_p(ours: dict[str, float], theirs: dict[str, float]) -> float:
    """The two-sided p-value of the difference between the means of two runs, given the value of each question, by
    random assignment of the signs of the differences. 1.0 if the means do not differ."""
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
