"""What can be wrong with an index, each with one sentence for whoever asked."""


class OpslagError(Exception):
    """What went wrong, in one sentence that names the file or folder."""


class BuildFailed(OpslagError):
    """A generation could not be made; what was live still is."""


class IndexLocked(OpslagError):
    """Another process is writing this index."""


class NoIndex(OpslagError):
    """There is no index in this folder."""


class DamagedIndex(OpslagError):
    """The published generation is not what was published, or not what this program can read."""
