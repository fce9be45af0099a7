"""Random articles and random query trees, with the articles that each tree has to match and their scores, by brute
force."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.searching import Searcher
from whoosh.util.numeric import byte_to_length, length_to_byte

from index import Article
from index.columnar import ColumnarCodec
from index.danish import Analysis
from index.dates import UNDATED, parse_published, to_microseconds
from index.schema import make_schema, to_fields
from search.columnar import Executor
from search.tree import AllOf, AnyOf, Boosted, DateRange, Everything, Filter, Node, Not, Phrase, Prefix, Term
from search.whoosh import whoosh_searcher

WORDS = ["sol", "so", "sne", "storm", "bro", "by", "og"]
YEARS = ["", "2016", "2017", "2018"]
K1, B, TITLE_WEIGHT = 1.2, 0.75, 2

Scores = dict[str, float]
"""The score of each article that matches, by its id."""


@dataclass
class Corpus:
    """Articles, the ids of those that were deleted, and two ways to search the index of them: on arrays, and by
    Whoosh's own searcher."""

    articles: list[Article]
    deleted: set[str]
    executor: Executor
    searcher: Searcher

    def __post_init__(self) -> None:
        self.counts = {a.id: Counter(a.body.split() + TITLE_WEIGHT * a.title.split()) for a in self.articles}
        self.average = sum(map(Counter.total, self.counts.values())) / len(self.articles)

    def bm25(self, word: str) -> Scores:
        holders = [id for id, counts in self.counts.items() if counts[word]]
        idf = math.log(1 + (len(self.articles) - len(holders) + 0.5) / (len(holders) + 0.5))
        scores = {}
        for id in holders:
            frequency = self.counts[id][word]
            length = byte_to_length(length_to_byte(self.counts[id].total()))
            norm = K1 * (1 - B + B * length / self.average)
            scores[id] = idf * frequency * (K1 + 1) / (frequency + norm)
        return scores

    def those(self, matches: Callable[[Article], bool], score: float = 0.0) -> Scores:
        return {article.id: score for article in self.articles if matches(article)}

    def newest(self, id: str) -> tuple[int, str]:
        """The sort key by which the newest come first, those of the same moment by id, undated ones last."""
        (published,) = (article.published for article in self.articles if article.id == id)
        return (-to_microseconds(published) if published else UNDATED), id

    def oldest(self, id: str) -> tuple[int, str]:
        newest, _ = self.newest(id)
        return (UNDATED if newest == UNDATED else -newest), id


def make_corpus(folder: Path, seed: int) -> Corpus:
    """Random articles in several segments. With odd seeds some of them are deleted."""
    draw = random.Random(seed)
    articles = [
        Article(
            id=f"{at:03}",
            title=" ".join(draw.choices(WORDS, k=draw.randrange(4))),
            body=" ".join(draw.choices(WORDS, weights=range(1, 8), k=draw.choice((1, 3, 20)))),
            published=parse_published(year) if (year := draw.choice(YEARS)) else None,
            source=draw.choice(["", "Ritzau", "Fyns Tidende"]),
        )
        for at in draw.sample(range(300), draw.choice((5, 60, 280)))
    ]
    index = FileStorage(str(folder)).create_index(make_schema(Analysis()))
    stream = iter(articles)
    while batch := list(islice(stream, draw.choice((20, 100, 400)))):
        writer = index.writer(codec=ColumnarCodec(), _lk=False)
        for article in batch:
            writer.add_document(**to_fields(article))
        writer.commit(merge=False)
    deleted = {article.id for article in articles if seed % 2 and draw.random() < 0.2}
    writer = index.writer(codec=ColumnarCodec(), _lk=False)
    for id in deleted:
        writer.delete_by_term("id", id)
    writer.commit(merge=False)
    return Corpus(articles, deleted, *executors(index))


def executors(index: FileIndex) -> tuple[Executor, Searcher]:
    """An executor on arrays over an index, and Whoosh's own searcher over the same index."""
    searcher = whoosh_searcher(index.reader())
    return Executor(searcher.weighting.statistics.leaves), searcher


Made = tuple[Node, Scores]


def leaf(corpus: Corpus, draw: random.Random) -> Made:
    """A random node without children, and what it has to match."""
    word = draw.choice([*WORDS, "findesikke"])
    match draw.randrange(9):
        case 0 | 1 | 2:
            return Term("text", word), corpus.bm25(word)
        case 3:
            return Term("title_text", word), corpus.those(lambda a: word in a.title.split())
        case 4:
            field, words = draw.choice(["title", "body"]), tuple(draw.choices(WORDS, k=draw.randint(1, 3)))
            return Phrase(field, words), corpus.those(lambda a: f" {' '.join(words)} " in f" {getattr(a, field)} ")
        case 5:
            start = draw.choice(["s", "so", "b", "x"])
            return Prefix("body", start), corpus.those(lambda a: any(w.startswith(start) for w in a.body.split()))
        case 6:
            first, last = sorted(to_microseconds(parse_published(draw.choice(YEARS[1:]))) for _ in range(2))
            moments = {a.id: to_microseconds(a.published) for a in corpus.articles if a.published}
            return DateRange(first, last), corpus.those(lambda a: first <= moments.get(a.id, UNDATED) <= last)
        case 7:
            return Term("source", "ritzau"), corpus.those(lambda a: a.source == "Ritzau")
        case _:
            everyone: Made = Everything(), corpus.those(lambda _: True)
            return draw.choice([everyone, (AnyOf(()), {}), (AllOf(()), {})])


def tree(corpus: Corpus, draw: random.Random, depth: int) -> Made:
    """A random tree with at most `depth` levels of inner nodes, and what it has to match."""
    if not depth or draw.random() < 0.2:
        return leaf(corpus, draw)
    parts = [tree(corpus, draw, depth - 1) for _ in range(draw.randint(2, 4))]
    nodes, answers = tuple(node for node, _ in parts), [answer for _, answer in parts]
    (a, one), (b, other) = parts[:2]
    match draw.randrange(10):
        case 0 | 1 | 2:
            total: defaultdict[str, float] = defaultdict(float)
            for answer in answers:
                for id, score in answer.items():
                    total[id] += score
            return AnyOf(nodes), dict(total)
        case 3 | 4 | 5:
            everywhere = set.intersection(*map(set, answers))
            return AllOf(nodes), {id: sum(answer[id] for answer in answers) for id in everywhere}
        case 6:
            return Filter(a, 3.0), dict.fromkeys(one, 3.0)
        case 7:
            return AllOf((a, Not(b))), {id: score for id, score in one.items() if id not in other}
        case 8:
            return Not(a), corpus.those(lambda article: article.id not in one)
        case _:
            return Boosted(a, b), {id: score + other.get(id, 0.0) for id, score in one.items()}
