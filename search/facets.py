"""Filters and facets: which of the articles that match are hits, and how many hits each source, section and year
has."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.schema import UNDATED, to_microseconds
from search.columns import NO_VALUE, Columns, NameColumn
from search.request import Facets, FacetValue, Request

FACET_VALUES = 20
"""Values that a facet lists."""


@dataclass(frozen=True)
class Filters:
    """The filters of one request over the columns of one generation."""

    sources: frozenset[int] | None
    sections: frozenset[int] | None
    first: int
    last: int
    columns: Columns

    @classmethod
    def of(cls, request: Request, columns: Columns) -> "Filters":
        """The filters of `request`; values that no article has match nothing."""
        since = request.since.start if request.since else None
        until = request.until.end if request.until else None
        return cls(
            _numbers(request.sources, columns.source),
            _numbers(request.sections, columns.section),
            to_microseconds(since) if since else -UNDATED,
            to_microseconds(until) - 1 if until else UNDATED - bool(request.since or request.until),
            columns,
        )

    def hits(self, matches: Iterable[int]) -> tuple[list[int], Facets]:
        """The articles of `matches` that pass every filter, and the facets; each facet counts the articles that pass
        every filter but its own."""
        source, section, years = self.columns.source.numbers, self.columns.section.numbers, self.columns.years
        published, sources, sections, first, last = (
            self.columns.published,
            self.sources,
            self.sections,
            self.first,
            self.last,
        )
        by_source: Counter[int] = Counter()
        by_section: Counter[int] = Counter()
        by_year: Counter[int] = Counter()
        hits: list[int] = []
        for article in matches:
            in_source = sources is None or source[article] in sources
            in_section = sections is None or section[article] in sections
            in_period = first <= published[article] <= last
            if in_section and in_period:
                by_source[source[article]] += 1
            if in_source and in_period:
                by_section[section[article]] += 1
            if in_source and in_section:
                by_year[years[article]] += 1
            if in_source and in_section and in_period:
                hits.append(article)
        facets = {
            "source": _most_frequent(by_source, self.columns.source.values),
            "section": _most_frequent(by_section, self.columns.section.values),
            "year": sorted(_most_frequent(by_year), key=lambda year: -int(year.value)),
        }
        return hits, facets


def _numbers(names: Sequence[str], column: NameColumn) -> frozenset[int] | None:
    if not names:
        return None
    return frozenset(number for name in names if (number := column.number(name)) is not None)


def _most_frequent(counts: Counter[int], values: Sequence[str] | None = None) -> list[FacetValue]:
    """The values with the most articles, then by name."""
    named = [
        FacetValue(values[number] if values else str(number), count)
        for number, count in counts.items()
        if number != NO_VALUE
    ]
    return sorted(named, key=lambda facet: (-facet.count, facet.value))[:FACET_VALUES]
