"""StoredFields values that JSON cannot say: tuples, bytes, moments, decimals, dictionaries by other keys than strings.

What JSON says faithfully is stored as it is. Other fields are kept under `ENCODED`, where a JSON object always has one
key, the type of the value:

    {"title": "Storm", "_": {"place": {"tuple": [55.4, 10.4]}}}
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from index.columnar.stored import StoredFields

ENCODED = "_"
"""No field of Whoosh's has a name that begins so."""

_PLAIN = (type(None), bool, int, float, str)

_WRITTEN: Mapping[type, Callable[[Any], Any]] = {
    bytes: bytes.hex,
    datetime: datetime.isoformat,
    Decimal: str,
    dict: lambda value: [[encode(key), encode(item)] for key, item in value.items()],
    tuple: lambda value: [encode(item) for item in value],
}

_READ: Mapping[str, Callable[[Any], Any]] = {
    "bytes": bytes.fromhex,
    "datetime": datetime.fromisoformat,
    "Decimal": Decimal,
    "dict": lambda written: {decode(key): decode(item) for key, item in written},
    "tuple": lambda written: tuple(decode(item) for item in written),
}


def add_value(stored: StoredFields, name: str, value: Any) -> None:
    """Store a value of a field. Raises TypeError, by the name of the field, where it would not come out as it is."""
    if _is_plain(value):
        stored[name] = value
        return
    try:
        encoded = encode(value)
    except TypeError as error:
        raise TypeError(f"{name}: {error}") from None
    stored.setdefault(ENCODED, {})[name] = encoded


def values_of(stored: StoredFields) -> StoredFields:
    """The stored values of an article as they were added."""
    encoded = stored.get(ENCODED, {})
    plain = {name: value for name, value in stored.items() if name != ENCODED}
    return plain | {name: decode(value) for name, value in encoded.items()}


def encode(value: Any) -> Any:
    """What JSON says for a value. Raises TypeError where it would not come out as it is.

    >>> encode([1, ("a", b"b")])
    [1, {'tuple': ['a', {'bytes': '62'}]}]
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [encode(item) for item in value]
    if kind not in _WRITTEN:
        raise TypeError(f"values of the type {kind.__name__} are not stored")
    written = {kind.__name__: _WRITTEN[kind](value)}
    # A time zone by name would come out as one by its distance.
    if kind is datetime and repr(decode(written)) != repr(value):
        raise TypeError(f"{value!r} would come out otherwise")
    return written


def decode(written: Any) -> Any:
    """The value for which `encode` gave this.

    >>> decode([1, {"tuple": ["a", {"bytes": "62"}]}])
    [1, ('a', b'b')]
    """
    if isinstance(written, list):
        return [decode(item) for item in written]
    if isinstance(written, dict):
        ((kind, parts),) = written.items()
        return _READ[kind](parts)
    return written


def _is_plain(value: Any) -> bool:
    """Whether JSON says a value as it is."""
    if type(value) is list:
        return all(map(_is_plain, value))
    if type(value) is dict:
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    return type(value) in _PLAIN
