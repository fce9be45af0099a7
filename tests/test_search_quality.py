"""Measures of quality against values worked out by hand, their intervals, and the paired test between two runs."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import MEASURES, interval, paired_p, score

RANKINGS = [
    # ranking, judgements, MRR@10, nDCG@10, Recall@10
    ("a", {"a": 1}, 1.0, 1.0, 1.0),
    ("b a", {"a": 1}, 1 / 2, 1 / math.log2(3), 1.0),
    ("x y z a", {"a": 1}, 1 / 4, 1 / math.log2(5), 1.0),
    ("0 1 2 3 4 5 6 7 8 a", {"a": 1}, 1 / 10, 1 / math.log2(11), 1.0),
    ("0 1 2 3 4 5 6 7 8 9 a", {"a": 1}, 0.0, 0.0, 0.0),
    ("", {"a": 1}, 0.0, 0.0, 0.0),
    ("x", {"a": 1}, 0.0, 0.0, 0.0),
    ("a x b", {"a": 1, "b": 1, "c": 1}, 1.0, 1.5 / (1 + 1 / math.log2(3) + 1 / 2), 2 / 3),
    ("a b", {"a": 1, "b": 3}, 1.0, (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)), 1.0),
    ("b a", {"a": 1, "b": 3}, 1.0, 1.0, 1.0),
    ("n a", {"n": 0, "a": 1}, 1 / 2, 1 / math.log2(3), 1.0),
    ("n", {"n": 0}, 0.0, 0.0, 0.0),
    (
        "a",
        dict.fromkeys("abcdefghijklmnopqrst", 1),
        1.0,
        1 / sum(1 / math.log2(r) for r in range(2, 12)),
        1 / 20,
    ),
]


@pytest.mark.parametrize(("ranking", "judgements", "mrr", "ndcg", "recall"), RANKINGS)
def test_measures_are_what_one_works_out_by_hand(
    ranking: str, judgements: dict[str, int], mrr: float, ndcg: float, recall: float
) -> None:
    measured = score({"q": ranking.split()}, {"q": judgements})
    assert measured == {
        "MRR@10": {"q": pytest.approx(mrr)},
        "nDCG@10": {"q": pytest.approx(ndcg)},
        "Recall@10": {"q": pytest.approx(recall)},
    }


def test_every_judged_question_counts_and_no_other() -> None:
    measured = score({"asked": ["a"], "unjudged": ["a"]}, {"asked": {"a": 1}, "unasked": {"a": 1}})
    assert list(measured) == list(MEASURES)
    assert all(values == {"asked": 1.0, "unasked": 0.0} for values in measured.values())


@given(
    st.lists(st.sampled_from("abcdefghijklmno"), unique=True),
    st.dictionaries(st.sampled_from("abcxyz"), st.integers(0, 3)),
)
@settings(deadline=None)
def test_measures_are_shares_and_the_best_ranking_is_worth_most(ranking: list[str], judgements: dict[str, int]) -> None:
    best = sorted(judgements, key=lambda article: -judgements[article])
    ours, ideal = score({"q": ranking}, {"q": judgements}), score({"q": best}, {"q": judgements})
    for name in ours:
        assert 0 <= ours[name]["q"] <= ideal[name]["q"] + 1e-12
        assert ideal[name]["q"] == pytest.approx(float(any(judgements.values())))


@pytest.mark.parametrize("ones", [0, 5, 50, 95, 100])
def test_the_interval_of_a_share_is_the_binomial_one(ones: int) -> None:
    """Of a hundred questions answered or not: from which mean to which 95 % of all such draws lie."""
    weights = [math.comb(100, k) * (ones / 100) ** k * (1 - ones / 100) ** (100 - k) for k in range(101)]
    up_to = list(itertools.accumulate(weights))
    lowest, highest = (next(k for k, share in enumerate(up_to) if share >= least) / 100 for least in (0.025, 0.975))
    assert interval([1.0] * ones + [0.0] * (100 - ones)) == pytest.approx((lowest, highest), abs=0.011)


@pytest.mark.slow
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
@settings(deadline=None, max_examples=10)
def test_the_interval_lies_within_the_values_and_is_the_same_each_time(values: list[float]) -> None:
    lowest, highest = interval(values)
    assert min(values) - 1e-12 <= lowest <= highest <= max(values) + 1e-12
    assert (lowest, highest) == interval(values)


def paired(differences: list[float]) -> float:
    return paired_p({str(n): d for n, d in enumerate(differences)}, {str(n): 0.0 for n, _ in enumerate(differences)})


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([], 1.0),
        ([0.0] * 9, 1.0),
        ([0.3], 1.0),
        ([0.5, -0.5], 1.0),
        # Of 2 ** n ways to draw the signs, all alike are two.
        ([0.1, 0.1], 1 / 2),
        ([0.1] * 4, 2 / 2**4),
        ([0.1] * 4 + [0.0] * 90, 2 / 2**4),
        ([-1.0] * 6, 2 / 2**6),
        # 1 + 1 - 1 or more, in either direction: 8 of 8. 3 - 1 or more: 3 + 1, 3 - 1 and their opposites, 4 of 4.
        ([1.0, 1.0, -1.0], 1.0),
        ([3.0, 1.0], 1 / 2),
        ([1.0] * 40, 0.0),
    ],
)
def test_the_paired_test_counts_the_ways_to_draw_the_signs(differences: list[float], p: float) -> None:
    assert paired(differences) == pytest.approx(p, abs=0.02)


@given(st.lists(st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 1.0]).flatmap(lambda x: st.sampled_from([x, -x])), max_size=30))
@settings(deadline=None, max_examples=10)
def test_the_paired_test_is_a_probability_that_does_not_ask_who_comes_first(differences: list[float]) -> None:
    p = paired(differences)
    assert 0 < p <= 1
    assert paired([-difference for difference in differences]) == p
    assert paired(differences) == p
