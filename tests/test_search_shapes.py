"""Questions of thirty shapes over real articles: the first fifty hits, their scores and the totals are those of brute
force, which reads every article for every question."""

import inspect
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from importlib.resources import as_file
from itertools import islice

import pytest
from whoosh.util.numeric import byte_to_length, length_to_byte

import data
from index import Article, Store, add, read_articles
from index.columnar import K1, MOST_FREQUENT, B
from index.danish import SURFACE, Analysis
from index.dates import DANISH_TIME
from index.mapping import TITLE_WEIGHT
from search import Engine, Limits
from tests.asking import ask
from tests.near import near_scores

EACH = 4
"""Questions of each shape."""

EVERY, MOST = 60, 400
"""Of the real texts, one in so many is indexed, and so many at most."""

Scores = dict[str, float]
Surface = dict[int, set[str]]


class Oracle:
    """Articles, read word by word with the analysis of their index."""

    def __init__(self, articles: Sequence[Article], analysis: Analysis) -> None:
        self.articles = articles
        self.analysis = analysis
        self.stems = {
            a.id: {
                stem: min(count, MOST_FREQUENT)
                for stem, count in Counter(
                    [*self.stems_of(a.text), *(stem for stem in self.stems_of(a.title) for _ in range(TITLE_WEIGHT))]
                ).items()
            }
            for a in articles
        }
        self.surface = {a.id: (surface(a.title), surface(a.text)) for a in articles}
        self.words_of = {
            a.id: [[word for word, _ in SURFACE.words(part)] for part in (a.title, a.text)] for a in articles
        }
        self.lengths = {id: sum(counts.values()) for id, counts in self.stems.items()}
        self.average = sum(self.lengths.values()) / len(articles)
        self.words = [[word for word in a.text.split() if self.plain(word)] for a in articles]

    def stems_of(self, text: str) -> list[str]:
        """The ranking terms of a text."""
        meanings = (self.analysis.meaning(word) for word, _ in SURFACE.words(text))
        return [stem for meaning in meanings if meaning for stem in meaning.terms]

    def plain(self, word: str) -> bool:
        """Whether a word stands for itself in a question and in the index."""
        is_alone = [*surface(word).values()] == [{word}]
        return len(word) > 1 and word.isalpha() and len(self.stems_of(word)) == 1 and is_alone

    def word(self, draw: random.Random) -> str:
        """A word of an article, common or rare."""
        return draw.choice(draw.choice([words for words in self.words if words]))

    def side_by_side(self, draw: random.Random, count: int) -> str:
        """Words that stand in an article one after another."""
        while True:
            text = draw.choice(self.articles).text.split()
            at = draw.randrange(len(text))
            if len(words := text[at : at + count]) == count and all(map(self.plain, words)):
                return " ".join(words)

    def bm25(self, typed: str) -> Scores:
        (stem,) = self.stems_of(typed)
        holders = [id for id, counts in self.stems.items() if stem in counts]
        idf = math.log(1 + (len(self.articles) - len(holders) + 0.5) / (len(holders) + 0.5))
        scores = {}
        for id in holders:
            frequency, length = self.stems[id][stem], byte_to_length(length_to_byte(self.lengths[id]))
            scores[id] = idf * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / self.average))
        return scores

    def phrase(self, typed: str, parts: Sequence[int] = (0, 1)) -> Scores:
        words = typed.split()

        def stands(text: Surface) -> bool:
            return any(all(word in text.get(at + i, ()) for i, word in enumerate(words)) for at in text)

        holders = self.those(lambda a: any(stands(self.surface[a.id][part]) for part in parts))
        return both(holders, either(*map(self.bm25, {self.stems_of(word)[0]: word for word in words}.values())))

    def prefix(self, start: str) -> Scores:
        def begins(text: Surface) -> bool:
            return any(word.startswith(start) for words in text.values() for word in words)

        return self.those(lambda a: any(map(begins, self.surface[a.id])), score=1.0)

    def title(self, typed: str) -> Scores:
        return both(self.those(lambda a: self.stems_of(typed)[0] in self.stems_of(a.title)), self.bm25(typed))

    def those(self, matches: Callable[[Article], bool], score: float = 0.0) -> Scores:
        return {article.id: score for article in self.articles if matches(article)}

    def years(self, first: int, last: int) -> Scores:
        return self.those(lambda a: bool(a.published) and first <= a.published.astimezone(DANISH_TIME).year <= last)  # type: ignore[union-attr]


def surface(text: str) -> Surface:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for word, position in SURFACE.words(text):
        found[position].add(word)
    return found


def either(*parts: Scores) -> Scores:
    total: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        for id, score in part.items():
            total[id] += score
    return dict(total)


def both(*parts: Scores) -> Scores:
    return {id: sum(part[id] for part in parts) for id in set.intersection(*map(set, parts))}


def but(kept: Scores, unwanted: Scores) -> Scores:
    return {id: score for id, score in kept.items() if id not in unwanted}


SHAPES: dict[str, Callable[..., tuple[str, Scores]]] = {
    "word": lambda o, a: (a, o.bm25(a)),
    "two words": lambda o, a, b: (f"{a} {b}", both(o.bm25(a), o.bm25(b))),
    "three words": lambda o, a, b, c: (f"{a} {b} {c}", both(o.bm25(a), o.bm25(b), o.bm25(c))),
    "word twice": lambda o, a: (f"{a} {a}", o.bm25(a)),
    "and": lambda o, a, b: (f"{a} OG {b}", both(o.bm25(a), o.bm25(b))),
    "or": lambda o, a, b: (f"{a} ELLER {b}", either(o.bm25(a), o.bm25(b))),
    "or of four": lambda o, a, b, c, d: (f"{a} OR {b} OR {c} OR {d}", either(*map(o.bm25, (a, b, c, d)))),
    "and binds closer": lambda o, a, b, c: (
        f"{a} OG {b} ELLER {c}",
        either(both(o.bm25(a), o.bm25(b)), o.bm25(c)),
    ),
    "group": lambda o, a, b, c: (f"{a} OG ({b} ELLER {c})", both(o.bm25(a), either(o.bm25(b), o.bm25(c)))),
    "two groups": lambda o, a, b, c, d: (
        f"({a} ELLER {b}) OG ({c} ELLER {d})",
        both(either(o.bm25(a), o.bm25(b)), either(o.bm25(c), o.bm25(d))),
    ),
    "minus": lambda o, a, b: (f"{a} -{b}", but(o.bm25(a), o.bm25(b))),
    "not": lambda o, a, b, c: (f"{a} OG {b} IKKE {c}", but(both(o.bm25(a), o.bm25(b)), o.bm25(c))),
    "nothing but not": lambda o, a: (f"-{a}", but(o.those(lambda _: True), o.bm25(a))),
    "not a group": lambda o, a, b, c: (f"{a} IKKE ({b} ELLER {c})", but(o.bm25(a), either(o.bm25(b), o.bm25(c)))),
    "phrase": lambda o, p: (f'"{p}"', o.phrase(p)),
    "phrase of three": lambda o, q: (f'"{q}"', o.phrase(q)),
    "phrase of one": lambda o, a: (f'"{a}"', o.phrase(a)),
    "phrase and word": lambda o, p, a: (f'"{p}" {a}', either(both(o.phrase(p), o.bm25(a)))),
    "phrase or phrase": lambda o, p, q: (f'"{p}" ELLER "{q}"', either(o.phrase(p), o.phrase(q))),
    "not a phrase": lambda o, a, p: (f'{a} IKKE "{p}"', but(o.bm25(a), o.phrase(p))),
    "prefix": lambda o, s: (f"{s}*", o.prefix(s)),
    "prefix and word": lambda o, a, s: (f"{a} {s}*", both(o.bm25(a), o.prefix(s))),
    "prefix or prefix": lambda o, s, t: (f"{s}* ELLER {t}*", either(o.prefix(s), o.prefix(t))),
    "not a prefix": lambda o, a, s: (f"{a} IKKE {s}*", but(o.bm25(a), o.prefix(s))),
    "title": lambda o, a: (f"titel:{a}", o.title(a)),
    "title or word": lambda o, a, b: (f"titel:{a} ELLER {b}", either(o.title(a), o.bm25(b))),
    "year": lambda o, y: (f"dato:{y}", o.years(y, y)),
    "word of some years": lambda o, a, y: (f"{a} dato:{y - 1}..{y}", both(o.bm25(a), o.years(y - 1, y))),
    "word but for a year": lambda o, a, y: (f"{a} IKKE dato:{y}", but(o.bm25(a), o.years(y, y))),
    "word of a source": lambda o, a, n: (f'{a} kilde:"{n}"', both(o.bm25(a), o.those(lambda x: x.source == n))),
    "source of a year": lambda o, n, y: (
        f'kilde:"{n}" dato:{y}',
        both(o.those(lambda x: x.source == n), o.years(y, y)),
    ),
    "all together": lambda o, a, b, p, s, y: (
        f'({a} ELLER "{p}" ELLER {s}*) OG dato:{y - 2}..{y} IKKE {b}',
        but(both(either(o.bm25(a), o.phrase(p), o.prefix(s)), o.years(y - 2, y)), o.bm25(b)),
    ),
}
"""Each shape takes the oracle and, by name: words `a` to `d`, phrases `p` and `q` of two and three words, beginnings
`s` and `t`, a year `y`, the name `n` of a source. It gives what is typed, and what answers that."""


def drawn(oracle: Oracle, draw: random.Random, names: Sequence[str]) -> Iterator[object]:
    """What a shape takes, from one of the articles or another."""
    dated = [a.published.astimezone(DANISH_TIME).year for a in oracle.articles if a.published]
    taken: set[str] = set()
    for name in names:
        match name:
            case "p" | "q":
                yield oracle.side_by_side(draw, 2 if name == "p" else 3)
            case "s" | "t":
                yield oracle.word(draw)[:3]
            case "y":
                yield draw.choice(dated)
            case "n":
                yield draw.choice([article.source for article in oracle.articles if article.source])
            case _:
                while oracle.stems_of(word := oracle.word(draw))[0] in taken:
                    pass
                taken.update(oracle.stems_of(word))
                yield word


@pytest.fixture(scope="module", params=["sample", pytest.param("real", marks=pytest.mark.slow)])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Oracle]]:
    """Real articles in an index of several segments, and the same read word by word."""
    folder = tmp_path_factory.mktemp(request.param)
    with as_file(data.ARTICLES) as path:
        if request.param == "real":
            path = request.getfixturevalue("shared") / "bench" / "docs.jsonl.gz"
        read = (item for item in read_articles(path) if isinstance(item, Article))
        articles = list(islice(read, 0, None, EVERY if request.param == "real" else 1))[:MOST]
    store = Store(folder / "index")
    for start in range(0, len(articles), 150):
        with (folder / "part.jsonl").open("w", encoding="utf-8") as stream:
            for article in articles[start : start + 150]:
                published = article.published.isoformat() if article.published else None
                print(json.dumps({**asdict(article), "published": published}), file=stream)
        add([folder / "part.jsonl"], store)
    engine = Engine.over(store.path, Limits(seconds=60))
    yield engine, Oracle(articles, store.open().analysis)
    engine.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_question_has_the_hits_scores_and_total_of_brute_force(corpus: tuple[Engine, Oracle], shape: str) -> None:
    engine, oracle = corpus
    dates = {a.id: a.published.timestamp() for a in oracle.articles if a.published}

    def preferred(id: str, score: float) -> float:
        years = (max(dates.values()) - dates[id]) / (365 * 24 * 3600) if id in dates else math.inf
        return score * (1 + 0.01 * math.pow(0.5, years))

    draw = random.Random(shape)
    _, *names = inspect.signature(SHAPES[shape]).parameters
    for _ in range(EACH):
        typed, matches = SHAPES[shape](oracle, *drawn(oracle, draw, names))
        near = near_scores(typed, oracle.words_of, oracle.lengths)
        expected = {id: score + near[id] for id, score in matches.items()}
        answer = ask(engine, typed, exact=True, size=50)
        assert answer.total == len(expected), typed
        found = {hit.article.id: hit.score for hit in answer.hits}
        assert found == pytest.approx({id: expected[id] for id in found}, rel=1e-9, abs=1e-9), typed
        best = sorted((preferred(id, score) for id, score in expected.items()), reverse=True)[:50]
        in_order = [preferred(id, score) for id, score in found.items()]
        assert in_order == pytest.approx(best, rel=1e-9, abs=1e-9), typed
