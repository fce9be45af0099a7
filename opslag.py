"""The command `opslag`, made of the commands in `web.commands`.

An error ends a command with one line on standard error and the error's exit status.
"""

import io
import os
import sys
from typing import Any

import click

from index import OpslagError
from web.commands import COMMANDS


class _Commands(click.Group):
    """A command group whose commands may raise `OpslagError` and `OSError`."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # The reader closed the pipe; click ends with status 1 and no message.
            raise
        except (OpslagError, OSError) as error:
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            _discard_output()
            ctx.exit(error.exit_status if isinstance(error, OpslagError) else OpslagError.exit_status)


def _discard_output() -> None:
    """Drop buffered output that cannot be written: Python would try again at exit, and print a traceback."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="opslag")
def main() -> None:
    """Full-text search for Danish news.

    Exit status: 0 done; 1 failed; 2 wrong usage, or a question that is refused; 3 another process is writing the
    index; 4 no index there; 5 the index is damaged, has lost its link (run opslag rollback), or was made with another
    version (run opslag rebuild).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # A terminal need not have every letter of an article.


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
