"""Questions of every kind, drawn from the articles that are measured."""

import random
import re
from collections.abc import Iterator

from index import Article

WORD = re.compile(r"[^\W\d_]{3,}")

KINDS = ("one word", "two words", "three words, one of them", "phrase", "prefix", "word and year", "headline", "newest")
"""What is asked; the questions take turns."""


def questions(articles: list[Article], count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """`count` questions as (kind, question), each made of the words of one article."""
    draw = random.Random(seed)
    made = 0
    while made < count:
        article = draw.choice(articles)
        words = WORD.findall(article.text[:4000])
        if len(words) < 20:
            continue
        kind = KINDS[made % len(KINDS)]
        yield kind, _question(kind, words, article, draw)
        made += 1


def _question(kind: str, words: list[str], article: Article, draw: random.Random) -> str:
    at = draw.randrange(len(words) - 12)
    match kind:
        case "two words":
            return " ".join(draw.sample(words, 2))
        case "three words, one of them":
            return " ELLER ".join(draw.sample(words, 3))
        case "phrase":
            return f'"{words[at]} {words[at + 1]}"'
        case "prefix":
            return draw.choice(words)[:4] + "*"
        case "word and year":
            return f"{draw.choice(words)} dato:{article.published.year if article.published else 2018}"
        case "headline":
            return " ".join(words[at : at + 10])
        case _:
            return draw.choice(words)
