"""Options that several commands share."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from index.keywords import KEYWORDS
from web.app import DEFAULT_INDEX

index_option = click.option(
    "--index",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    envvar="OPSLAG_INDEX",
    show_default=True,
    show_envvar=True,
    help="Folder of the index.",
)


def keyword_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each keyword field, which filters hits by its values."""
    for field in reversed(KEYWORDS):
        sentence = f"Only articles of this {field.english}; may be repeated."
        command = click.option(f"--{field.name}", field.name, multiple=True, help=sentence)(command)
    return command


def workers_option(purpose: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option `--workers`, the number of processes; by default as many as the machine has cores."""
    return click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=os.cpu_count() or 1,
        show_default="one a core",
        help=purpose,
    )
