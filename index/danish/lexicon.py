"""What is known of Danish words: how frequent each is, which can be parts of compounds, and which are names.

A lexicon is learned once for an index: from the Danish frequencies of `wordfreq` (Speer 2022) and from the articles
themselves. It is part of the index and never changed, as words have to be read as they were when the articles came in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from index.arrays import ArrayFile, ArrayFileWriter
from index.danish.fold import fold
from index.danish.irregular_forms import BEHIND_PREFIX, KEPT
from index.danish.rolling_hashes import Hashes, SortedHashes, has_hash, hashes_of
from index.danish.stem import stem
from index.danish.tables import read_table

LEXICON_NAME = "lexicon.arrays"
"""The file of a lexicon in the folder of its generation."""

Counts = npt.NDArray[np.float32]
Flags = npt.NDArray[np.uint8]
Found = npt.NDArray[np.bool_]

MILLION = 1e6

CAN_BE_FIRST = np.uint8(1)
"""Flag of a word that a compound can begin with, or go on with."""

CAN_BE_LAST = np.uint8(2)
"""Flag of a word that a compound can end with."""

IS_NAME = np.uint8(4)
"""Flag of a word that is a name."""

RAREST = 0.1
"""Occurrences in a million of the rarest words that are kept."""

LISTED_BELOW = 4
"""Letters of a word from which on it can be a part of compounds without standing in `data/danish/short_parts.txt`."""

RAREST_SHORT_PART = 1.0
"""Occurrences in a million, at least, of a word of just so many letters that can be a part of compounds."""

LONGEST_SHORT_NAME = 5
"""Letters of names that no compound begins with, at most: too many words begin like *Ida* or *Irene*."""

SHORTEST_STEM = 3
"""Letters of a stem, at least, by which the last part of a compound is known."""

STEM_SHARE = 0.5
"""The share of the occurrences of all forms of a word that one form counts for which is not known itself."""

NAME_SHARE = 0.5
"""The share of a form's occurrences inside sentences that are capitalised, at least, where it is a name."""

NOTHING_BUT_NAME = 0.9
"""That share where it is nothing but a name."""

FEWEST_CAPITALS = 2
"""Capitalised occurrences inside sentences, at least, of a name."""


@dataclass(frozen=True)
class WordCounts:
    """How often a word stands in some texts, and how often inside a sentence: capitalised, and in all."""

    total: int
    capitalised: int = 0
    inside: int = 0

    @property
    def share_of_name(self) -> float:
        """How much of it stands capitalised where only names do; 0 where that is not enough to tell."""
        return self.capitalised / self.inside if self.capitalised >= FEWEST_CAPITALS else 0.0


@dataclass(frozen=True)
class Lexicon:
    """Words by their hashes, ascending, with their occurrences in a million and their flags; and the stems of those
    that can end a compound, with the occurrences of all their words. It may be shared by threads."""

    words: Hashes
    counts: Counts
    flags: Flags
    stems: Hashes
    stem_counts: Counts

    @classmethod
    def learned(cls, corpus: Mapping[str, WordCounts], language: Mapping[str, float] | None = None) -> Self:
        """The lexicon of some texts, by their folded words, and of a language, by the occurrences in a million of its
        own: of Danish, if nothing else is said."""
        counts = dict(_danish() if language is None else language)
        for word, in_corpus in corpus.items():
            if has_hash(word):
                counts[word] = counts.get(word, 0.0) + in_corpus.total
        scale = MILLION / max(1.0, sum(counts.values()))
        kept = {word: count * scale for word, count in counts.items() if count * scale >= RAREST}
        names = {word: in_corpus.share_of_name for word, in_corpus in corpus.items()}
        flags = {word: _flags(word, count, names.get(word, 0.0)) for word, count in kept.items()}
        stems: dict[str, float] = {}
        for word, count in kept.items():
            if flags[word] & CAN_BE_LAST and has_hash(of_word := stem(word)) and len(of_word) >= SHORTEST_STEM:
                stems[of_word] = stems.get(of_word, 0.0) + STEM_SHARE * count
        words, (by_word, marked) = _sorted(kept, flags)
        by_stem, (stem_counts,) = _sorted(stems)
        return cls(words, by_word, marked.astype(np.uint8), by_stem, stem_counts)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The lexicon of the index generation in `folder`, mapped. Raises DamagedIndex."""
        file = ArrayFile.open(folder / LEXICON_NAME)
        return cls(*(file[field.name] for field in fields(cls)))

    def write(self, folder: Path) -> None:
        """Write the lexicon of a generation."""
        with ArrayFileWriter(folder / LEXICON_NAME) as file:
            for field in fields(self):
                file.add(field.name, getattr(self, field.name))
            file.close({})

    def find(self, hashes: Hashes) -> tuple[Found, Counts, Flags]:
        """Which of some hashes are those of known words; and of these, in order, the occurrences in a million and the
        flags."""
        found, at = self._known_words.find(hashes)
        return found, self.counts[at], self.flags[at]

    def find_stems(self, hashes: Hashes) -> tuple[Found, Counts]:
        """Which of some hashes are those of known stems, and the occurrences in a million of their words."""
        found, at = self._known_stems.find(hashes)
        return found, self.stem_counts[at]

    @cached_property
    def _known_words(self) -> SortedHashes:
        return SortedHashes(self.words)

    @cached_property
    def _known_stems(self) -> SortedHashes:
        return SortedHashes(self.stems)

    def is_name(self, word: str) -> bool:
        """Whether a folded word is a name."""
        return has_hash(word) and bool(np.any(self.find(hashes_of([word]))[2] & IS_NAME))

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is known."""
        return has_hash(word) and bool(self.find(hashes_of([word]))[0])


_NO_HASHES, _NO_COUNTS = np.zeros(0, np.uint64), np.zeros(0, np.float32)
NO_LEXICON = Lexicon(_NO_HASHES, _NO_COUNTS, np.zeros(0, np.uint8), _NO_HASHES, _NO_COUNTS)
"""A lexicon that knows no word: nothing is split, and nothing is a name."""


def _sorted(counts: Mapping[str, float], *others: Mapping[str, float]) -> "tuple[Hashes, list[Counts]]":
    """The hashes of words, ascending, and what is said of each."""
    hashes = hashes_of([*counts])
    order = np.argsort(hashes)
    return hashes[order], [np.array([*column.values()], np.float32)[order] for column in (counts, *others)]


def _flags(word: str, count: float, share_of_name: float) -> int:
    """The flags of a word, by its occurrences in a million and the share of them that are written as names are."""
    flags = int(IS_NAME) if share_of_name >= NAME_SHARE else 0
    is_only_name = share_of_name >= NOTHING_BUT_NAME
    if (len(word) < LISTED_BELOW and word not in _short_parts()) or (
        len(word) == LISTED_BELOW and count < RAREST_SHORT_PART
    ):
        return flags
    if word not in _never_first() and not (is_only_name and len(word) <= LONGEST_SHORT_NAME):
        flags |= int(CAN_BE_FIRST)
    if word not in never_last() and not is_only_name:
        flags |= int(CAN_BE_LAST)
    return flags


@cache
def _danish() -> dict[str, float]:
    """The folded words of Danish, with their occurrences in a million."""
    import wordfreq  # Not above: servers have no use for it.

    counts: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("da").items():
        if has_hash(folded := fold(word)):
            counts[folded] = counts.get(folded, 0.0) + frequency * MILLION
    return counts


@cache
def _short_parts() -> frozenset[str]:
    return frozenset(word for line in read_table("short_parts") for word in line)


@cache
def _never_first() -> frozenset[str]:
    return frozenset((*_listed("particles"), *_listed("endings"), *_verb_forms()))


@cache
def never_last() -> frozenset[str]:
    """Words that no compound ends with."""
    infinitives = (line[0].removeprefix(KEPT) for line in read_table("verbs"))
    return frozenset((*_listed("endings"), *_verb_forms(), *infinitives))


def _verb_forms() -> Iterator[str]:
    return (form for _, *forms in read_table("verbs") for form in forms if not form.startswith(BEHIND_PREFIX))


def _listed(table: str) -> Iterator[str]:
    return (word for line in read_table(table) for word in line)
