"""What an index is, and how one is made: articles in, a published generation out.

`sources` reads articles, `danish` says what their words mean, `schema` what of them goes into the Whoosh index,
`build` makes a generation of it, `change` another one of that, and `store` keeps them on disk.
"""

from index.article import Article
from index.build import LISTED_REJECTIONS, NothingToIndex, Progress, Report, rebuild
from index.change import add, optimize, remove
from index.errors import BuildFailed, DamagedIndex, IndexLocked, NoIndex, OpslagError
from index.generation import Generation
from index.manifest import Manifest
from index.sources import Rejected, UnknownFormat, check_formats, read_articles
from index.store import Store

__all__ = [
    "LISTED_REJECTIONS",
    "Article",
    "BuildFailed",
    "DamagedIndex",
    "Generation",
    "IndexLocked",
    "Manifest",
    "NoIndex",
    "NothingToIndex",
    "OpslagError",
    "Progress",
    "Rejected",
    "Report",
    "Store",
    "UnknownFormat",
    "add",
    "check_formats",
    "optimize",
    "read_articles",
    "rebuild",
    "remove",
]
