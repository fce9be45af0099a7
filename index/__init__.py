"""Make and change an index: articles go in, a published generation comes out.

`sources` reads articles, `mapping` says which fields an article has, `danish` analyses its words, `columnar` writes
segments. `build` makes a generation of articles, `change` makes another one by adding and removing, `store` keeps
generations on disk, and `rollback` goes back to one.
"""

from index.article import Article
from index.build import LISTED_REJECTIONS, NothingToIndex, Progress, Report, rebuild
from index.change import add, optimize, remove
from index.errors import BuildFailed, DamagedIndex, IndexLocked, NoIndex, OpslagError
from index.generation import Generation
from index.manifest import Manifest
from index.rollback import PublishedGeneration, list_generations, rollback
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
    "PublishedGeneration",
    "Rejected",
    "Report",
    "Store",
    "UnknownFormat",
    "add",
    "check_formats",
    "list_generations",
    "optimize",
    "read_articles",
    "rebuild",
    "remove",
    "rollback",
]
