"""The columns of a generation: for every article what filters, facets and the order of hits look at."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from whoosh.reading import IndexReader

from index.dates import DANISH_TIME
from index.schema import UNDATED, fold_name, from_microseconds

NO_VALUE = -1
"""The value number of an article that has no source or section."""


@dataclass(frozen=True)
class NameColumn:
    """Source or section: `numbers` holds for each article which of `values` it has, or `NO_VALUE`.

    Names that differ only in case are one value, shown as most articles write it.
    """

    numbers: "array[int]"
    values: Sequence[str]
    folded: dict[str, int]

    @classmethod
    def of(cls, names: Sequence[str]) -> "NameColumn":
        """The column of the names of all articles; an empty string where there is none."""
        spellings = Counter(name for name in names if name)
        folded: dict[str, int] = {}
        values: list[str] = []
        for name, _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
            if fold_name(name) not in folded:
                folded[fold_name(name)] = len(values)
                values.append(name)
        numbers = {name: folded[fold_name(name)] for name in spellings}
        return cls(array("i", (numbers.get(name, NO_VALUE) for name in names)), values, folded)

    def number(self, name: str) -> int | None:
        """Which value `name` is; None where no article has it."""
        return self.folded.get(fold_name(name))


class Columns:
    """The columns of the articles that `reader` holds, each read when it is first asked for."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    @cached_property
    def published(self) -> "array[int]":
        """Microseconds since 1970 in UTC, or `UNDATED`."""
        return array("q", self._read("published", UNDATED))

    @cached_property
    def source(self) -> NameColumn:
        """The sources."""
        return NameColumn.of(self._read("source", ""))

    @cached_property
    def section(self) -> NameColumn:
        """The sections."""
        return NameColumn.of(self._read("section", ""))

    @cached_property
    def days(self) -> "array[int]":
        """The day in Danish time as its proleptic Gregorian ordinal, or `NO_VALUE`."""
        moments = map(from_microseconds, self.published)
        return array("i", (moment.astimezone(DANISH_TIME).toordinal() if moment else NO_VALUE for moment in moments))

    @cached_property
    def years(self) -> "array[int]":
        """The year in Danish time, or `NO_VALUE`."""
        return array("i", (NO_VALUE if day == NO_VALUE else date.fromordinal(day).year for day in self.days))

    @cached_property
    def newest_first(self) -> "array[int]":
        """Each article's place when the newest come first, undated ones last, those of one moment by id."""
        return self._places(descending=True)

    @cached_property
    def oldest_first(self) -> "array[int]":
        """Each article's place when the oldest come first, undated ones last, those of one moment by id."""
        return self._places(descending=False)

    def _places(self, *, descending: bool) -> "array[int]":
        ids = self._read("id", "")
        published = self.published
        sign = -1 if descending else 1

        def key(number: int) -> tuple[bool, int, str]:
            return published[number] == UNDATED, sign * published[number], ids[number]

        places = array("i", bytes(4 * len(ids)))
        for place, number in enumerate(sorted(range(len(ids)), key=key)):
            places[number] = place
        return places

    def _read(self, field: str, default: object) -> list:  # type: ignore[type-arg]
        """The values of a column, by document number; `default` for all where no article has the field."""
        if not self._reader.has_column(field):
            return [default] * self._reader.doc_count_all()
        column = self._reader.column_reader(field)
        return [column[number] for number in range(self._reader.doc_count_all())]
