"""The filters of one request: which of the matching articles are hits, and which a facet counts.

Each filter is evaluated once, as a mask over the matching articles. The hits pass all masks. A facet counts the
articles that pass all masks but that of its own filter, so that other values of it can be chosen.
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from index.arrays import Array
from search.columnar.date_counts import years
from search.columnar.hits import Hits
from search.columnar.keyword_counts import KeywordCounts
from search.facets import YEAR, Facets, facet_values
from search.tree import Node


class FilteredHits:
    """Articles under filters. `passing` finds those of some articles that the tree of a filter matches."""

    def __init__(self, articles: Hits, filters: Mapping[str, Node], passing: Callable[[Node, Hits], Hits]) -> None:
        self._articles = articles
        self._masks = {name: _masks(articles, passing(node, articles)) for name, node in filters.items()}
        self.hits = self._passing()

    def facets(self, names: Collection[str], keywords: Mapping[str, KeywordCounts]) -> Facets:
        """The counts of some facets, by name. `keywords` holds what counts each keyword field."""
        counted = {name: self._passing(name) if name in self._masks else self.hits for name in names}
        return {
            name: facet_values(name, years(hits) if name == YEAR else keywords[name].counts(hits))
            for name, hits in counted.items()
        }

    def _passing(self, but_for: str = "") -> Hits:
        """The articles that pass every filter, except the one with the name `but_for`."""
        masks = [mask for name, mask in self._masks.items() if name != but_for]
        if not masks:
            return self._articles
        return self._articles.kept([np.logical_and.reduce(of_segment) for of_segment in zip(*masks, strict=True)])


def _masks(articles: Hits, passing: Hits) -> list[Array]:
    masks = []
    for part, passed in zip(articles, passing, strict=True):
        mask = np.zeros(len(part.documents), bool)
        mask[part.documents.searchsorted(passed.documents)] = True
        masks.append(mask)
    return masks
