"""Facets: how many hits have each value of a keyword field, or were published in each year. Engines count the hits;
here is which values are listed, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.keywords import KEYWORDS

FACET_VALUES = 20
"""Values that a facet lists at most."""

YEAR = "year"
"""The facet of years, in Danish time. Its filter is the period from `since` to `until` of a request."""

FACETS = (*(field.name for field in KEYWORDS), YEAR)
"""The names of all facets, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many hits have it."""

    value: str
    count: int


Facets = dict[str, list[FacetValue]]
"""The listed values of each facet, by its name."""


def facet_values(name: str, counts: Mapping[str, int]) -> list[FacetValue]:
    """The `FACET_VALUES` values with the most hits: those with more hits first, then by name; years newest first.

    >>> facet_values("source", {"AP": 1, "Ritzau": 7})
    [FacetValue(value='Ritzau', count=7), FacetValue(value='AP', count=1)]
    """
    values = sorted((FacetValue(*item) for item in counts.items()), key=lambda value: (-value.count, value.value))
    listed = values[:FACET_VALUES]
    return sorted(listed, key=lambda value: -int(value.value)) if name == YEAR else listed
