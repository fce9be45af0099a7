"""Opslag: the default search, as `opslag evaluate` measures it."""

from search import Collection, run_collection
from search.quality import Run


class Opslag:
    """Opslag."""

    name = "Opslag"

    def rank(self, collection: Collection) -> Run:
        return run_collection(collection)
