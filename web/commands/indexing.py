"""The commands that change an index: `rebuild`, `add`, `remove`, `optimize`."""

from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path

import click

import data
from index import NothingToIndex, Report, Store, add, check_formats, optimize, rebuild, remove
from web.commands.options import index_option, workers_option
from web.commands.terminal import print_rejections, print_report, progress

_strict_option = click.option(
    "--strict", is_flag=True, help="Fail at the first article that is rejected, and leave the index as it is."
)

_workers_option = workers_option("Processes that analyse texts.")


@click.command("rebuild")
@click.argument("sources", metavar="SOURCE...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--sample", is_flag=True, help="Take the sample articles that come with Opslag.")
@_strict_option
@_workers_option
@index_option
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


def _report(index_articles: Callable[[], Report]) -> None:
    """Run `index_articles`, and print what became of the articles, also where none could be indexed."""
    try:
        report = index_articles()
    except NothingToIndex as error:
        print_rejections(error.report)
        raise
    print_rejections(report)
    print_report(report)


@click.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_strict_option
@_workers_option
@index_option
def add_command(sources: tuple[Path, ...], strict: bool, workers: int, index: Path) -> None:
    """Add all articles in SOURCE to the index, and publish that.

    A SOURCE is what it is to rebuild. An article whose id is in the index takes the place of the one there.
    """
    check_formats(sources)
    with progress() as show:
        _report(lambda: add(sources, Store(index), strict=strict, workers=workers, progress=show))


@click.command("remove")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@index_option
def remove_command(ids: tuple[str, ...], index: Path) -> None:
    """Remove the articles with these ids from the index, and publish that. An id that begins with a dash goes
    behind --."""
    with progress() as show:
        removed, missing = remove(ids, Store(index), progress=show)
    for id in missing:
        click.echo(f"{id}: not in the index", err=True)
    click.echo(f"{removed} removed, {len(missing)} not in the index.")


@click.command("optimize")
@index_option
def optimize_command(index: Path) -> None:
    """Join all segments of the index into one, and publish that: a little faster to search, and without what was
    removed."""
    with progress() as show:
        articles = optimize(Store(index), progress=show)
    click.echo(f"{articles} articles in one segment.")
