"""Questions of every class, drawn from the articles that are measured."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index import Article

WORD = re.compile(r"[^\W\d_]{3,}")

CLASSES = (
    "common term",
    "rare term",
    "2-AND",
    "3-OR",
    "5-OR",
    "phrase",
    "prefix",
    "term + date range",
    "sort by date",
    "facets over all hits",
    "page 100",
    "headline, ten words",
)
"""What is asked. Rare terms are reported, and left out of the means."""

COMMON, MIDDLING, RARE = (0.05, 0.6), (0.005, 0.05), (0.0003, 0.005)
"""Shares of the articles that a word is in."""


@dataclass(frozen=True)
class Question:
    """A question of a class: its words as they are written, and a year."""

    kind: str
    words: tuple[str, ...]
    year: int


def questions(articles: Sequence[Article], each: int, seed: int = 5) -> list[Question]:
    """So many questions of each class."""
    draw = random.Random(seed)
    texts = [WORD.findall(article.text.lower()) for article in articles]
    texts = [text for text in texts if len(text) >= 20]
    holders = Counter(word for text in texts for word in set(text))

    def band(least: float, most: float) -> list[str]:
        return sorted(word for word, count in holders.items() if least * len(texts) <= count < most * len(texts))

    common, middling, rare = band(*COMMON), band(*MIDDLING), band(*RARE)

    def words(kind: str) -> tuple[str, ...]:
        text = draw.choice(texts)
        at = draw.randrange(len(text) - 12)
        match kind:
            case "rare term":
                return (draw.choice(rare),)
            case "2-AND":
                return draw.choice(common), draw.choice([*middling, *common])
            case "3-OR" | "facets over all hits":
                return draw.choice(common), *draw.sample(middling, 2)
            case "5-OR":
                return *draw.sample(common, 2), *draw.sample(middling, 2), draw.choice(rare)
            case "phrase":
                return text[at], text[at + 1]
            case "prefix":
                return (draw.choice(middling)[:4],)
            case "headline, ten words":
                return tuple(text[at : at + 10])
            case _:
                return (draw.choice(common),)

    years = sorted({article.published.year for article in articles if article.published}) or [2018]
    return [Question(kind, words(kind), draw.choice(years)) for kind in CLASSES for _ in range(each)]
