"""Filters and facets: which of the articles that match are hits, and how many hits each source, section and year
has."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.columnar.order import documents_between
from index.dates import DANISH_TIME, UNDATED, from_microseconds, to_microseconds
from search.columnar import Hits, LeafHits
from search.columns import Names, first_moment, since, span
from search.request import Facets, FacetValue, Request

FACET_VALUES = 20
"""Values that a facet lists."""


@dataclass(frozen=True)
class Filters:
    """The filters of one request over the names of one generation."""

    request: Request
    sources: Names
    sections: Names

    def hits(self, matches: Hits) -> tuple[Hits, Facets]:
        """The articles of `matches` that pass every filter, and the facets; each facet counts the articles that pass
        every filter but its own."""
        hits = by_source = by_section = by_year = matches
        request = self.request
        if request.since or request.until:
            hits, by_source, by_section = (part.filtered(self._in_period) for part in (hits, by_source, by_section))
        if request.sources:
            hits, by_section, by_year = (part.filtered(self._of_sources) for part in (hits, by_section, by_year))
        if request.sections:
            hits, by_source, by_year = (part.filtered(self._in_sections) for part in (hits, by_source, by_year))
        return hits, {
            "source": most_frequent(self.sources.counts(by_source)),
            "section": most_frequent(self.sections.counts(by_section)),
            "year": sorted(most_frequent(years(by_year)), key=lambda year: -int(year.value)),
        }

    def _of_sources(self, part: LeafHits) -> Array:
        return self.sources.mask(part, self.request.sources)

    def _in_sections(self, part: LeafHits) -> Array:
        return self.sections.mask(part, self.request.sections)

    def _in_period(self, part: LeafHits) -> Array:
        start = self.request.since.start if self.request.since else None
        end = self.request.until.end if self.request.until else None
        first = to_microseconds(start) if start else -UNDATED
        last = to_microseconds(end) - 1 if end else UNDATED - 1
        newest, after = documents_between(part.leaf.file.dates, first, last)
        mask: Array = (part.documents >= newest) & (part.documents < after)
        return mask


def years(hits: Hits) -> dict[str, int]:
    """How many of `hits` are of each year in Danish time, where any is."""
    ends = span(hits)
    if ends is None:
        return {}
    first, last = (moment.astimezone(DANISH_TIME).year for end in ends if (moment := from_microseconds(end)))
    listed = range(first, last + 1)
    counts = -np.diff(since(hits, [-UNDATED, *(first_moment(f"{year:04}") for year in listed[1:]), UNDATED]))
    return {str(year): count for year, count in zip(listed, counts.tolist(), strict=True) if count}


def most_frequent(counts: Mapping[str, int]) -> list[FacetValue]:
    """The values with the most articles, then by name."""
    named = [FacetValue(value, count) for value, count in counts.items()]
    return sorted(named, key=lambda facet: (-facet.count, facet.value))[:FACET_VALUES]
