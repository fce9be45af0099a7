"""Filters and facets of one request: which of the articles that match are hits, and what of them is counted.

A filter is a mask over the articles that match, made once: all masks together leave the hits, and all but its own what
a facet counts.
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from index.arrays import Array
from search.columnar.dates import years
from search.columnar.hits import Hits
from search.columnar.keywords import Keywords
from search.facets import YEAR, Facets, facet
from search.tree import Node


class Filtered:
    """Some articles under filters: `among` says which of them each filter lets pass."""

    def __init__(self, articles: Hits, filters: Mapping[str, Node], among: Callable[[Node, Hits], Hits]) -> None:
        self._articles = articles
        self._masks = {name: _masks(articles, among(node, articles)) for name, node in filters.items()}
        self.hits = self._passing()

    def facets(self, names: Collection[str], keywords: Mapping[str, Keywords]) -> Facets:
        """What is counted under each of some names, over the articles that pass every filter but the facet's own."""
        counted = {name: self._passing(name) if name in self._masks else self.hits for name in names}
        return {
            name: facet(name, years(hits) if name == YEAR else keywords[name].counts(hits))
            for name, hits in counted.items()
        }

    def _passing(self, but_for: str = "") -> Hits:
        """The articles that pass every filter, or every one but for one."""
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
