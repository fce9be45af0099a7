"""Addresses that are asked: questions of all shapes, crossed with orders, pages, sizes and filters."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlencode

from tests.answers.asking import Question
from tests.answers.corpus import Record
from tests.answers.shapes import question
from tests.answers.texts import Texts

NEW_FIELDS = re.compile(r"(?<!\w)(byline|af):")
"""What is a field on one side alone: no question has it."""

REFUSED = (("page", "101"), ("size", "51"), ("sort", "best"), ("from", "2020-13"), ("exact", "ja"), ("page", "x"))

FILTERS = (*[()] * 11, ("source",), ("section",), ("date",), ("source", "section"), ("date", "source", "section"))
"""What a question is narrowed by."""


def draw(index: str, records: Sequence[Record], count: int, seed: int) -> list[Question]:
    """So many different questions about the articles `records` of an index. The same seed draws the same ones."""
    texts = Texts(records, f"{seed} {index}")
    drawn: dict[str, Question] = {}
    weights = [weight for weight, _ in ADDRESSES.values()]
    while len(drawn) < count:
        ((kind, (_, address)),) = texts.random.choices([*ADDRESSES.items()], weights)
        shape, typed = question(texts)
        if not NEW_FIELDS.search(typed):
            asked = address(texts, typed)
            drawn.setdefault(asked, Question(index, f"{kind}: {shape}", asked))
    return [*drawn.values()]


def _parameters(texts: Texts, typed: str) -> list[tuple[str, str]]:
    """The question as typed, and how it is asked."""
    chance, choice = texts.random.random, texts.random.choice
    asked = [("q", typed)]
    if chance() < 0.4:
        asked.append(("sort", choice(("newest", "oldest", "relevance"))))
    if chance() < 0.2:
        asked += [("page", choice(("2", "2", "3", "4", "7", "25", "100"))), ("size", choice(("1", "1", "3", "10")))]
    elif chance() < 0.3:
        asked.append(("size", choice(("1", "2", "5", "20", "50"))))
    for name in choice(FILTERS):
        if name == "date":
            first, last = sorted((texts.date(), texts.date()))
            asked += choice(([("from", first)], [("to", last)], [("from", first), ("to", last)]))
        else:
            values = [texts.value(name) for _ in range(texts.random.randint(1, 3))]
            asked += [(name, choice((value, value, value.upper(), f"{value} X"))) for value in values]
    asked += [(name, "1") for name in ("exact", "explain") if chance() < 0.15]
    if chance() < 0.01:
        asked.append(choice(REFUSED))
    return asked


def _search(texts: Texts, typed: str) -> str:
    return f"/api/search?{urlencode(_parameters(texts, typed))}"


def _suggest(texts: Texts, typed: str) -> str:
    typed = texts.random.choice((typed, texts.word()[:3], f"{texts.word()} {texts.word()[:2]}", texts.adjacent(2)))
    begun = typed[: texts.random.randint(1, len(typed))] if typed else typed
    return f"/api/suggest?{urlencode([('q', texts.random.choice((typed, begun, begun.lower())))])}"


def _article(texts: Texts, typed: str) -> str:
    id = str(texts.record()["id"])
    return f"/api/articles/{quote(texts.random.choice((id, id, id, id, typed or '-')), safe='')}"


def _walk(texts: Texts, typed: str) -> str:
    place = texts.random.choice((1, 1, 2, 3, 5, 9, 10, 24, 60))
    parameters = urlencode([*_parameters(texts, typed), ("nr", str(place))])
    return f"/artikel/{quote(str(texts.record()['id']), safe='')}?{parameters}"


def _file(*names: str) -> Callable[[Texts, str], str]:
    return lambda texts, typed: (
        f"/soeg.{texts.random.choice(names)}?{urlencode(_parameters(texts, typed or texts.word()))}"
    )


ADDRESSES: Mapping[str, tuple[int, Callable[[Texts, str], str]]] = {
    "search": (80, _search),
    "suggest": (6, _suggest),
    "article": (4, _article),
    "walk": (6, _walk),
    "export": (2, _file("csv", "jsonl")),
    "feed": (2, _file("atom", "json")),
}
"""What is asked: of a hundred addresses how many, and what draws one."""
