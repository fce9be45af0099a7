"""The stem of a Danish word, by Snowball's algorithm (Porter; https://snowballstem.org/algorithms/danish/stemmer.html).

A stem is for matching, never for showing: *Anders* has the stem *and*.
"""

import threading
from functools import lru_cache

import snowballstemmer

from index.danish.step import WordFilter


class _Stemmer(threading.local):
    """One stemmer a thread: PyStemmer's are not safe to share."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("danish").stemWord


_stemmer = _Stemmer()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word.

    >>> [stem(word) for word in ("soldaterne", "forsvarsministre", "kommunens")]
    ['soldat', 'forsvarsministr', 'kommun']
    """
    return str(_stemmer.stem(word))


class Stem(WordFilter):
    """Snowball's stem: *soldaterne* -> *soldat*."""

    def word(self, text: str) -> str:
        return stem(text)
