"""What filters, facets and the order of hits look at beside scores: sources, sections and dates over all segments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.arrays import Array
from index.columnar import Leaf, NameColumn
from index.columnar.order import dates_end
from index.dates import parse_period, to_microseconds
from index.mapping import fold_name
from search.columnar import Hits, LeafHits

NO_VALUE = -1
"""The value number of an article that has no source or section."""


@dataclass(frozen=True)
class Names:
    """The sources or the sections of all segments. `values` are the names, shown as most articles write them: those
    that differ only in case are one. `numbers` says for each segment, by its offset, which value each of its names
    is."""

    field: str
    values: Sequence[str]
    folded: dict[str, int]
    numbers: dict[int, Array]

    @classmethod
    def of(cls, leaves: Sequence[Leaf], field: str) -> "Names":
        """The names in the column `field`."""
        columns = {leaf.offset: column for leaf in leaves if (column := _names(leaf, field))}
        spellings = Counter[str]()
        for leaf in leaves:
            if column := columns.get(leaf.offset):
                alive = column.ordinals if leaf.alive is None else column.ordinals[leaf.alive]
                counts = np.bincount(alive, minlength=len(column.names)).tolist()
                spellings.update(
                    {name.decode(): count for name, count in zip(column.names, counts, strict=True) if count}
                )
        del spellings[""]
        folded: dict[str, int] = {}
        values: list[str] = []
        for name, _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
            if fold_name(name) not in folded:
                folded[fold_name(name)] = len(values)
                values.append(name)
        numbers = {
            offset: np.array([folded.get(fold_name(name.decode()), NO_VALUE) for name in column.names])
            for offset, column in columns.items()
        }
        return cls(field, values, folded, numbers)

    def mask(self, part: LeafHits, names: Sequence[str]) -> Array:
        """Which of some articles have one of `names`, compared without regard to case."""
        column = _names(part.leaf, self.field)
        if column is None:
            return np.zeros(len(part.documents), bool)
        wanted = [self.folded[fold_name(name)] for name in names if fold_name(name) in self.folded]
        accepted: Array = np.isin(self.numbers[part.leaf.offset], wanted)[column.ordinals[part.documents]]
        return accepted

    def counts(self, hits: Hits) -> dict[str, int]:
        """How many of `hits` have each value, where any has."""
        total = np.zeros(len(self.values) + 1, np.int64)  # The last counts those without a name.
        for part in hits:
            if column := _names(part.leaf, self.field):
                counts = np.bincount(column.ordinals[part.documents], minlength=len(column.names))
                np.add.at(total, self.numbers[part.leaf.offset], counts)
        return {value: count for value, count in zip(self.values, total.tolist(), strict=False) if count}


def _names(leaf: Leaf, field: str) -> NameColumn | None:
    column = leaf.file.columns.get(field)
    return column if isinstance(column, NameColumn) else None


def span(hits: Hits) -> tuple[int, int] | None:
    """The first and the last date of `hits` that have one, in microseconds since 1970 in UTC; None where none has."""
    ends = []
    for part in hits:
        dates = part.leaf.file.dates
        if dated := int(part.documents.searchsorted(dates_end(dates))):
            ends += [int(dates[part.documents[dated - 1]]), int(dates[part.documents[0]])]
    return (min(ends), max(ends)) if ends else None


def since(hits: Hits, moments: Sequence[int]) -> Array:
    """How many of `hits` have a date at each of `moments` or later, in microseconds since 1970 in UTC."""
    total = np.zeros(len(moments), np.int64)
    for part in hits:
        dates = part.leaf.file.dates
        dated = dates[: dates_end(dates)][::-1]  # Ascending, as it is searched.
        total += part.documents.searchsorted(len(dated) - dated.searchsorted(np.array(moments, np.int64)))
    return total


@lru_cache(maxsize=4096)
def first_moment(text: str) -> int:
    """When the year, month or day that `text` names begins, in microseconds since 1970 in UTC."""
    start = parse_period(text).start
    assert start is not None
    return to_microseconds(start)
