"""The front door: the command `opslag`.

Each command reads what was typed, asks the house and prints. What goes wrong becomes one line on standard error and
an exit status.
"""

import io
import os
import sys
from typing import Any

import click

from index import DamagedIndex, IndexLocked, NoIndex, OpslagError, UnknownFormat
from search import BudgetExceeded, QueryError
from web.commands import COMMANDS
from web.parameters import BadParameter

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


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
