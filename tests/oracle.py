"""A search engine by brute force to compare ours with: some forty short articles, and what has to answer a question.

It knows nothing of the index: stems are listed in a table here, sets are Python's own, and BM25 is computed from its
definition.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

from whoosh.util.numeric import byte_to_length, length_to_byte

from tests.near import near_scores

STEMS = {
    "soldat": ("soldat", "soldaten", "soldaterne", "soldaters"),
    "kommun": ("kommune", "kommunen", "kommunernes"),
    "fregat": ("fregat", "fregatter"),
    "irak": ("irak",),
    "og": ("og",),
    "to": ("to",),
}
"""Forms that the analysis has to reduce to one stem."""

STEM = {word: stem for stem, words in STEMS.items() for word in words}
WORDS = [*STEM, "findesikke"]
SOURCES = ("Ritzau", "Fyns Tidende", "")
TITLE_WEIGHT, MAX_FREQUENCY, K1, B = 2, 255, 1.2, 0.75


@dataclass(frozen=True)
class Text:
    """An article as this engine sees it."""

    id: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    source: str
    year: int | None

    @property
    def frequencies(self) -> Counter[str]:
        counts = Counter(STEM[word] for word in (*self.title * TITLE_WEIGHT, *self.body))
        return Counter({stem: min(count, MAX_FREQUENCY) for stem, count in counts.items()})

    def record(self) -> dict[str, str]:
        return {
            "id": self.id,
            "title": " ".join(self.title),
            "body": " ".join(self.body),
            "source": self.source,
            "published": str(self.year or ""),
        }


def make_corpus(seed: int) -> list[Text]:
    """Forty-odd articles of all lengths, one of which has a word more often than is counted."""
    draw = random.Random(seed)

    def words(least: int, most: int) -> tuple[str, ...]:
        return tuple(draw.choices(list(STEM), k=draw.randint(least, most)))

    texts = [
        Text(f"t{number}", words(0, 4), words(1, draw.choice((3, 12, 90))), draw.choice(SOURCES), year)
        for number, year in enumerate(draw.choices((2016, 2017, 2018, None), k=40))
    ]
    return [*texts, Text("mange", ("og",), ("soldat",) * 300 + ("irak",) * 254, "", None)]


CORPUS = make_corpus(seed=2)
LENGTHS = {text: text.frequencies.total() for text in CORPUS}
AVERAGE = sum(LENGTHS.values()) / len(CORPUS)

Scores = dict[Text, float]
"""The articles that match, and the score of each."""


def bm25(stem: str) -> Scores:
    """The articles that hold a stem."""
    holders = [text for text in CORPUS if text.frequencies[stem]]
    idf = math.log(1 + (len(CORPUS) - len(holders) + 0.5) / (len(holders) + 0.5))
    scores = {}
    for text in holders:
        length = byte_to_length(length_to_byte(LENGTHS[text]))
        frequency = text.frequencies[stem]
        scores[text] = idf * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / AVERAGE))
    return scores


BM25 = {stem: bm25(stem) for stem in [*STEMS, "findesikke"]}


def with_near(typed: str, answer: Scores) -> Scores:
    """An answer, with what the words near those that were typed add to its scores."""
    fields = {text.id: (text.title, text.body) for text in CORPUS}
    near = near_scores(typed, fields, {text.id: LENGTHS[text] for text in CORPUS})
    return {text: score + near[text.id] for text, score in answer.items()}


def those(matches: Callable[[Text], bool], score: float = 0.0) -> Scores:
    return {text: score for text in CORPUS if matches(text)}


def any_of(trees: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for tree in trees:
        total |= {text: total.get(text, 0.0) + score for text, score in tree.items()}
    return total


def all_of(trees: Iterable[Scores]) -> Scores:
    def both(left: Scores, right: Scores) -> Scores:
        return {text: left[text] + right[text] for text in left if text in right}

    return reduce(both, trees, those(lambda _: True))


def holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def scores_of(words: Iterable[str]) -> Scores:
    """The articles with any of these words, each counted once."""
    return any_of(BM25[stem] for stem in dict.fromkeys(STEM.get(word, word) for word in words))


@dataclass(frozen=True)
class Node:
    """A part of a question: how it is typed, and what answers it."""

    typed: str
    answer: Scores
    words: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """The same for two words with one stem."""
        return (STEM.get(self.typed, self.typed),)

    def __repr__(self) -> str:
        return f"<{self.typed}>"


def word(typed: str) -> Node:
    return Node(typed, BM25[STEM.get(typed, typed)], (typed,))


def phrase(words: list[str]) -> Node:
    holders = those(lambda text: any(holds(part, tuple(words)) for part in (text.title, text.body)))
    return Node(f'"{" ".join(words)}"', all_of([holders, scores_of(words)]), tuple(words))


def title_word(typed: str) -> Node:
    holders = those(lambda text: STEM.get(typed) in [STEM[other] for other in text.title])
    return Node(f"titel:{typed}", all_of([holders, scores_of([typed])]))


def title_phrase(words: list[str]) -> Node:
    holders = those(lambda text: holds(text.title, tuple(words)))
    return Node(f'titel:"{" ".join(words)}"', all_of([holders, scores_of(words)]))


def prefix(start: str) -> Node:
    holders = those(lambda text: any(other.startswith(start) for other in text.title + text.body), score=1.0)
    return Node(f"{start}*", holders)


def source(name: str) -> Node:
    return Node(f'kilde:"{name.upper()}"', those(lambda text: text.source == name))


def years(first: int, last: int) -> Node:
    return Node(f"dato:{first}..{last}", those(lambda text: text.year is not None and first <= text.year <= last))


def negated(node: Node, sign: str) -> Node:
    typed = f"( {node.typed} )" if node.typed.startswith(("-", "IKKE", "NOT")) else node.typed
    return Node(f"{sign}{typed}", those(lambda text: text not in node.answer))


def joined(nodes: list[Node], operators: list[str]) -> Node:
    """`nodes` in parentheses, with one of `operators` between the first two and another one between the others."""
    first, others = operators
    typed = f"( {nodes[0].typed} {first} {f' {others} '.join(node.typed for node in nodes[1:])} )"
    combine = any_of if first in ("ELLER", "OR") else all_of
    return Node(typed, combine(node.answer for node in nodes))
