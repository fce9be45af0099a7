"""Build the same articles in every engine, ask them the same questions, and print what that took beside one another.

    python -m tests.benchmarks [SOURCE] [--generated N] [--engines Opslag,tantivy] [--questions 60]

Without a source, the 28,291 texts beside the project are taken where they are, else the sample articles. Times are CPU
milliseconds, warm.
"""

import os
import tempfile
from importlib.metadata import version
from importlib.resources import as_file
from pathlib import Path
from statistics import geometric_mean, median, quantiles

import click
from rich.console import Console
from rich.table import Table

import data
from index import Article
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.living import adding, over_http
from tests.benchmarks.measure import Built, ask, build, disagreement
from tests.benchmarks.peers import Peer, articles_of
from tests.benchmarks.questions import CLASSES, questions
from tests.benchmarks.understanding import understanding
from tests.engines import left_out, present

PEERS = {
    "Opslag": "opslag.Opslag",
    "tantivy": "tantivy_py.Tantivy",
    "FTS5": "sqlite_fts5.Fts5",
    "bm25s": "bm25s_py.Bm25s",
    "Xapian": "xapian_py.Xapian",
    "Lucene": "lucene_jvm.Lucene",
    "Whoosh": "stock_whoosh.StockWhoosh",
}
"""The engines, and what stands for each in `tests.benchmarks.peers`."""

BY_WORKERS = ("Opslag", "tantivy", "Lucene")
"""Engines that build on several cores."""

REAL_TEXTS = Path(__file__).parents[3] / "shared" / "bench" / "docs.jsonl.gz"
APART = 0.005
"""By what share totals may differ without being worth a word."""

SAMPLED = 20_000
"""Articles from which questions are drawn."""


@click.command()
@click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--generated", type=click.IntRange(1), help="Measure so many invented articles.")
@click.option("--engines", default=",".join(PEERS), show_default=True)
@click.option("--questions", "each", default=60, show_default=True, help="Questions of each class.")
def main(source: Path | None, generated: int | None, engines: str, each: int) -> None:
    """Measure and print."""
    peers, absent = present("tests.benchmarks.peers", PEERS, engines.split(","))
    with as_file(data.ARTICLES) as sample, tempfile.TemporaryDirectory(prefix="opslag-bench-") as name:
        folder = Path(name)
        if generated:
            source = folder / "generated.jsonl"
            write_corpus(source, generated)
        source = source or (REAL_TEXTS if REAL_TEXTS.exists() else Path(sample))
        console = Console(width=180)
        articles = list(articles_of(source))
        text = sum(len(article.text.encode()) for article in articles)
        count = len(articles)
        articles = articles[:: -(-count // SAMPLED)]
        console.print(builds(peers, source, folder, count, text))
        for peer in peers:
            peer.open(folder / peer.name)
        console.print(classes(peers, articles, each))
        if any(peer.name == "Opslag" for peer in peers):
            console.print(understanding(folder / "Opslag", articles, each))
            console.print(over_http(folder / "Opslag", articles, each))
            console.print(f"Adding one article to {count:,}: {adding(folder / 'Opslag', folder):.0f} ms.")
        versions = ", ".join(f"{package} {version(package)}" for package in ("whoosh-reloaded", "tantivy", "bm25s"))
        said = f"{count:,} articles of {source.name}; {os.cpu_count()} cores; {versions}. {left_out(absent)}"
        console.print(said, markup=False)


def builds(peers: list[Peer], source: Path, folder: Path, count: int, text: int) -> Table:
    """Build every index; a table of what that took."""
    columns = ("articles per CPU s", "articles per s, all cores", "peak MB", "bytes an article", "of the text")
    table = Table("Building, one core", *columns)
    for peer in peers:
        alone = build(peer, source, folder / peer.name)
        together: Built | None = None
        if peer.name in BY_WORKERS:
            together = build(peer, source, folder / f"{peer.name} together", os.cpu_count() or 1)
        table.add_row(
            peer.name,
            f"{count / alone.cpu:,.0f}",
            f"{count / together.wall:,.0f}" if together else "-",
            f"{alone.peak:,.0f}",
            f"{alone.size / count:,.0f}",
            f"{alone.size / text:.2f}",
        )
    return table


def classes(peers: list[Peer], articles: list[Article], each: int) -> Table:
    """Ask every engine: a table of CPU milliseconds by class and, in parentheses, of the median of how many times as
    long as the first one the others take; behind it how far totals are apart, where they are."""
    asked = questions(articles, each)
    took, totals = ask(peers, asked)
    ours, *others = (peer.name for peer in peers)
    table = Table("Questions", f"{ours}, ms p50 / p95", *(f"{name}, ms" for name in others))
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for kind in CLASSES:
        at = [place for place, question in enumerate(asked) if question.kind == kind]
        mine = [took[ours][place] for place in at]
        row = [f"{median(mine):.2f} / {quantiles(mine, n=20)[-1]:.2f}"]
        for name in others:
            if totals[name][at[0]] is None:
                row.append("-")
                continue
            theirs = [took[name][place] for place in at]
            ratio = median(their / my for their, my in zip(theirs, mine, strict=True))
            ratios[name] += [ratio] if kind != "rare term" else []
            apart = disagreement([totals[ours][place] for place in at], [totals[name][place] for place in at])
            row.append(f"{median(theirs):.2f} ({ratio:.2f})" + (f" {apart:.1%} apart" if apart >= APART else ""))
        table.add_row(kind, *row)
    means = [f"({geometric_mean(ratios[name]):.2f}; least {min(ratios[name]):.2f})" for name in others]
    table.add_row("geometric mean but for rare terms", "", *means)
    return table


if __name__ == "__main__":
    main()
