"""The errors that a user is meant to read.

All of them derive from `OpslagError`. The errors of an index are defined here; those of questions, parameters and
source files stand beside the code that raises them.
"""

from typing import ClassVar


class OpslagError(Exception):
    """Something went wrong; the message is one sentence that names the file, line, limit or parameter.

    `exit_status` is the status with which the command `opslag` ends. 2 stands for wrong usage, as it does in click.
    """

    exit_status: ClassVar[int] = 1


class BuildFailed(OpslagError):
    """A generation could not be made or published. The live one is unchanged, unless the message says otherwise."""


class IndexLocked(OpslagError):
    """Another process is writing this index."""

    exit_status = 3


class NoIndex(OpslagError):
    """There is no index in this folder."""

    exit_status = 4


class DamagedIndex(OpslagError):
    """The live generation differs from what was published, or this version of Opslag cannot read it."""

    exit_status = 5
