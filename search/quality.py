"""How good rankings are, measured against judgements.

MRR@10, nDCG@10 and Recall@10 as trec_eval has them, through `ir-measures` (MacAvaney, Macdonald & Ounis 2022), each
with a bootstrap interval (Efron 1979). Two runs are compared question by question by a paired randomisation test
(Smucker, Allan & Carterette 2007). `search.collection` makes the runs.
"""

import random
from collections.abc import Collection
from statistics import fmean

import numpy as np

DEPTH = 10
"""How far down the ranking a measure looks."""

PERMUTATIONS = 10_000
"""Random assignments that the paired test draws."""

RESAMPLES = 10_000
"""Random collections of questions that an interval is drawn from."""

CONFIDENCE = 0.95
"""The share of these whose means lie within the interval."""

Judgements = dict[str, dict[str, int]]
"""For each question, its articles and how relevant each is."""

Run = dict[str, list[str]]
"""For each question, the ids of the articles that answered it, the best first."""

MEASURES = {"MRR@10": "RR", "nDCG@10": "nDCG", "Recall@10": "R"}
"""The measures, and what each is called by `ir-measures`, where the depth is no part of the name."""


def score(run: Run, judgements: Judgements) -> dict[str, dict[str, float]]:
    """For each measure, by name, its value for every judged question; a question that the run lacks scores 0.

    >>> score({"1": ["a", "b"]}, {"1": {"b": 1, "c": 1}, "2": {"d": 1}})["MRR@10"]
    {'1': 0.5, '2': 0.0}
    """
    import ir_measures  # Not above: servers have no use for it.

    measures = {getattr(ir_measures, theirs) @ DEPTH: ours for ours, theirs in MEASURES.items()}
    # It takes scores, not ranks.
    scored = {
        question: {article: -float(rank) for rank, article in enumerate(dict.fromkeys(ranking))}
        for question, ranking in run.items()
    }
    found = {name: dict.fromkeys(judgements, 0.0) for name in MEASURES}
    for metric in ir_measures.iter_calc(measures, judgements, scored):
        found[measures[metric.measure]][metric.query_id] = metric.value
    return found


def interval(values: Collection[float]) -> tuple[float, float]:
    """Where the mean of a measure lies with 95 % confidence, as far as the questions are a sample of all: the
    percentiles of the means of as many questions drawn from them with replacement. The same each time.

    >>> interval([0.5, 0.5]), interval([0.0, 1.0])
    ((0.5, 0.5), (0.0, 1.0))
    """
    draw = np.random.default_rng(RESAMPLES)
    measured = np.array([*values])
    means = [draw.choice(measured, len(measured)).mean() for _ in range(RESAMPLES)]
    lowest, highest = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(lowest), float(highest)


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
