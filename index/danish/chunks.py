"""Where a Danish text may be cut without changing what the analysis makes of it.

White space and most punctuation separate words, but for the spaces in *1 000* and *7 mia.* and the full stop of
*mia.*. What lies between two cuts, a chunk, is a word with what clings to it: texts consist of few distinct ones, so
that each can be analysed once.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

BOUNDARY = b"\xfe"
"""Stands before the chunks of each text; like the two below it is no byte of UTF-8."""

_KEPT_STOP = b"\xfd"
_KEPT_SPACE = b"\xff"

_SEPARATORS = b'\t\n\r\x0b\x0c!"#$&()*+/:;<=>?@[\\]^`{|}~'
"""No underscore: beside *1 000* the tokenizer takes it for a letter."""

_WIDE_SEPARATORS = "«»„“”…–—•"
"""They take two or three bytes."""

_TO_SPACES = bytes.maketrans(_SEPARATORS, b" " * len(_SEPARATORS))
_BY_FIRST_BYTE = {
    first: [encoded[1:] for encoded in map(str.encode, _WIDE_SEPARATORS) if encoded[0] == first]
    for first in sorted({character.encode()[0] for character in _WIDE_SEPARATORS})
}
_SPACE, _STOP, _COMMA, _ZERO = b" .,0"

Characters = npt.NDArray[np.uint8]


def chunks(texts: Sequence[str]) -> list[bytes]:
    """The chunks of several texts, in order, each text's behind a `BOUNDARY`.

    >>> [text_of(chunk) for chunk in chunks(["(Det koster 1 000 kr., siger de)."])[1:]]
    ['Det', 'koster', '1 000', 'kr.', 'siger', 'de']
    """
    encoded = b" ".join(b"%b %b " % (BOUNDARY, text.encode("utf-8", "surrogatepass")) for text in texts)
    text = bytearray(encoded.replace(b"mia.", b"mia" + _KEPT_STOP))
    characters = np.frombuffer(text, np.uint8)
    _keep_spaces_of_numbers(characters)
    _blank_wide_separators(characters)
    characters = np.frombuffer(text.translate(_TO_SPACES), np.uint8)
    _blank_stops(characters)
    return characters.tobytes().split()


def text_of(chunk: bytes) -> str:
    """The text that a chunk stands for."""
    return chunk.replace(_KEPT_STOP, b".").replace(_KEPT_SPACE, b" ").decode("utf-8", "surrogatepass")


def _keep_spaces_of_numbers(characters: Characters) -> None:
    """Mark each space between a digit and what may belong to the same number: a digit or the *m* of *mia*."""
    spaces = np.flatnonzero(characters[1:-1] == _SPACE) + 1
    before, after = characters[spaces - 1], characters[spaces + 1]
    kept = (before - _ZERO < 10) & ((after - _ZERO < 10) | (after == ord("m")))
    characters[spaces[kept]] = _KEPT_SPACE[0]


def _blank_wide_separators(characters: Characters) -> None:
    """Make spaces of separators of several bytes."""
    for first, others in _BY_FIRST_BYTE.items():
        starts = np.flatnonzero(characters[:-2] == first)
        for rest in others:
            found = starts
            for place, byte in enumerate(rest, 1):
                found = found[characters[found + place] == byte]
            for place in range(len(rest) + 1):
                characters[found + place] = _SPACE


def _blank_stops(characters: Characters) -> None:
    """Make spaces of the full stops and commas before a space."""
    stops = np.flatnonzero((characters[:-1] == _STOP) | (characters[:-1] == _COMMA))
    characters[stops[characters[stops + 1] == _SPACE]] = _SPACE
