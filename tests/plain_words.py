"""The words of some articles for completion and spelling correction, over plain dictionaries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from index.danish import Analysis
from search.backend import Completion
from tests.plain_entry import Entry


class PlainWords:
    """The words and pairs of words of some articles (a `search.backend.Completions` and `LookAlikes`)."""

    def __init__(self, entries: Iterable[Entry], analysis: Analysis) -> None:
        self._entries = list(entries)
        self._analysis = analysis
        self.vocabulary = {word for entry in self._entries for word in entry.counts}
        self._words, self._pairs, self._both = Counter[str](), Counter[str](), Counter[str]()
        for entry in self._entries:
            by_field = [{w for place in entry.words[field] for w in place} for field in ("title", "body")]
            for of_field in by_field:
                self._words.update(of_field)
            self._both.update(set.union(*by_field))
            self._pairs.update(entry.pairs())

    def articles(self, text: str) -> int:
        return self._pairs[text] if " " in text else self._both[text]

    def of(self, beginning: str, most: int) -> list[Completion]:
        words = {word: count for word, count in self._words.items() if "-" not in word and " " not in beginning}
        found = {**words, **{pair: count for pair, count in self._pairs.items() if count > 1}}
        longer = [Completion(*item) for item in found.items() if item[0].startswith(beginning) and item[0] != beginning]
        return sorted(longer, key=lambda completion: (-completion.articles, completion.text.encode()))[:most]

    def respelled(self, word: str, letters: Mapping[str, str]) -> Counter[str]:
        ways = [""]
        begun = [("", 0)]
        while begun:
            start, at = begun.pop()
            if at == len(word):
                ways.append(start)
                continue
            begun.append((start + word[at], at + 1))
            begun += [(start + to, at + len(key)) for key, to in letters.items() if word.startswith(key, at)]
        meanings = {way: self._analysis.meaning(way) for way in ways if way and way != word}
        stems = {way: meaning.whole for way, meaning in meanings.items() if meaning}
        return +Counter(
            {way: sum(stem in entry.terms["text"] for entry in self._entries) for way, stem in stems.items()}
        )

    def within_edits(self, word: str, edits: int) -> Counter[str]:
        most = {other: 1 if other[0] != word[0] else edits for other in self.vocabulary}
        alike = [other for other in most if abs(len(other) - len(word)) <= most[other] and "-" not in other]
        near = [other for other in alike if other != word and distance(word, other) <= most[other]]
        return Counter({other: max(self._frequency(field, other) for field in ("title", "body")) for other in near})

    def _frequency(self, field: str, word: str) -> int:
        """The number of articles whose field has a word."""
        return sum(entry.has(field, word) for entry in self._entries)


@cache
def distance(one: str, other: str) -> int:
    """The restricted Damerau-Levenshtein distance, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return distance(one[1:], other[1:])
    ways = [distance(one[1:], other), distance(one, other[1:]), distance(one[1:], other[1:])]
    if len(one) > 1 < len(other) and one[:2] == other[1] + other[0]:
        ways.append(distance(one[2:], other[2:]))
    return 1 + min(ways)
