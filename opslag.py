"""The front door: the command `opslag`.

Each command reads what was typed, asks the house and prints. What goes wrong becomes one line on standard error and
an exit status.
"""

import io
import json
import os
import sys
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path
from statistics import fmean
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from werkzeug.datastructures import MultiDict

import data
from index import (
    DamagedIndex,
    IndexLocked,
    NoIndex,
    NothingToIndex,
    OpslagError,
    Report,
    Store,
    UnknownFormat,
    add,
    check_formats,
    optimize,
    rebuild,
    remove,
)
from index.danish import Analysis, Lexicon
from index.dates import DANISH_TIME
from index.schema import make_schema
from search import (
    DEFAULT_LIMITS,
    SORTS,
    BudgetExceeded,
    Collection,
    Engine,
    QueryError,
    interval,
    paired_p,
    read_run,
    run_collection,
    save_run,
    score,
)
from web import DEFAULT_INDEX, create_app
from web.api import answer_json
from web.parameters import BadParameter, read_request
from web.terminal import print_answer, print_rejections, print_report, progress

EXIT_STATUS: dict[type[Exception], int] = {
    IndexLocked: 3,
    NoIndex: 4,
    DamagedIndex: 5,
    QueryError: 2,
    BadParameter: 2,
    UnknownFormat: 2,
    OpslagError: 1,
    BudgetExceeded: 1,
    OSError: 1,
}
"""What each error ends the command with; the first type that fits counts."""


class _Commands(click.Group):
    """A command group whose commands may raise the errors of the house."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # Whoever read has heard enough; click ends without a word.
            raise
        except tuple(EXIT_STATUS) as error:
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            _let_go_of_output()
            ctx.exit(next(status for kind, status in EXIT_STATUS.items() if isinstance(error, kind)))


def _let_go_of_output() -> None:
    """Drop what standard output cannot take, which Python would try once more, and complain of, as it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="opslag")
def main() -> None:
    """Full-text search for Danish news.

    Exit status: 0 done; 1 failed; 2 wrong usage, or a question that is refused; 3 another process is writing the
    index; 4 no index there; 5 the index is damaged, or made with another version (run opslag rebuild).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # A letter that the terminal lacks ends no command.


def _index_option(command: Callable[..., None]) -> Callable[..., None]:
    option = click.option(
        "--index",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=DEFAULT_INDEX,
        envvar="OPSLAG_INDEX",
        show_default=True,
        show_envvar=True,
        help="Folder of the index.",
    )
    return option(command)


_strict_option = click.option(
    "--strict", is_flag=True, help="Fail at the first article that is rejected, and leave the index as it is."
)

_workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that analyse texts.",
)

_unused_index_option = click.option(
    "--index", metavar="DIR", expose_value=False, help="Taken as by every command; this one asks no index."
)


@main.command("rebuild")
@click.argument("sources", metavar="SOURCE...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--sample", is_flag=True, help="Take the sample articles that come with Opslag.")
@_strict_option
@_workers_option
@_index_option
def rebuild_command(sources: tuple[Path, ...], sample: bool, strict: bool, workers: int, index: Path) -> None:
    """Build a new generation of the index from all articles in SOURCE, verify it and publish it.

    A SOURCE is a file (.jsonl, .jsonl.gz, .txt) or a folder of them. What is live stays live until the new generation
    takes its place.
    """
    if not sources and not sample:
        raise click.UsageError("Missing argument 'SOURCE...' (or --sample).")
    check_formats(sources)
    with as_file(data.ARTICLES) as articles, progress() as show:
        chosen = [*sources, *([articles] if sample else [])]
        _report(lambda: rebuild(chosen, Store(index), strict=strict, workers=workers, progress=show))


def _report(indexing: Callable[[], Report]) -> None:
    """Index, and say what became of the articles."""
    try:
        report = indexing()
    except NothingToIndex as error:
        print_rejections(error.report)
        raise
    print_rejections(report)
    print_report(report)


@main.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_strict_option
@_workers_option
@_index_option
def add_command(sources: tuple[Path, ...], strict: bool, workers: int, index: Path) -> None:
    """Add all articles in SOURCE to the index, and publish that.

    A SOURCE is what it is to rebuild. An article whose id is in the index takes the place of the one there.
    """
    check_formats(sources)
    with progress() as show:
        _report(lambda: add(sources, Store(index), strict=strict, workers=workers, progress=show))


@main.command("remove")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_index_option
def remove_command(ids: tuple[str, ...], index: Path) -> None:
    """Remove the articles with these ids from the index, and publish that. An id that begins with a dash goes
    behind --."""
    with progress() as show:
        removed, missing = remove(ids, Store(index), progress=show)
    for id in missing:
        click.echo(f"{id}: not in the index", err=True)
    click.echo(f"{removed} removed, {len(missing)} not in the index.")


@main.command("optimize")
@_index_option
def optimize_command(index: Path) -> None:
    """Join all segments of the index into one, and publish that: a little faster to search, and without what was
    removed."""
    with progress() as show:
        articles = optimize(Store(index), progress=show)
    click.echo(f"{articles} articles in one segment.")


@main.command("search")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print the object of GET /api/search.")
@click.option(
    "--limit", type=int, default=10, show_default=True, help=f"Hits on a page, at most {DEFAULT_LIMITS.size}."
)
@click.option("--page", type=int, default=1, show_default=True, help="Which page of the hits.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="The order of the hits.")
@click.option("--exact", is_flag=True, help="Take the question as typed: nothing is relaxed or corrected.")
@click.option("--explain", is_flag=True, help="Say where the score of each hit comes from.")
@click.option("--source", "sources", multiple=True, help="Only articles of this source; may be repeated.")
@click.option("--section", "sections", multiple=True, help="Only articles of this section; may be repeated.")
@click.option("--from", "since", metavar="DATE", default="", help="From this year, month or day on (YYYY[-MM[-DD]]).")
@click.option("--to", "until", metavar="DATE", default="", help="Up to this year, month or day, included.")
@_index_option
def search_command(
    query: str,
    as_json: bool,
    limit: int,
    page: int,
    sort: str,
    exact: bool,
    explain: bool,
    sources: tuple[str, ...],
    sections: tuple[str, ...],
    since: str,
    until: str,
    index: Path,
) -> None:
    """Search the index for QUERY. A question that begins with a dash goes behind --."""
    typed = [
        *{
            "q": query,
            "size": str(limit),
            "page": str(page),
            "sort": sort,
            "exact": str(int(exact)),
            "explain": str(int(explain)),
            "from": since,
            "to": until,
        }.items(),
        *(("source", source) for source in sources),
        *(("section", section) for section in sections),
    ]
    # What is not UTF-8 comes as lone surrogates, which no address can hold.
    arguments = MultiDict((name, value.encode("utf-8", "replace").decode("utf-8")) for name, value in typed)
    request = read_request(arguments)
    app = create_app({"INDEX": str(index)})
    engine: Engine = app.extensions["engine"]
    response = engine.search(request)
    if as_json:
        with app.test_request_context():
            click.echo(json.dumps(answer_json(response, arguments), ensure_ascii=False, indent=1))
    else:
        print_answer(response)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that answer.",
)
@_index_option
def serve(host: str, port: int, workers: int, index: Path) -> None:
    """Serve the page and the API. SIGTERM finishes what is under way, then stops; Ctrl+C stops at once."""
    Store(index).open().close()
    from web.serve import Server

    Server(index, host, port, workers).run()


@main.command()
@_index_option
def check(index: Path) -> None:
    """Verify the published generation, every byte of every file."""
    manifest, faults = Store(index).check()
    if faults:
        for fault in faults:
            click.echo(fault, err=True)
        raise DamagedIndex(f"{index}: {len(faults)} faults in {len(manifest.files)} files; run opslag rebuild")
    for name, entry in sorted(manifest.files.items()):
        click.echo(f"{name}: {entry.size} bytes, as published")
    click.echo(f"{manifest.articles} articles in {len(manifest.files)} files: nothing is damaged.")


@main.command()
@_index_option
def info(index: Path) -> None:
    """Say what the index holds: articles, fields, size, date span, generation."""
    engine = Engine(Store(index))
    holdings, manifest = engine.holdings(), engine.manifest()
    span = [
        moment.astimezone(DANISH_TIME).date().isoformat() if moment else "undated"
        for moment in (holdings.oldest, holdings.newest)
    ]
    rows = {
        "generation": holdings.generation,
        "made": manifest.created,
        "articles": str(holdings.articles),
        "sources": str(holdings.sources),
        "dates": " to ".join(span),
        "fields": ", ".join(make_schema(Analysis()).names()),
        "size": f"{manifest.size / 1e6:.1f} MB",
    }
    for name, value in rows.items():
        click.echo(f"{name + ':':12}{value}")


@main.command()
@click.argument("text")
@_index_option
def analyze(text: str, index: Path) -> None:
    """Show what the Danish analysis makes of TEXT, step by step: under the lexicon of the index, or of Danish alone
    where there is none."""
    try:
        analysis = Store(index).open().analysis
    except NoIndex:
        analysis = Analysis(Lexicon.learned({}))
    table = Table("Step", "What it does", "Terms")
    for name, purpose, terms in analysis.trace(text):
        table.add_row(name, Text(purpose), Text(" | ".join(terms)))
    Console().print(table)


@main.command()
@click.argument("collection", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--save",
    "run_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the run to this file, in TREC's format.",
)
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Compare with the run in this file."
)
@_unused_index_option
def evaluate(collection: Path, run_file: Path | None, against: Path | None) -> None:
    """Measure the answers on COLLECTION: a folder of docs.jsonl[.gz], queries.jsonl and qrels.tsv.

    Each question is asked as users ask; what counts is the first page, hits and then partial ones. Means come with
    their 95 % interval (bootstrap). A comparison is question by question, with the p of a paired randomisation test.
    """
    if run_file and not run_file.parent.is_dir():
        raise NotADirectoryError(f"{run_file}: cannot be written, as there is no such folder")
    judged = Collection.read(collection)
    earlier = score(read_run(against), judged.judgements) if against else None
    with progress() as show:
        run = run_collection(judged, show)
    if run_file:
        save_run(run, run_file)
    scores = score(run, judged.judgements)
    table = Table(
        "Measure",
        f"{collection.name}, {len(judged.judgements)} questions",
        "95 %",
        *(["Against", "p"] if earlier else []),
    )
    for name, measured in scores.items():
        values = measured.values()
        row = [name, f"{fmean(values):.4f}", "{:.4f}-{:.4f}".format(*interval(values))]
        if earlier:
            before = earlier[name]
            row += [f"{fmean(before.values()):.4f}", f"{paired_p(measured, before):.4f}"]
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
