"""What questions are made of: words, phrases, names and dates of the articles, as they are and as they are mistyped."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from tests.answers.corpus import Record

WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")

LETTERS = "abcdefghijklmnoprstuvyæøåé"

ENDINGS = ("en", "et", "er", "ne", "erne", "s", "ens", "ernes", "e", "t", "ede", "te", "ende", "ere", "est", "'s")

COMMON = ("og", "i", "den", "at", "det", "er", "på", "af", "ikke", "som", "til", "for")

SPELLINGS = (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ks", "x"))

TRIES = 30
"""Articles in which words of a kind are looked for, before words of another kind are taken."""


class Texts:
    """The articles from which questions are drawn, and what draws them: the same `seed`, the same questions."""

    def __init__(self, records: Sequence[Record], seed: str) -> None:
        self._records = records
        self.random = random.Random(seed)

    def record(self) -> Record:
        """One article."""
        return self.random.choice(self._records)

    def tokens(self, key: str = "body") -> list[str]:
        """The words of the title or body of an article, in order; of its body where it has no title."""
        while True:
            record = self.record()
            if found := WORD.findall(record.get(key) or record["body"]):
                return found

    def words(self, count: int, letters: int = 3) -> list[str]:
        """So many words of one article, each of so many letters at least where there are such."""
        found: list[str] = []
        for _ in range(TRIES):
            found = [word for word in dict.fromkeys(self.tokens()) if len(word) >= letters]
            if len(found) >= count:
                return self.random.sample(found, count)
        return (found or ["artikel"]) * count

    def word(self, letters: int = 3) -> str:
        """A word of so many letters at least."""
        return self.words(1, letters)[0]

    def adjacent(self, count: int, key: str = "body") -> str:
        """So many words as they stand beside one another, or all of a shorter text."""
        found = self.tokens(key)
        at = self.random.randrange(max(1, len(found) - count))
        return " ".join(found[at : at + count])

    def value(self, key: str) -> str:
        """What an article that has a value for `key` (source, section, published) has."""
        while not (value := self.record().get(key)):
            pass
        return str(value)

    def date(self) -> str:
        """The year, month or day of an article."""
        return self.value("published")[: self.random.choice((4, 7, 10))]


class Parts(dict[str, str]):
    """The parts of one question by name, each drawn when it is first asked for; `a`, `b` and `c` stand in one article,
    `x` and `y` wherever they were met."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(zip("abc", texts.words(3), strict=True))
        self["first"], self["last"] = sorted((texts.date(), texts.date()))
        self._texts = texts

    def __missing__(self, name: str) -> str:
        part = self[name] = PARTS[name](self._texts)
        return part


def _inflected(texts: Texts) -> str:
    word, ending = texts.word(4), texts.random.choice(ENDINGS)
    return texts.random.choice((word + ending, word.removesuffix("en") + ending, word[: -len(ending)]))


def _compound(texts: Texts) -> str:
    first, second = texts.words(2, 4)
    return first + texts.random.choice(("", "", "s", "-")) + second.lower()


def _edited(texts: Texts, word: str) -> str:
    """The word with a letter more, less, another or in another place."""
    at, letter = texts.random.randrange(len(word)), texts.random.choice(LETTERS)
    before, here, after = word[:at], word[at], word[at + 1 :]
    return texts.random.choice(
        (before + after, before + letter + after, before + letter + here + after, before + after[:1] + here + after[1:])
    )


def _without_danish_letters(texts: Texts) -> str:
    word = texts.word(5).lower()
    for letter, other in SPELLINGS:
        word = word.replace(letter, other)
    return word


def _with_sign(texts: Texts) -> str:
    found = [token for _ in range(TRIES) for token in texts.tokens() if token[0].isdigit() or not token.isalnum()]
    return texts.random.choice(found or ["7.500"])


def _headline(texts: Texts) -> str:
    record = texts.record()
    return " ".join((record.get("title") or record["body"]).split()[:9])


PARTS: Mapping[str, Callable[[Texts], str]] = {
    "x": Texts.word,
    "y": Texts.word,
    "of_title": lambda texts: texts.random.choice(texts.tokens("title")),
    "long": lambda texts: texts.word(15),
    "common": lambda texts: texts.random.choice(COMMON),
    "other_common": lambda texts: texts.random.choice(COMMON),
    "two": lambda texts: texts.adjacent(2),
    "three": lambda texts: texts.adjacent(3),
    "two_of_title": lambda texts: texts.adjacent(2, "title"),
    "nine": lambda texts: texts.adjacent(9),
    "headline": _headline,
    "shouted": lambda texts: _headline(texts).upper(),
    "inflected": _inflected,
    "compound": _compound,
    "misspelt": lambda texts: _edited(texts, texts.word(5).lower()),
    "misspelt_long": lambda texts: _edited(texts, texts.word(9).lower()),
    "misspelt_twice": lambda texts: _edited(texts, _edited(texts, texts.word(9).lower())),
    "misspelt_name": lambda texts: _edited(texts, texts.word(5).capitalize()),
    "ascii": _without_danish_letters,
    "with_sign": _with_sign,
    "begun": lambda texts: texts.word(5)[: texts.random.randint(2, 5)],
    "source": lambda texts: texts.value("source"),
    "section": lambda texts: texts.value("section"),
    "nonsense": lambda texts: "".join(texts.random.choices(LETTERS, k=texts.random.randint(3, 14))),
}
"""What draws each part."""
