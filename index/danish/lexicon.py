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
from index.danish.keys import Keys, SortedKeys, has_key, keys_of
from index.danish.stem import stem
from index.danish.tables import read_table

LEXICON_NAME = "lexicon.arrays"

Counts = npt.NDArray[np.float32]
Flags = npt.NDArray[np.uint8]
Found = npt.NDArray[np.bool_]

MILLION = 1e6

CAN_BE_FIRST, CAN_BE_LAST, IS_NAME = np.uint8(1), np.uint8(2), np.uint8(4)
"""What the flags of a word say: whether a compound can begin with it, or end with it, and whether it is a name."""

RAREST = 0.1
"""Occurrences in a million of the rarest words that are kept."""

RAREST_OF_FOUR = 1.0
"""Those of the rarest words of four letters that can be parts of compounds; of shorter ones only those that
`data/danish/short_parts.txt` lists."""

FULL_LENGTH = 4
SHORT_NAME = 5
"""Letters of names that no compound begins with, at most: too many words begin like *Ida* or *Irene*."""

SHORTEST_STEM = 3
STEM_SHARE = 0.5
"""What the occurrences of a word's forms count for, where the one at the end of a compound is not known itself."""

NAME_SHARE, NOTHING_BUT_NAME, FEWEST_CAPITALS = 0.5, 0.9, 2
"""A form is a name where this share of it, and as many, stand capitalised inside a sentence; from the second share on
it is nothing but a name."""


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
    """Words by their keys, ascending, with their occurrences in a million and their flags; and the stems of those that
    can end a compound, with the occurrences of all their words. It may be shared by threads."""

    words: Keys
    counts: Counts
    flags: Flags
    stems: Keys
    stem_counts: Counts

    @classmethod
    def learned(cls, corpus: Mapping[str, WordCounts], language: Mapping[str, float] | None = None) -> Self:
        """The lexicon of some texts, by their folded words, and of a language, by the occurrences in a million of its
        own: of Danish, if nothing else is said."""
        counts = dict(_danish() if language is None else language)
        for word, in_corpus in corpus.items():
            if has_key(word):
                counts[word] = counts.get(word, 0.0) + in_corpus.total
        scale = MILLION / max(1.0, sum(counts.values()))
        kept = {word: count * scale for word, count in counts.items() if count * scale >= RAREST}
        names = {word: in_corpus.share_of_name for word, in_corpus in corpus.items()}
        flags = {word: _roles(word, count, names.get(word, 0.0)) for word, count in kept.items()}
        stems: dict[str, float] = {}
        for word, count in kept.items():
            if flags[word] & CAN_BE_LAST and has_key(of_word := stem(word)) and len(of_word) >= SHORTEST_STEM:
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

    def find(self, keys: Keys) -> tuple[Found, Counts, Flags]:
        """Which of some keys are those of known words; and of these, in order, the occurrences in a million and the
        flags."""
        found, at = self._known_words.find(keys)
        return found, self.counts[at], self.flags[at]

    def find_stems(self, keys: Keys) -> tuple[Found, Counts]:
        """Which of some keys are those of known stems, and the occurrences in a million of their words."""
        found, at = self._known_stems.find(keys)
        return found, self.stem_counts[at]

    @cached_property
    def _known_words(self) -> SortedKeys:
        return SortedKeys(self.words)

    @cached_property
    def _known_stems(self) -> SortedKeys:
        return SortedKeys(self.stems)

    def is_name(self, word: str) -> bool:
        """Whether a folded word is a name."""
        return has_key(word) and bool(np.any(self.find(keys_of([word]))[2] & IS_NAME))

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is known."""
        return has_key(word) and bool(self.find(keys_of([word]))[0])


_NO_KEYS, _NO_COUNTS = np.zeros(0, np.uint64), np.zeros(0, np.float32)
NO_LEXICON = Lexicon(_NO_KEYS, _NO_COUNTS, np.zeros(0, np.uint8), _NO_KEYS, _NO_COUNTS)
"""Knows no word: nothing is split, and nothing a name."""


def _sorted(counts: Mapping[str, float], *others: Mapping[str, float]) -> "tuple[Keys, list[Counts]]":
    """The keys of words, ascending, and what is said of each."""
    keys = keys_of([*counts])
    order = np.argsort(keys)
    return keys[order], [np.array([*column.values()], np.float32)[order] for column in (counts, *others)]


def _roles(word: str, count: float, share_of_name: float) -> int:
    """The flags of a word with so many occurrences in a million."""
    flags = int(IS_NAME) if share_of_name >= NAME_SHARE else 0
    is_only_name = share_of_name >= NOTHING_BUT_NAME
    if (len(word) < FULL_LENGTH and word not in _short_parts()) or (
        len(word) == FULL_LENGTH and count < RAREST_OF_FOUR
    ):
        return flags
    if word not in _never_first() and not (is_only_name and len(word) <= SHORT_NAME):
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
        if has_key(folded := fold(word)):
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
    infinitives = (line[0].removeprefix("=") for line in read_table("verbs"))
    return frozenset((*_listed("endings"), *_verb_forms(), *infinitives))


def _verb_forms() -> Iterator[str]:
    return (form for _, *forms in read_table("verbs") for form in forms if not form.startswith("~"))


def _listed(table: str) -> Iterator[str]:
    return (word for line in read_table(table) for word in line)
