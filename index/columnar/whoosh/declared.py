"""What a field may ask for: what a segment does not keep is refused by the name of the field, before an article is
added."""

import struct
from contextlib import suppress

from whoosh import columns
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Characters, Existence, Format, Frequency, PositionBoosts, Positions
from whoosh.index import TOC, EmptyIndexError

KEPT_COLUMNS = (
    columns.BitColumn,
    columns.CompressedBytesColumn,
    columns.FixedBytesColumn,
    columns.NumericColumn,
    columns.RefBytesColumn,
    columns.VarBytesColumn,
)

TAKEN_NAMES = ("column", "phrases", "stored")
"""What the arrays of a segment that belong to no field have before their dot."""


def refuse_schema(storage: FileStorage, index_name: str) -> None:
    """Look at the schema that an index was created with. Raises TypeError or ValueError as `refuse_field` does."""
    with suppress(EmptyIndexError):
        for name, field in TOC.read(storage, index_name).schema.items():
            refuse_field(name, field)


def refuse_field(name: str, field: FieldType) -> None:
    """Raises TypeError or ValueError, by the name of the field, where it asks for more than a segment keeps: vectors,
    characters, boosts, columns of anything but numbers, truths and bytes."""
    if field.vector:
        raise TypeError(f"{name}: this codec keeps no vectors")
    if field.column_type:
        _refuse_column(name, field.column_type)
    if field.indexed:
        _refuse_name(name)
        _refuse_format(name, field.format)


def _refuse_column(name: str, column: columns.Column) -> None:
    if type(column) not in KEPT_COLUMNS:
        kept = "numbers, truths and bytes"
        raise TypeError(f"{name}: this codec keeps columns of {kept}, not a {type(column).__name__}")
    if isinstance(column, columns.NumericColumn):
        try:
            struct.pack(f"!{column._typecode}", column.default_value())
        except struct.error:
            raise ValueError(f"{name}: {column.default_value()} cannot be the default of this column") from None


def _refuse_name(name: str) -> None:
    if name in TAKEN_NAMES or "." in name:
        raise ValueError(
            f"{name}: an indexed field is not called {' or '.join(TAKEN_NAMES)}, and has no dot in its name"
        )


def _refuse_format(name: str, format: Format) -> None:
    kept = isinstance(format, Existence | Frequency | Positions)
    if not kept or isinstance(format, Characters | PositionBoosts):
        raise TypeError(f"{name}: this codec keeps frequencies and positions, not {type(format).__name__}")
    if format.field_boost != 1:
        raise ValueError(f"{name}: this codec keeps no boosts, and the field has one of {format.field_boost}")
