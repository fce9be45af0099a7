"""What each step of the Danish analysis and of the ranking is worth: the collections are asked with it switched off.

    python -m tests.relevance.ablation [--sets parole_dk,ntrex] [--workers 2]

A figure is by how much MRR@10 changes when the step alone is switched off, or all of them; p is that of the paired
randomisation test of `search/quality.py`. Each is measured in a new index and in a process of its own, so that nothing
is remembered of another.
"""

import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from statistics import fmean
from typing import Any
from unittest.mock import patch

import click
from rich import box
from rich.console import Console
from rich.table import Table

from index import OpslagError
from index.danish import Lexicon, WordCounts
from index.danish.stem import snowball
from search import paired_p, run_collection, score
from search.understanding import UnderstoodQuestion
from tests.relevance.sets import SETS, collections

LEARNED = Lexicon.learned


def _of_danish(_: Mapping[str, WordCounts], language: Mapping[str, float] | None = None) -> Lexicon:
    return LEARNED({}, language)


def _as_it_stands(_: object, text: str) -> str:
    return text


Step = tuple[str, Callable[..., Any]]
"""What a step is known by, and what stands in its place where it is switched off."""

STEPS: dict[str, Step] = {
    "irregular forms": ("index.danish.stem.irregular", lambda _: None),
    "our endings around Snowball": ("index.danish.stem._regular", snowball),
    "names kept": ("index.danish.meaning._names", lambda *_: set()),
    "compounds": ("index.danish.meaning.split_all", lambda stems, _: [()] * len(stems)),
    "lexicon learned from the articles": ("index.danish.lexicon.Lexicon.learned", _of_danish),
    "shared heads": ("index.danish.shared_heads.SharedHeads.word", lambda _, text: text.partition("-")[0]),
    "numbers and units": ("index.danish.numbers.Numbers.word", _as_it_stands),
    "numbers in words": ("index.danish.numerals.Numerals.word", _as_it_stands),
    "abbreviations": ("index.danish.abbreviations.Abbreviations.word", _as_it_stands),
    "spellings": ("index.danish.variants.Variants.word", _as_it_stands),
    "nearby words": ("search.columnar.statistics.nearby", lambda *_: None),
    "spelling correction": (
        "search.engine.understand",
        lambda _, question, *__: UnderstoodQuestion(question),
    ),
}

Measured = dict[str, dict[str, float]]
"""For each collection, the reciprocal rank of every question."""


@click.command()
@click.option("--sets", default=",".join(SETS), show_default=True)
@click.option("--workers", default=os.cpu_count() or 1, show_default="one a core")
def main(sets: str, workers: int) -> None:
    """Measure and print."""
    table = Table("switched off", *(heading for name in sets.split(",") for heading in (name, "p")), box=box.MARKDOWN)
    runs: dict[str, list[str]] = {"": [], **{step: [step] for step in STEPS}, "all of them": [*STEPS]}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, max_tasks_per_child=1) as pool:
        try:
            whole, *others = pool.map(without, runs.values(), [sets] * len(runs))
        except OpslagError as error:
            raise click.ClickException(str(error)) from None
    for name, measured in zip(list(runs)[1:], others, strict=True):
        table.add_row(name, *(cell for set in measured for cell in _compared(measured[set], whole[set])))
    table.add_row("nothing: MRR@10", *(cell for values in whole.values() for cell in (_mean(values), "")))
    Console(width=120).print(table)


def without(steps: list[str], sets: str) -> Measured:
    """The collections, asked with some steps switched off."""
    with ExitStack() as switched_off:
        for place, instead in (STEPS[step] for step in steps):
            switched_off.enter_context(patch(place, instead))
        return {
            name: score(run_collection(collection), collection.judgements)["MRR@10"]
            for name, collection in collections(sets)
        }


def _compared(values: dict[str, float], whole: dict[str, float]) -> tuple[str, str]:
    return f"{fmean(values.values()) - fmean(whole.values()):+.4f}", f"{paired_p(values, whole):.4f}"


def _mean(values: dict[str, float]) -> str:
    return f"{fmean(values.values()):.4f}"


if __name__ == "__main__":
    main()
