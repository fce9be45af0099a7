"""Build an index, ask it 200 questions of every kind, and print what that took.

The articles are those of the file or folder named on the command line; else the 28,291 texts beside the project where
they are, else the sample articles. Times are CPU milliseconds of this process, warm.
"""

import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from importlib.resources import as_file
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

import data
from index import Article, Store, rebuild
from index.sources import read_articles
from search import BudgetExceeded, Engine, Limits, Request
from tests.benchmarks.questions import KINDS, questions

QUESTIONS = 200
SAMPLED_ARTICLES = 2000
PATIENT = Limits(seconds=60.0)
REAL_TEXTS = Path(__file__).parents[3] / "shared" / "bench" / "docs.jsonl.gz"


def sampled(source: Path) -> list[Article]:
    """Some of the articles of a source, drawn evenly."""
    articles = [article for article in read_articles(source) if isinstance(article, Article)]
    return random.Random(1).sample(articles, min(SAMPLED_ARTICLES, len(articles)))


def measure_build(source: Path, store: Store) -> Table:
    """Build the index of `source`; a table of what that took."""
    table = Table("Building", "")
    wall, cpu = time.perf_counter(), time.process_time()
    report = rebuild([source], store)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    manifest, faults = store.check()
    rows = {
        "articles": f"{report.indexed}",
        "articles per CPU second": f"{report.indexed / cpu:.0f}",
        "articles per second": f"{report.indexed / wall:.0f}",
        "index": f"{manifest.size / 1e6:.1f} MB, {manifest.size / report.indexed:.0f} bytes an article",
        "peak memory": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
        "check": f"{len(faults)} faults",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return table


def measure_questions(engine: Engine, articles: list[Article]) -> Table:
    """Ask questions twice, the second time for the clock; a table of CPU milliseconds by kind."""
    took: dict[str, list[float]] = defaultdict(list)
    slow = 0
    asked = list(questions(articles, QUESTIONS))
    for warm in (False, True):
        for kind, question in asked:
            request = Request(question, sort="newest" if kind == "newest" else "relevance")
            cpu = time.process_time()
            try:
                engine.search(request)
            except BudgetExceeded:
                slow += warm
            if warm:
                took[kind].append((time.process_time() - cpu) * 1000)
    table = Table("Questions, CPU ms", "p50", "p95")
    everything = [value for values in took.values() for value in values]
    for name, values in [*((kind, took[kind]) for kind in KINDS), (f"all {QUESTIONS}", everything)]:
        table.add_row(name, f"{median(values):.1f}", f"{quantiles(values, n=20)[-1]:.1f}")
    table.caption = f"over {PATIENT.seconds:g} s: {slow}" if slow else None
    return table


def main() -> None:
    """Measure and print."""
    with as_file(data.ARTICLES) as sample, tempfile.TemporaryDirectory(prefix="opslag-bench-") as folder:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_TEXTS if REAL_TEXTS.exists() else sample
        store = Store(Path(folder))
        console = Console()
        console.print(measure_build(source, store))
        console.print(measure_questions(Engine(store, PATIENT), sampled(source)))


if __name__ == "__main__":
    main()
