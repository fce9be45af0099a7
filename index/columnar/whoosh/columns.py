"""The columns of articles as Whoosh writes and reads them: one number, truth or name of bytes for each article."""

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh import columns

from index.columnar.segment_file import Column, KeywordColumn

WIDE_TYPES = {"Q": np.uint64, "f": np.float32, "d": np.float64}
"""What numbers are kept as that are of one of these types to Whoosh; all others are kept as signed 64-bit integers."""


class GatheredColumn:
    """The values of a column while articles are added."""

    def __init__(self, name: str, column: columns.Column) -> None:
        self._name = name
        self._default = default_of(column)
        self._typecode: str | None = getattr(column, "_typecode", None)
        self._values: dict[int, Any] = {}

    def add(self, document: int, value: Any) -> None:
        """Note the value of an article. Raises TypeError or ValueError where the column does not hold such ones."""
        numbers = (int, float) if self._typecode in ("f", "d") else int
        if not isinstance(value, bytes if isinstance(self._default, bytes) else numbers):
            raise TypeError(f"{self._name}: {type(value).__name__} is not what this column holds")
        if self._typecode:
            try:
                struct.pack(f"!{self._typecode}", value)
            except (struct.error, OverflowError) as error:
                raise ValueError(f"{self._name}: {value!r} is not what this column holds: {error}") from None
        self._values[document] = value

    def forget(self, document: int) -> None:
        """Forget the value of an article."""
        self._values.pop(document, None)

    def column(self, articles: int) -> Column:
        """The column of so many articles; one that has no value has the default."""
        values = [self._values.get(document, self._default) for document in range(articles)]
        if isinstance(self._default, bytes):
            return KeywordColumn.of(values)
        return np.array(values, WIDE_TYPES.get(self._typecode or "", np.int64))


class ColumnReader(columns.ColumnReader):
    """The values of a column.

    An article beyond the last one has the `default`: where a later segment lacks the column, Whoosh asks the one
    before.
    """

    def __init__(self, column: Column, default: Any) -> None:
        self._names = column.values if isinstance(column, KeywordColumn) else None
        self._values = column.ordinals if isinstance(column, KeywordColumn) else column
        self._default = default
        self._is_reversed = False

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return (self[docnum] for docnum in range(len(self)))

    def __getitem__(self, docnum: int) -> Any:
        if docnum >= len(self._values):
            return self._default
        value = self._values[docnum].item()
        if self._names is not None:
            return self._names[value]
        return bool(value) if isinstance(self._default, bool) else value

    def sort_key(self, docnum: int) -> Any:
        return -self[docnum] if self._is_reversed else self[docnum]

    def set_reverse(self) -> None:
        if self._names is not None:
            raise NotImplementedError("only a column of numbers can be reversed")
        self._is_reversed = True


def default_of(column: columns.Column) -> Any:
    """What an article has that was given no value."""
    # Whoosh reads no bytes there, but says so nowhere.
    return b"" if isinstance(column, columns.CompressedBytesColumn) else column.default_value()
