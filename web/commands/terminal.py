"""What commands print in a terminal: progress, the report of a build, hits, tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import fmean

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from index import Report
from index.dates import DANISH_TIME
from search import Hit, Response, Segment, interval, paired_p

MATCHED_AS = {
    "form": "in a form of its own",
    "part": "as a part",
    "joined": "written together",
    "spelling": "as spelled right",
    "near": "by words that begin alike",
    "prefix": "by its beginning",
}
"""How an article matches a word of the question."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A function that shows progress, with articles per second: on a terminal; in a pipe it shows nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def update(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, rate="")
            task = progress.tasks[tasks[what]]
            rate = f"{done / task.elapsed:,.0f} a second" if task.elapsed else ""
            progress.update(tasks[what], completed=done, total=total, rate=rate)

        yield update


def print_rejections(report: Report) -> None:
    """Print the rejected articles to standard error."""
    for rejected in report.rejections:
        click.echo(rejected, err=True)
    if unlisted := report.rejected - len(report.rejections):
        click.echo(f"... and {unlisted} more rejected", err=True)


def print_report(report: Report) -> None:
    """Print the counts to standard output."""
    counts = f"{report.indexed} indexed, {report.rejected} rejected, {report.duplicates} duplicates"
    click.echo(f"{report.read} articles read: {counts}.")


def print_answer(response: Response) -> None:
    """Print the question that was answered in place of a misspelled one, the hits with matches in reversed colours,
    and the number of hits."""
    console = Console(highlight=False)
    if response.corrected:
        console.print(Text(f"Showing results for {_harmless(response.corrected)}"), style="italic")
    if response.suggestion:
        console.print(Text(f"Did you mean {_harmless(response.suggestion)}?"), style="italic")
    first = (response.request.page - 1) * response.request.size + 1
    for number, hit in enumerate(response.hits, first):
        _print_hit(console, number, hit)
    if response.partial:
        console.print("Articles that lack a word:", style="italic")
    for number, hit in enumerate(response.partial, first + len(response.hits)):
        _print_hit(console, number, hit)
    note = " (no article holds every word)" if response.relaxed else ""
    console.print(
        f"{response.total} {'article' if response.total == 1 else 'articles'}{note}, {response.took * 1000:.0f} ms",
        style="dim",
    )


def print_steps(steps: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """Print the steps of an analysis: name, purpose, and the terms after the step."""
    table = Table("Step", "What it does", "Terms")
    for name, purpose, terms in steps:
        table.add_row(name, Text(purpose), Text(" | ".join(terms)))
    Console().print(table)


def print_scores(
    about: str, scores: Mapping[str, dict[str, float]], earlier: Mapping[str, dict[str, float]] | None
) -> None:
    """Print the mean of each measure over the questions with its 95 % interval, beside that of an `earlier` run.

    `about` names the collection; the scores are those of each question, by measure.
    """
    table = Table("Measure", about, "95 %", *(["Against", "p"] if earlier else []))
    for name, measured in scores.items():
        values = measured.values()
        row = [name, f"{fmean(values):.4f}", "{:.4f}-{:.4f}".format(*interval(values))]
        if earlier:
            before = earlier[name]
            row += [f"{fmean(before.values()):.4f}", f"{paired_p(measured, before):.4f}"]
        table.add_row(*row)
    Console().print(table)


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    article = hit.article
    day = article.published.astimezone(DANISH_TIME).date().isoformat() if article.published else ""
    console.print(Text(f"{number}. ") + _styled(hit.title, "bold"))
    about = ", ".join(filter(None, (article.source, article.section, day, article.id)))
    console.print(Text(_harmless(about)), style="dim")
    console.print(_styled(hit.snippet, ""))
    if hit.missing:
        console.print(Text(f"Lacks: {', '.join(hit.missing)}"), style="dim")
    for reason in hit.why:
        words = f" ({', '.join(reason.matched)})" if reason.matched else ""
        console.print(
            Text(_harmless(f"{_percent(reason.share)} {reason.word}, {MATCHED_AS[reason.matched_as]}{words}")),
            style="dim",
        )
    console.print()


def _percent(share: float) -> str:
    return f"{percent:3}%" if (percent := round(100 * share)) else " <1%"


def _styled(segments: tuple[Segment, ...], style: str) -> Text:
    return Text.assemble(*((_harmless(text), f"{style} reverse" if is_match else style) for text, is_match in segments))


def _harmless(text: str) -> str:
    """`text` without characters that could control the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
