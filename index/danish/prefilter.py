"""A prefilter: which words cannot have some stems, by three letters and without stemming them.

Stemming takes endings off words and never letters at their beginning; only irregular forms begin otherwise (*bøger* has
the stem *bog*).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from index.danish.irregular_forms import irregular_forms
from index.danish.meaning import REWRITERS
from index.danish.stem import stem

PREFIX = 3
"""First letters of a word that no rule of stemming takes off or changes."""


class StemPrefilter:
    """Passes every word that has one of some stems, itself or one of its parts, and few others."""

    def __init__(self, stems: Iterable[str]) -> None:
        found = {prefix for one in stems for prefix in (one[:PREFIX], *_irregular().get(one, ()))}
        self._found = re.compile("|".join(map(re.escape, sorted(found))) or "(?!)")

    def may_be_in(self, surface: str) -> bool:
        """Whether a surface term may have one of the stems.

        >>> [StemPrefilter(["bog"]).may_be_in(word) for word in ("kogebøger", "boghandel", "handel")]
        [True, True, False]
        """
        return self._found.search(surface) is not None or _is_rewritten(surface)


@lru_cache(maxsize=50_000)
def _is_rewritten(surface: str) -> bool:
    """Whether a surface term is read as another word, which may begin in any way: *7* for *syv*."""
    return "-" in surface or any(rewriter.word(surface) != surface for rewriter in REWRITERS)


@cache
def _irregular() -> dict[str, set[str]]:
    """The first letters of irregular forms, by their stems."""
    found: dict[str, set[str]] = {}
    for form in irregular_forms():
        found.setdefault(stem(form), set()).add(form[:PREFIX])
    return found
