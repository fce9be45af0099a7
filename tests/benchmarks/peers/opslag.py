"""Opslag: the engine below the door, from words to the numbers of the first hits."""

from pathlib import Path

from whoosh import query

from index import Store, rebuild
from index.danish import fold
from search.columnar import ArraySearcher, Hits, most_relevant, newest
from search.columns import Names
from search.deadline import Deadline
from search.facets import years
from search.fields import date_filter
from search.nodes import Begins, Exact, Filter
from tests.benchmarks.peers import deep
from tests.benchmarks.questions import Question
from tests.reading import reader_of

NO_LIMIT = Deadline(float("inf"))


class Opslag:
    """Opslag."""

    name = "Opslag"

    def build(self, source: Path, folder: Path, workers: int) -> None:
        rebuild([source], Store(folder), workers=workers)

    def open(self, folder: Path) -> None:
        generation = Store(folder).open()
        self._searcher = ArraySearcher(reader_of(generation))
        self._analysis = generation.analysis
        self._names = [Names.of(generation.leaves, field) for field in ("source", "section")]

    def ask(self, question: Question) -> int:
        first, last = deep(question)
        hits = self._searcher.executor.run(self._tree(question), NO_LIMIT)
        if question.kind == "facets over all hits":
            self._facets(hits)
        best = newest(hits, last) if question.kind == "sort by date" else most_relevant(hits, last)
        del best[:first]
        return len(hits)

    def _facets(self, hits: Hits) -> None:
        for names in self._names:
            names.counts(hits)
        years(hits)

    def _tree(self, question: Question) -> query.Query:
        words = question.words
        terms = [query.Term("text", self._analysis.terms(word)[0].text) for word in words]
        match question.kind:
            case "2-AND":
                return query.And(terms)
            case "phrase":
                return query.And([Filter(Exact("body", tuple(map(fold, words)))), query.Or(terms)])
            case "prefix":
                return Filter(query.Or([Begins(field, fold(words[0])) for field in ("title", "body")]), 1.0)
            case "term + date range":
                period = date_filter(str(question.year))
                assert period is not None
                return query.And([period, *terms])
            case _:
                return query.Or(terms) if len(terms) > 1 else terms[0]
