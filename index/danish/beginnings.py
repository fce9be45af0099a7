"""How the words begin that may have a given stem: what tells most others apart without looking at them.

Endings alone are taken off words, never letters at their beginning; only irregular forms begin otherwise (*bøger* has
the stem *bog*).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from index.danish.forms import irregular_forms
from index.danish.ranking import REWRITERS
from index.danish.stem import stem

LETTERS = 3
"""Letters of a word that no ending begins before."""


class Beginnings:
    """The beginnings of what may have one of some stems, as a word or as a part of one."""

    def __init__(self, stems: Iterable[str]) -> None:
        found = {beginning for one in stems for beginning in (one[:LETTERS], *_irregular().get(one, ()))}
        self._found = re.compile("|".join(map(re.escape, sorted(found))) or "(?!)")

    def may_be_in(self, surface: str) -> bool:
        """Whether a surface term may have one of the stems.

        >>> [Beginnings(["bog"]).may_be_in(word) for word in ("kogebøger", "boghandel", "handel")]
        [True, True, False]
        """
        return self._found.search(surface) is not None or _is_rewritten(surface)


@lru_cache(maxsize=50_000)
def _is_rewritten(surface: str) -> bool:
    """Whether a surface term is read as another word, which may begin in any way."""
    return "-" in surface or any(rewriter.word(surface) != surface for rewriter in REWRITERS)


@cache
def _irregular() -> dict[str, set[str]]:
    """The beginnings of irregular forms, by their stems."""
    found: dict[str, set[str]] = {}
    for form in irregular_forms():
        found.setdefault(stem(form), set()).add(form[:LETTERS])
    return found
