"""The commands `generations` and `rollback`: what lies in an index beside what is live, and the way back to it."""

from pathlib import Path

import click

from index import PublishedGeneration, Store, list_generations, rollback
from web.commands.options import index_option


@click.command("generations")
@index_option
def generations_command(index: Path) -> None:
    """List the generations of the index, the newest last: when each was made, its articles, whether it is live, and
    whether every byte of it is as it was published."""
    for generation in list_generations(Store(index)):
        click.echo(_row(generation))


@click.command("rollback")
@click.argument("generation", required=False)
@index_option
def rollback_command(generation: str | None, index: Path) -> None:
    """Make GENERATION live, or else the newest that is whole and not live.

    That is the way back from a change, and the way out where the link to the live generation is lost. The next change
    removes what is newer than the live one.
    """
    published = rollback(Store(index), generation)
    click.echo(f"{published.name} is live: {published.articles} articles.")


def _row(generation: PublishedGeneration) -> str:
    made = generation.created or "unknown"
    articles = "unknown" if generation.articles is None else f"{generation.articles} articles"
    state = "live" if generation.is_live else "kept"
    return f"{generation.name}  {made}  {articles}  {state}  {generation.faults[0] if generation.faults else 'whole'}"
