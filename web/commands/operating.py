"""The commands for whoever runs an index: `serve`, `check` and `info`."""

from pathlib import Path

import click

from index import DamagedIndex, Store
from index.dates import DANISH_TIME
from search import Engine
from web.commands.options import index_option, workers_option


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@workers_option("Processes that answer.")
@index_option
def serve_command(host: str, port: int, workers: int, index: Path) -> None:
    """Serve the page and the API. SIGTERM finishes what is under way, then stops; Ctrl+C stops at once."""
    with Store(index).open():
        pass
    from web.serve import Server

    Server(index, host, port, workers).run()


@click.command("check")
@index_option
def check_command(index: Path) -> None:
    """Verify the published generation, every byte of every file."""
    manifest, faults = Store(index).check()
    if faults:
        for fault in faults:
            click.echo(fault, err=True)
        raise DamagedIndex(f"{index}: {len(faults)} faults in {len(manifest.files)} files; run opslag rebuild")
    for name, entry in sorted(manifest.files.items()):
        click.echo(f"{name}: {entry.size} bytes, as published")
    click.echo(f"{manifest.articles} articles in {len(manifest.files)} files: nothing is damaged.")


@click.command("info")
@index_option
def info_command(index: Path) -> None:
    """Say what the index holds: articles, fields, size, date span, generation."""
    holdings = Engine.over(index).holdings()
    span = [
        moment.astimezone(DANISH_TIME).date().isoformat() if moment else "undated"
        for moment in (holdings.oldest, holdings.newest)
    ]
    rows = {
        "generation": holdings.generation,
        "made": holdings.created,
        "articles": str(holdings.articles),
        "sources": str(holdings.distinct["source"]),
        "dates": " to ".join(span),
        "fields": ", ".join(holdings.fields),
        "size": f"{holdings.size / 1e6:.1f} MB",
    }
    for name, value in rows.items():
        click.echo(f"{name + ':':12}{value}")
