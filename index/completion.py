"""What words and phrases an index can complete: a sorted text file beside the Whoosh index.

    færge<TAB>12
    færge til<TAB>3

Each line is a word, or two words that stand next to one another, as the surface fields hold them, with the number of
articles that have it. Lines are in the order of their bytes, so that all completions of a beginning are one slice,
found by bisection in the mapped file: no reader loads it.
"""

import mmap
from collections import Counter
from collections.abc import Iterator
from heapq import nlargest
from pathlib import Path
from typing import NamedTuple

from index.schema import PackedPositions, Postings

COMPLETION_NAME = "completion.tsv"

PHRASE_ARTICLES = 2
"""Articles that a phrase is in at least."""

MOST_PHRASES = 1_000_000
"""Phrases that are counted at once; beyond that, those seen in one article so far are forgotten."""

_positions = PackedPositions()


class Completion(NamedTuple):
    """A word or phrase, and how many articles have it."""

    text: str
    articles: int


class CompletionWriter:
    """Counts the words and phrases of the articles that are added, and writes them."""

    def __init__(self) -> None:
        self._words = Counter[bytes]()
        self._phrases = Counter[bytes]()

    def add(self, *fields: Postings) -> None:
        """Count an article by the postings of its surface fields."""
        words: set[bytes] = set()
        phrases: set[bytes] = set()
        for postings in fields:
            text: dict[int, bytes] = {}
            for word, _, _, packed in postings:
                words.add(word)
                for position in _positions.decode_positions(packed):
                    text.setdefault(position, word)
            phrases.update(b"%b %b" % (word, text[at + 1]) for at, word in text.items() if at + 1 in text)
        self._words.update(words)
        self._phrases.update(phrases)
        if len(self._phrases) > MOST_PHRASES:
            self._phrases = Counter({phrase: count for phrase, count in self._phrases.items() if count > 1})

    def write(self, folder: Path) -> None:
        """Write the file into the folder of a generation."""
        with (folder / COMPLETION_NAME).open("wb") as stream:
            stream.writelines(b"%b\t%d\n" % line for line in sorted(self._lines()))

    def _lines(self) -> Iterator[tuple[bytes, int]]:
        yield from self._words.items()
        yield from ((phrase, count) for phrase, count in self._phrases.items() if count >= PHRASE_ARTICLES)


class Completions:
    """The words and phrases of one generation. It may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        with (folder / COMPLETION_NAME).open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def of(self, beginning: str, most: int) -> list[Completion]:
        """The `most` words and phrases that begin with `beginning`, and are longer, by the number of articles; those
        with the same number in the order of their letters."""
        start = beginning.encode("utf-8")
        stop = self._line_from(start + b"\xff")
        lines = self._map[self._line_from(start) : stop].splitlines()
        entries = (line.rpartition(b"\t") for line in lines)
        best = nlargest(most, ((int(count), text) for text, _, count in entries if text != start), key=lambda e: e[0])
        return [Completion(text.decode("utf-8"), count) for count, text in best]

    def articles(self, text: str) -> int:
        """How many articles have a word or phrase."""
        key = b"%b\t" % text.encode("utf-8")
        at = self._line_from(key)
        found = self._map[at : at + len(key)] == key
        return int(self._map[at + len(key) : self._map.find(b"\n", at)]) if found else 0

    def _line_from(self, key: bytes) -> int:
        """Where the first line begins that does not come before `key`."""
        low, high = 0, len(self._map)
        while low < high:
            middle = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._map.find(b"\n", middle) + 1
            if self._map[middle:end] < key:
                low = end
            else:
                high = middle
        return low

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
