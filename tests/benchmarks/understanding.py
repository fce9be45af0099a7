"""What a question costs before it is executed, where nothing about its words is remembered: to learn what they mean,
and to find the words near them."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from rich.table import Table

from index import Article, Store
from index.danish import SURFACE, Analysis
from search.columnar.nearby import nearby
from tests.benchmarks.questions import questions

LENGTHS = (3, 5, 10)
"""Words of a question, as they follow one another in a text; headlines of newspapers have four to five."""


def understanding(index: Path, articles: Sequence[Article], each: int) -> Table:
    """Understand so many questions of each length: a table of CPU milliseconds a question."""
    generation = Store(index).open()
    lexicon, leaves = generation.analysis.lexicon, generation.leaves
    texts = [question.words for question in questions(articles, each) if question.kind == "headline, ten words"]

    def learn(words: Sequence[str]) -> None:
        Analysis(lexicon).learn(words)

    def find_near(words: Sequence[str]) -> None:
        for word in words:
            nearby(leaves, word)

    table = Table("Understanding, ms p50 / p95", *(f"{length} words" for length in LENGTHS))
    asked = [[_surface(text[:length]) for text in texts] for length in LENGTHS]
    table.add_row("what they mean, all of them new", *(_took(learn, of_length) for of_length in asked))
    table.add_row("the words near them", *(_took(find_near, of_length) for of_length in asked))
    return table


def _surface(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(term.text for word in words for term in SURFACE.terms(word)))


def _took(step: Callable[[Sequence[str]], None], asked: Sequence[Sequence[str]]) -> str:
    for words in asked:
        step(words)  # What lies on the disk is warm from here on.
    took = []
    for words in asked:
        began = time.process_time_ns()
        step(words)
        took.append((time.process_time_ns() - began) / 1e6)
    return f"{median(took):.2f} / {quantiles(took, n=20)[-1]:.2f}"
