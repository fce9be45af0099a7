"""Facets: how many hits have each value of a keyword field, or are of each year. Engines count, here is what of it is
told."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.keywords import KEYWORDS

FACET_VALUES = 20
"""Values that a facet lists."""

YEAR = "year"
"""The facet of years in Danish time; its filter is the period from `since` to `until`."""

FACETS = (*(field.name for field in KEYWORDS), YEAR)
"""All facets, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many hits have it."""

    value: str
    count: int


Facets = dict[str, list[FacetValue]]
"""The values of each facet among the hits."""


def facet(name: str, counts: Mapping[str, int]) -> list[FacetValue]:
    """The values of a facet with the most hits, those before others, then by name; of years the newest first.

    >>> facet("source", {"AP": 1, "Ritzau": 7})
    [FacetValue(value='Ritzau', count=7), FacetValue(value='AP', count=1)]
    """
    values = sorted((FacetValue(*item) for item in counts.items()), key=lambda value: (-value.count, value.value))
    listed = values[:FACET_VALUES]
    return sorted(listed, key=lambda value: -int(value.value)) if name == YEAR else listed
