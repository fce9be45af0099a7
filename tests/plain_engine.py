"""A second engine for the interface in `search.backend`, over plain dictionaries: small, slow, and written from what
the interface says alone.

The tests compare its answers about a few hundred articles with those of the engine over arrays.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from index import Article
from index.danish import Analysis
from index.dates import DANISH_TIME, UNDATED
from index.keywords import KEYWORDS, fold_value
from search.backend import EngineHit, EngineRequest, EngineResponse, Handle, Holdings, Sort, TermStatistics
from search.deadline import Deadline
from search.facets import YEAR, facet_values
from search.timeline import Bar, bar_ranges
from search.tree import AllOf, AnyOf, Boosted, DateRange, Everything, Filter, NearWords, Node, Not, Phrase, Prefix, Term
from tests.near import K1, WEIGHT, B, near_words
from tests.plain_entry import MOST_FREQUENT, Entry
from tests.plain_words import PlainWords

RECENT, YEAR_LONG = 0.01, 365 * 24 * 3600 * 10**6

Scores = dict[str, float]
"""The score of each article that matches, by its id."""


class PlainSnapshot:
    """All articles, which never change (a `search.backend.Snapshot`)."""

    def __init__(self, articles: Iterable[Article], analysis: Analysis) -> None:
        self.entries = {article.id: Entry(article, analysis) for article in articles}
        self.generation, self.articles, self.analysis = "plain", len(self.entries), analysis
        # Their order: the newest first, those of one moment by id, undated ones last.
        newest = sorted(
            self.entries.values(), key=lambda e: (UNDATED if e.moment == UNDATED else -e.moment, e.article.id)
        )
        self.place = {entry.article.id: at for at, entry in enumerate(newest)}
        self.average = sum(e.terms["text"].total() for e in newest) / len(newest)
        self.latest = max((e.moment for e in newest if e.moment != UNDATED), default=0)
        self.completions = self.look_alikes = PlainWords(newest, analysis)
        self.vocabulary = self.completions.vocabulary
        self._evaluated: dict[Node, Scores] = {}

    def search(self, request: EngineRequest, deadline: Deadline) -> EngineResponse:
        deadline.check()
        tree, relaxed = request.strict, False
        if request.relaxed and not self._hits(request, tree) and self._hits(request, request.relaxed):
            tree, relaxed = request.relaxed, True
        hits = self._hits(request, tree)
        order = self._ordered(hits, request.order, request.preferred if relaxed else ())
        page = order[request.first : request.first + request.size]
        return EngineResponse(
            total=len(hits),
            relaxed=relaxed,
            hits=tuple(self._match(request, id, hits[id], relaxed) for id in page),
            partial=() if relaxed else self._partial(request, hits),
            facets={
                name: facet_values(name, self._counts(name, self._hits(request, tree, name))) for name in request.facets
            },
            timeline=self._timeline(hits) if request.timeline else (),
        )

    def _hits(self, request: EngineRequest, tree: Node, but: str = "") -> Scores:
        """What matches a tree and passes every filter, or every one but that of a name."""
        filters = [self.evaluate(passing) for name, passing in request.filters.items() if name != but]
        return {id: score for id, score in self.evaluate(tree).items() if all(id in passing for passing in filters)}

    def _partial(self, request: EngineRequest, hits: Scores) -> tuple[EngineHit, ...]:
        if request.relaxed is None or request.first or not 0 < len(hits) < request.few:
            return ()
        others = {id: score for id, score in self._hits(request, request.relaxed).items() if id not in hits}
        best = self._ordered(others, "relevance", request.preferred)[: max(0, request.size - len(hits))]
        return tuple(self._match(request, id, others[id], True) for id in best)

    def _match(self, request: EngineRequest, id: str, score: float, lacking: bool) -> EngineHit:
        lacks = [at for at, tree in enumerate(request.lacking) if lacking and id not in self.evaluate(tree)]
        return EngineHit(id, score, tuple(lacks), tuple(self.evaluate(tree).get(id, 0.0) for tree in request.explained))

    def _ordered(self, found: Scores, order: Sort, preferred: Iterable[Node]) -> list[str]:
        by_place = sorted(found, key=self.place.__getitem__)
        if order == "newest":
            return by_place
        if order == "oldest":
            return sorted(by_place, key=lambda one: self.entries[one].moment)
        matching = [self.evaluate(tree) for tree in preferred]
        by_score = sorted(by_place, key=lambda one: -found[one])
        return sorted(
            by_score, key=lambda one: (-sum(one in some for some in matching), -self._recent(one, found[one]))
        )

    def _recent(self, id: str, score: float) -> float:
        moment = self.entries[id].moment
        return score * (1 + (0.0 if moment == UNDATED else RECENT * 2 ** -((self.latest - moment) / YEAR_LONG)))

    def evaluate(self, node: Node) -> Scores:
        """The articles that a tree matches."""
        if node not in self._evaluated:
            self._evaluated[node] = self._evaluate(node)
        return self._evaluated[node]

    def _evaluate(self, node: Node) -> Scores:
        match node:
            case Term(field="text", text=term):
                return self._bm25(
                    {id: e.terms["text"][term] for id, e in self.entries.items() if term in e.terms["text"]}
                )
            case Term(field=field, text=term):
                return self._those(lambda e: e.has(field, term))
            case Phrase(field=field, words=words):
                return self._those(lambda e: e.has_phrase(field, words))
            case Prefix(field=field, start=start):
                return self._those(lambda e: any(w.startswith(start) for place in e.words[field] for w in place))
            case NearWords(word=word):
                near = near_words(word, self.vocabulary)
                weighed = {id: sum(share * e.counts[w] for w, share in near.items()) for id, e in self.entries.items()}
                found = self._bm25({id: weight for id, weight in weighed.items() if weight})
                return {id: WEIGHT * score for id, score in found.items()}
            case DateRange(first=first, last=last):
                return self._those(lambda e: first <= e.moment <= last)
            case Everything():
                return self._those(lambda _: True)
            case AllOf(children=children):
                parts = [self.evaluate(child) for child in children]
                common = set.intersection(*map(set, parts)) if parts else set()
                return {id: sum(part[id] for part in parts) for id in common}
            case AnyOf(children=children):
                matched: Scores = {}
                for part in map(self.evaluate, children):
                    matched |= {id: matched.get(id, 0.0) + score for id, score in part.items()}
                return matched
            case Not(child=child):
                unwanted = self.evaluate(child)
                return self._those(lambda e: e.article.id not in unwanted)
            case Filter(child=child, score=score):
                return dict.fromkeys(self.evaluate(child), score)
            case Boosted(child=child, by=by):
                extra = self.evaluate(by)
                return {id: score + extra.get(id, 0.0) for id, score in self.evaluate(child).items()}

    def _those(self, matches: Callable[[Entry], bool]) -> Scores:
        return {id: 0.0 for id, entry in self.entries.items() if matches(entry)}

    def _idf(self, frequency: int) -> float:
        return math.log(1 + (self.articles - frequency + 0.5) / (frequency + 0.5))

    def _bm25(self, frequencies: Mapping[str, float]) -> Scores:
        idf = self._idf(len(frequencies))
        norms = {id: K1 * (1 - B + B * self.entries[id].length / self.average) for id in frequencies}
        return {
            id: idf * min(f, MOST_FREQUENT) * (K1 + 1) / (min(f, MOST_FREQUENT) + norms[id])
            for id, f in frequencies.items()
        }

    def _counts(self, name: str, hits: Scores) -> Counter[str]:
        if name == YEAR:
            moments = (self.entries[id].article.published for id in hits)
            return Counter(str(moment.astimezone(DANISH_TIME).year) for moment in moments if moment)
        spellings = Counter(value for entry in self.entries.values() if (value := entry.values[name]))
        usual: dict[str, str] = {}
        for value, _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
            usual.setdefault(fold_value(value), value)
        return Counter(usual[fold_value(value)] for id in hits if (value := self.entries[id].values[name]))

    def _timeline(self, hits: Scores) -> tuple[Bar, ...]:
        days = [
            m.astimezone(DANISH_TIME).date().isoformat() for id in hits if (m := self.entries[id].article.published)
        ]
        if not days:
            return ()
        bars = bar_ranges(date.fromisoformat(min(days)), date.fromisoformat(max(days)))
        return tuple(Bar(one, last, sum(one <= day[: len(one)] <= last for day in days)) for one, last in bars)

    def read(self, handles: Iterable[Handle]) -> Iterator[Article]:
        return (self.entries[str(handle)].article for handle in handles)

    def find(self, id: str) -> Article | None:
        entry = self.entries.get(id)
        return entry.article if entry else None

    def statistics(self, terms: Iterable[str]) -> Mapping[str, TermStatistics]:
        counts = {term: sum(term in entry.terms["text"] for entry in self.entries.values()) for term in terms}
        return {term: TermStatistics(count, self._idf(count)) for term, count in counts.items()}

    def near_words(self, word: str) -> list[str]:
        return [*near_words(word, self.vocabulary)]

    def holdings(self) -> Holdings:
        dated = [entry.article.published for entry in self.entries.values() if entry.article.published]
        distinct = {field.name: len(self._counts(field.name, dict.fromkeys(self.entries, 0.0))) for field in KEYWORDS}
        oldest, newest = min(dated, default=None), max(dated, default=None)
        return Holdings(self.generation, "", self.articles, distinct, oldest, newest, (), 0)


class PlainBackend:
    """An engine whose index never changes (a `search.backend.Backend`)."""

    def __init__(self, articles: Iterable[Article], analysis: Analysis) -> None:
        self._snapshot = PlainSnapshot(articles, analysis)

    @contextmanager
    def snapshot(self) -> Iterator[PlainSnapshot]:
        yield self._snapshot

    def close(self) -> None:
        pass
