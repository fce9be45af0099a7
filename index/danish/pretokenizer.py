"""Pre-tokenization: where a Danish text may be cut without changing what the analysis makes of it.

White space and most punctuation separate words, but for the spaces in *1 000*, *7 mia.*, *A. P.* and *for- og
eftermiddag*, the full stop of *mia.* and the slash of *im-/eksport*. What lies between two cuts, a chunk, is a word
with what clings to it: texts consist of few distinct ones, so that each can be analysed once.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

BOUNDARY = b"\xfe"
"""Stands before the chunks of each text; like the three below it is no byte of UTF-8."""

_KEPT_STOP = b"\xfd"
"""Stands for a full stop that separates no chunks."""

_KEPT_SLASH = b"\xfc"
"""Stands for a slash that separates no chunks."""

_KEPT_SPACE = b"\xff"
"""Stands for a space that separates no chunks."""

_SEPARATORS = b'\t\n\r\x0b\x0c!"#$&()*+/:;<=>?@[\\]^`{|}~'
"""No underscore: beside *1 000* the tokenizer takes it for a letter."""

_WIDE_SEPARATORS = "«»„“”…–—•"
"""Separators of two or three bytes."""

_TO_TEXT = bytes.maketrans(_KEPT_STOP + _KEPT_SLASH + _KEPT_SPACE, b"./ ")
_TO_SPACES = bytes.maketrans(_SEPARATORS, b" " * len(_SEPARATORS))
_BY_FIRST_BYTE = {
    first: [encoded[1:] for encoded in map(str.encode, _WIDE_SEPARATORS) if encoded[0] == first]
    for first in sorted({character.encode()[0] for character in _WIDE_SEPARATORS})
}
"""The other bytes of wide separators, by the first one."""

_MARGIN = b" " * 8
"""Stands before and behind all texts: so far is looked from a character to either side."""

_SPACE, _STOP, _COMMA, _HYPHEN, _SLASH, _ZERO = b" .,-/0"
_JOINING = (b"og", b"eller", b"samt", b"til")
"""Words between two that share a head or a beginning."""

_ASCII = 0x7F
"""The last character that takes one byte."""

_FOLLOWED = np.zeros(256, bool)
_FOLLOWED[list(b"abcdefghijklmnopqrstuvwxyz0123456789,;" + bytes(range(0x80, 0xC0)))] = True
"""By byte: whether a space behind it is inside a sentence, as it is behind the last bytes of small letters, digits and
commas. Those of *æ*, *ø* and *å* are also the last bytes of some capitals and dashes, which are few."""

Characters = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]


def chunks(texts: Sequence[str]) -> tuple[list[bytes], npt.NDArray[np.bool_]]:
    """The chunks of several texts, in order, each text's behind a `BOUNDARY`, in UTF-8 with the marks above; and which
    of them follow another word of their sentence, where only names have a capital.

    >>> found, inside = chunks(["(Det koster Mette 1 000 kr., siger de)."])
    >>> [text_of(chunk) for chunk in found[1:]]
    ['Det', 'koster', 'Mette', '1 000', 'kr.', 'siger', 'de']
    >>> inside[1:].tolist()
    [False, True, True, True, True, True, True]
    """
    marked = (b"%b %b " % (BOUNDARY, text.encode("utf-8", "surrogatepass")) for text in texts)
    encoded = b" ".join((_MARGIN, *marked, _MARGIN))
    text = bytearray(encoded)
    characters = np.frombuffer(text, np.uint8)
    stops = np.flatnonzero((characters == _STOP) | (characters == _COMMA))
    _keep_spaces_of_numbers(characters)
    _keep_stops_of_numbers(characters, stops)
    _keep_initials(characters, stops)
    _keep_what_shares(characters)
    _blank_wide_separators(characters)
    characters = np.frombuffer(text.translate(_TO_SPACES), np.uint8)
    _blank_stops(characters, stops)
    starts = np.flatnonzero((characters[1:] != _SPACE) & (characters[:-1] == _SPACE)) + 1
    raw = np.frombuffer(encoded, np.uint8)
    inside = (raw[starts - 1] == _SPACE) & _FOLLOWED[raw[starts - 2]]
    return characters.tobytes().split(), inside


def text_of(chunk: bytes) -> str:
    """The text that a chunk stands for."""
    return chunk.translate(_TO_TEXT).decode("utf-8", "surrogatepass")


def _keep_spaces_of_numbers(characters: Characters) -> None:
    """Mark each space between a digit and what may belong to the same number: a digit or the *m* of *mia*."""
    spaces = np.flatnonzero(characters[1:-1] == _SPACE) + 1
    before, after = characters[spaces - 1], characters[spaces + 1]
    kept = (before - _ZERO < 10) & ((after - _ZERO < 10) | (after == ord("m")))
    characters[spaces[kept]] = _KEPT_SPACE[0]


def _keep_stops_of_numbers(characters: Characters, stops: Places) -> None:
    """Mark the full stops of *mia.* and *mill.*."""
    for word in (b"mia", b"mill"):
        found = stops[characters[stops] == _STOP]
        for place, letter in enumerate(reversed(word), 1):
            found = found[characters[found - place] == letter]
        characters[found] = _KEPT_STOP[0]


def _keep_initials(characters: Characters, stops: Places) -> None:
    """Mark the space and the last full stop of *A. P.*, and where letters of several bytes stand also some others."""
    spaces = stops[(characters[stops] == _STOP) & (characters[stops + 1] == _SPACE)] + 1
    before, after, behind = characters[spaces - 2], characters[spaces + 1], characters[spaces + 2]
    wide = behind > _ASCII
    spaces = spaces[(_is_capital(before) | (before > _ASCII)) & (_is_capital(after) & (behind == _STOP) | wide)]
    characters[spaces] = _KEPT_SPACE[0]
    for place in (2, 3, 4):
        characters[spaces[characters[spaces + place] == _STOP] + place] = _KEPT_STOP[0]


def _is_capital(characters: Characters) -> npt.NDArray[np.bool_]:
    return characters - ord("A") < 26


def _keep_what_shares(characters: Characters) -> None:
    """Mark the spaces and slashes that lie between *for-* and *eftermiddag* in *for- og eftermiddag*, and between
    *boligkøb* and *-salg* in *boligkøb og -salg*."""
    hyphens = np.flatnonzero(characters[8:-8] == _HYPHEN) + 8
    before, after = characters[hyphens - 1], characters[hyphens + 1]
    characters[hyphens[before == _SLASH] - 1] = _KEPT_SLASH[0]
    characters[hyphens[after == _SLASH] + 1] = _KEPT_SLASH[0]
    leading = hyphens[(after == _SPACE) & (before != _SPACE)]
    trailing = hyphens[(before == _SPACE) & (after != _SPACE)]
    for word in _JOINING:
        size = len(word)
        for first, last in ((leading + 1, leading + 2 + size), (trailing - 2 - size, trailing - 1)):
            found = (characters[first] == _SPACE) & (characters[last] == _SPACE)
            for place, letter in enumerate(word, 1):
                found &= characters[first + place] == letter
            characters[first[found]] = characters[last[found]] = _KEPT_SPACE[0]
    for comma, space in ((hyphens + 1, hyphens + 2), (hyphens - 2, hyphens - 1)):
        found = (characters[comma] == _COMMA) & (characters[space] == _SPACE)
        characters[space[found]] = _KEPT_SPACE[0]


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


def _blank_stops(characters: Characters, stops: Places) -> None:
    """Make spaces of the full stops and commas before a space, but for those that are kept."""
    found = characters[stops]
    stops = stops[((found == _STOP) | (found == _COMMA)) & (characters[stops + 1] == _SPACE)]
    characters[stops] = _SPACE
