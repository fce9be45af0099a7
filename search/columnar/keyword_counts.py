"""The values of a keyword field over all segments, and how many hits have each of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.arrays import Array
from index.columnar import KeywordColumn, Leaf
from index.keywords import fold_value
from search.columnar.hits import Hits

NO_VALUE = -1
"""Stands for the value of an article that has none."""


@dataclass(frozen=True)
class KeywordCounts:
    """A keyword field of all segments.

    `values` are its distinct values; those that differ only in case count as one, in the spelling that most articles
    use. Each segment has a column of names of its own: `numbers` gives for each segment, by its offset, the index in
    `values` of each of these names (global ordinals).
    """

    field: str
    values: Sequence[str]
    numbers: dict[int, Array]

    @classmethod
    def of(cls, leaves: Sequence[Leaf], field: str) -> Self:
        """The keyword field of this name."""
        columns = {leaf.offset: column for leaf in leaves if (column := _column(leaf, field))}
        spellings = Counter[str]()
        for leaf in leaves:
            if column := columns.get(leaf.offset):
                alive = column.ordinals if leaf.alive is None else column.ordinals[leaf.alive]
                counts = np.bincount(alive, minlength=len(column.values)).tolist()
                spellings.update(
                    {name.decode(): count for name, count in zip(column.values, counts, strict=True) if count}
                )
        del spellings[""]
        folded: dict[str, int] = {}
        values: list[str] = []
        for value, _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
            if fold_value(value) not in folded:
                folded[fold_value(value)] = len(values)
                values.append(value)
        numbers = {
            offset: np.array([folded.get(fold_value(name.decode()), NO_VALUE) for name in column.values])
            for offset, column in columns.items()
        }
        return cls(field, values, numbers)

    def counts(self, hits: Hits) -> dict[str, int]:
        """How many of `hits` have each value; values without a hit are left out."""
        total = np.zeros(len(self.values) + 1, np.int64)  # The last one, NO_VALUE, counts articles without a value.
        for part in hits:
            if column := _column(part.leaf, self.field):
                counts = np.bincount(column.ordinals[part.documents], minlength=len(column.values))
                np.add.at(total, self.numbers[part.leaf.offset], counts)
        return {value: count for value, count in zip(self.values, total.tolist(), strict=False) if count}


def _column(leaf: Leaf, field: str) -> KeywordColumn | None:
    column = leaf.file.columns.get(field)
    return column if isinstance(column, KeywordColumn) else None
