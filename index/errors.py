"""What can go wrong, each with one sentence for whoever asked.

Every error that ends a command with a status, or a request with a problem, has this root: those of an index are here,
those of questions, parameters and files beside what raises them.
"""


class OpslagError(Exception):
    """What went wrong, in one sentence that names the file, line, limit or parameter."""


class BuildFailed(OpslagError):
    """A generation could not be made; what was live still is."""


class IndexLocked(OpslagError):
    """Another process is writing this index."""


class NoIndex(OpslagError):
    """There is no index in this folder."""


class DamagedIndex(OpslagError):
    """The published generation is not what was published, or not what this program can read."""
