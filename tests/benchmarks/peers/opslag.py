"""Opslag: the engine below the door, from words to the numbers of the first hits."""

from pathlib import Path

from index import Store, rebuild
from index.danish import fold
from search.columnar import Executor, Hits, most_relevant, newest
from search.columnar.date_counts import years
from search.columnar.keyword_counts import KeywordCounts
from search.deadline import Deadline
from search.fields import date_filter
from search.tree import Filter, Node, Phrase, Prefix, Term, all_of, any_of
from tests.benchmarks.peers import deep
from tests.benchmarks.questions import Question

NO_LIMIT = Deadline(float("inf"))


class Opslag:
    """Opslag."""

    name = "Opslag"

    def build(self, source: Path, folder: Path, workers: int) -> None:
        rebuild([source], Store(folder), workers=workers)

    def open(self, folder: Path) -> None:
        generation = Store(folder).open()
        self._executor = Executor(generation.leaves)
        self._analysis = generation.analysis
        self._keywords = [KeywordCounts.of(generation.leaves, field) for field in ("source", "section")]

    def ask(self, question: Question) -> int:
        first, last = deep(question)
        hits = self._executor.run(self._tree(question), NO_LIMIT)
        if question.kind == "facets over all hits":
            self._facets(hits)
        best = newest(hits, last) if question.kind == "sort by date" else most_relevant(hits, last)
        del best[:first]
        return len(hits)

    def _facets(self, hits: Hits) -> None:
        for keywords in self._keywords:
            keywords.counts(hits)
        years(hits)

    def _tree(self, question: Question) -> Node:
        words = question.words
        terms = [Term("text", self._analysis.terms(word)[0].text) for word in words]
        match question.kind:
            case "2-AND":
                return all_of(terms)
            case "phrase":
                return all_of([Filter(Phrase("body", tuple(map(fold, words)))), any_of(terms)])
            case "prefix":
                return Filter(any_of([Prefix(field, fold(words[0])) for field in ("title", "body")]), 1.0)
            case "term + date range":
                period = date_filter(str(question.year))
                assert period is not None
                return all_of([period, *terms])
            case _:
                return any_of(terms)
