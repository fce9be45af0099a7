"""An article as the engine over plain dictionaries indexes it."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from whoosh.util.numeric import byte_to_length, length_to_byte

from index import Article
from index.danish import SURFACE, Analysis
from index.dates import UNDATED, to_microseconds
from index.keywords import KEYWORDS, fold_value

TITLE_WEIGHT, MOST_FREQUENT = 2, 255


class Entry:
    """An article, and what is searched in it: for each surface field its words, those of each position together, and
    how often each stands in title and body; the terms of the ranking fields, with frequencies; the value of each
    keyword field."""

    def __init__(self, article: Article, analysis: Analysis) -> None:
        self.article = article
        self.moment = to_microseconds(article.published) if article.published else UNDATED
        self.values = {field.name: field.of(article) for field in KEYWORDS}
        texts = {"title": article.title, "body": article.text}
        texts |= {field.words_field: self.values[field.name] for field in KEYWORDS if field.by_words}
        self.words = {name: _places(text) for name, text in texts.items()}
        self.counts = Counter(word for field in ("title", "body") for place in self.words[field] for word in place)
        by_field = {name: _ranked([w for place in self.words[name] for w in place], analysis) for name in texts}
        weighed = Counter({term: TITLE_WEIGHT * count for term, count in by_field["title"].items()})
        self.terms = {"text": weighed + by_field["body"], "title_text": by_field["title"]}
        clipped = (min(count, MOST_FREQUENT) for count in self.terms["text"].values())
        self.length = byte_to_length(length_to_byte(sum(clipped)))

    def has(self, field: str, term: str) -> bool:
        if field == "id":
            return self.article.id == term
        if field in self.terms:
            return term in self.terms[field]
        if field in self.values:
            return bool(self.values[field]) and fold_value(self.values[field]) == term
        return any(term in place for place in self.words[field])

    def has_phrase(self, field: str, words: tuple[str, ...]) -> bool:
        places = self.words[field]
        starts = range(len(places) - len(words) + 1)
        return bool(words) and any(all(w in places[at + step] for step, w in enumerate(words)) for at in starts)

    def pairs(self) -> set[str]:
        texts = (self.words[field] for field in ("title", "body"))
        return {f"{one[0]} {other[0]}" for places in texts for one, other in pairwise(places) if one and other}


def _places(text: str) -> list[list[str]]:
    places: list[list[str]] = []
    for word, position in SURFACE.words(text):
        places += [[] for _ in range(position + 1 - len(places))]
        places[position].append(word)
    return places


def _ranked(words: Iterable[str], analysis: Analysis) -> Counter[str]:
    meanings = map(analysis.meaning, words)
    return Counter(term for meaning in meanings if meaning for term in meaning.terms)
