"""Where the sentences of a Danish text begin and end.

A full stop ends a sentence only where what follows can begin one: *15. februar*, *f.eks. i går* and *J.K. Møller*
stay whole. A blank line always ends one; a single line break does where the line ended like a sentence or the next
begins like a quote (`- Vi er klar, siger ...`).
"""

import re
from collections.abc import Iterator

# Without a stop or a line break there is nothing to decide. Possessive quantifiers keep the scan linear on a megabyte
# of spaces or full stops.
_GAP = re.compile(
    r"""(?P<stop>(?<![.!?…])[.!?…]++["»«”')\]]*+)(?P<space>\s++) | (?<!\s)(?P<line>[^\S\n]*+\n\s*+)""", re.VERBOSE
)
_OPENING = re.compile(r"""["»«„“”(\[]?(?:[-–—]\s?)?["»«„“”]?[^\W_a-zæøåäöüé]""")
_QUOTE_DASH = re.compile(r"[-–—]\s")
_LAST_WORD = re.compile(r"[^\W_]+\Z")

_LINE_ENDS = frozenset(':"»«”')
"""Characters that end a line for good, beside the stops."""

_NEVER_LAST = frozenset(
    [
        "adr",
        "ang",
        "art",
        "ca",
        "cand",
        "chr",
        "dr",
        "dvs",
        "ekskl",
        "evt",
        "feks",
        "fhv",
        "frk",
        "fx",
        "gl",
        "hhv",
        "hr",
        "iflg",
        "ifm",
        "ift",
        "iht",
        "inkl",
        "jf",
        "jvf",
        "kap",
        "kl",
        "mag",
        "maks",
        "mht",
        "min",
        "ndr",
        "nr",
        "nuv",
        "pga",
        "pr",
        "prof",
        "red",
        "sct",
        "sdr",
        "skt",
        "st",
        "stud",
        "tidl",
        "tlf",
        "vedr",
        "vs",
    ]
)
"""Abbreviations that no sentence ends with: what follows belongs to them."""

_MAY_BE_LAST = frozenset(("m", "v", "fl", "l", "lign", "Kr", "kr"))
"""Last parts of dotted abbreviations that can end a sentence: *m.m.*, *m.v.*, *m.fl.*, *o.l.*, *o.lign.*, *f.Kr.*,
*t.kr.*; the others (*bl.a.*, *f.eks.*) do not."""

_LONGEST_ABBREVIATION = 40
"""Characters before a full stop among which the last word is looked for."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text` in order, as (start, end) character offsets without the white space around them.

    >>> text = "Det sker den 15. februar kl. 12. - Vi er klar, siger J. Ager fra bl.a. Nato. Så går det løs!"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Det sker den 15. februar kl. 12.', '- Vi er klar, siger J. Ager fra bl.a. Nato.', 'Så går det løs!']
    """
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for gap in _GAP.finditer(text, start, last):
        if _is_boundary(text, gap):
            yield start, gap.start(gap.lastgroup or 0)
            start = gap.end()
    if start < last:
        yield start, last


def _is_boundary(text: str, gap: re.Match[str]) -> bool:
    lines = gap[gap.lastgroup or 0].count("\n")
    if lines > 1:
        return True
    if lines and (text[gap.start() - 1 : gap.start()] in _LINE_ENDS or _QUOTE_DASH.match(text, gap.end())):
        return True
    return gap["stop"] is not None and _OPENING.match(text, gap.end()) is not None and not _is_abbreviation(text, gap)


def _is_abbreviation(text: str, gap: re.Match[str]) -> bool:
    """Whether the full stop belongs to the word before it: *nr.*, an initial (*J.*), a day of the month (*5.*)."""
    word = _LAST_WORD.search(text, max(0, gap.start() - _LONGEST_ABBREVIATION), gap.start())
    if word is None or gap["stop"] != ".":
        return False
    last = word.group()
    if last.isdigit():
        return len(last) <= 2 and _QUOTE_DASH.match(text, gap.end()) is None
    if text[word.start() - 1 : word.start()] == ".":
        return last not in _MAY_BE_LAST
    return last.lower() in _NEVER_LAST or (len(last) == 1 and last.isupper())
