"""The scores that near words add, by brute force: `search.columnar.nearby` computed from its definition."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from whoosh.util.numeric import byte_to_length, length_to_byte

from index.danish import Analysis
from search.query import parse

SHARED, FEWEST_SHARED, MOST_WORDS, WEIGHT, K1, B = 2 / 3, 3, 16, 0.8, 1.2, 0.75

Fields = Mapping[str, Sequence[Iterable[str]]]
"""The words of each article, as they are written, by its id: one collection for each field."""


def near_words(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """The words near `word`, each with the share of that word's letters that it begins with."""
    least = min(len(word), max(FEWEST_SHARED, math.ceil(SHARED * len(word))))
    shared = {
        other: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
        for other in vocabulary
        if "-" not in other
    }
    near = [other for other in shared if shared[other] >= least]
    near.sort(key=lambda other: (-shared[other], len(other.encode()), other.encode()))
    return {other: shared[other] / len(word) for other in near[:MOST_WORDS]}


def near_scores(typed: str, fields: Fields, lengths: Mapping[str, int]) -> dict[str, float]:
    """What near words add to the score of each article that answers a question, by its id. `lengths` are the numbers of
    terms in the ranking fields of the articles."""
    words = {id: Counter(word for part in parts for word in part) for id, parts in fields.items()}
    vocabulary = {word for counts in words.values() for word in counts}
    average = sum(lengths.values()) / len(lengths)
    total = dict.fromkeys(fields, 0.0)
    for word in dict.fromkeys(surface for asked in parse(typed, Analysis()).asked_words for surface in asked.surface):
        near = near_words(word, vocabulary)
        frequencies = {id: sum(w * counts[other] for other, w in near.items()) for id, counts in words.items()}
        found = sum(frequency > 0 for frequency in frequencies.values())
        idf = math.log(1 + (len(fields) - found + 0.5) / (found + 0.5))
        for id, frequency in frequencies.items():
            norm = K1 * (1 - B + B * byte_to_length(length_to_byte(lengths[id])) / average)
            total[id] += WEIGHT * idf * frequency * (K1 + 1) / (frequency + norm)
    return total
