"""The generation that an engine answers from, with all that is computed once for it."""

from collections.abc import Sequence
from functools import cached_property

from whoosh import query

from index import Article, Completions, Generation, Spellings
from index.columnar.whoosh.contents import open_reader
from index.dates import UNDATED
from index.mapping import to_article
from index.schema import make_schema
from search.columnar import ArraySearcher, Hits
from search.columns import Names, span
from search.deadline import Deadline
from search.query import Question
from search.words import Word


class Reading:
    """One open generation. It may be shared by threads, and its files stay open as long as anybody holds it."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.leaves = generation.leaves
        self.analysis = generation.analysis
        self.searcher = ArraySearcher(open_reader(generation.folder, make_schema(generation.analysis)))
        self.completions = Completions([leaf.file for leaf in self.leaves])
        self.spellings = Spellings([leaf.file for leaf in self.leaves], self.analysis)
        self.sources = Names.of(self.leaves, "source")
        self.sections = Names.of(self.leaves, "section")

    def match(self, tree: query.Query, deadline: Deadline) -> Hits:
        """Every article that `tree` matches."""
        return self.searcher.executor.run(tree, deadline)

    def among(self, tree: query.Query, hits: Hits, deadline: Deadline) -> Hits:
        """Which of `hits` match `tree`."""
        return self.searcher.executor.among(tree, hits, deadline)

    def holders(self, tree: query.Query, numbers: Sequence[int], deadline: Deadline) -> set[int]:
        """Which of the articles `numbers` match `tree`."""
        executor = self.searcher.executor
        return executor.among(tree, executor.these(numbers), deadline).numbers_among(numbers)

    def scores(self, tree: query.Query, numbers: Sequence[int], deadline: Deadline) -> dict[int, float]:
        """What `tree` gives those of the articles `numbers` that it matches."""
        return self.searcher.executor.scores(tree, numbers, deadline)

    def article(self, number: int) -> Article:
        """The article with a number."""
        leaf = next(leaf for leaf in reversed(self.leaves) if leaf.offset <= number)
        return to_article(leaf.file.stored(number - leaf.offset))

    def find(self, id: str) -> Article | None:
        """The article with an id, or None."""
        hits = self.match(query.Term("id", id), Deadline(float("inf")))
        numbers = [int(part.documents[0]) + part.leaf.offset for part in hits if len(part.documents)]
        return self.article(numbers[-1]) if numbers else None

    @cached_property
    def newest(self) -> int:
        """The date of the newest article, in microseconds since 1970 in UTC; `UNDATED` where none has one."""
        dates = self.dates()
        return dates[1] if dates else UNDATED

    def dates(self) -> tuple[int, int] | None:
        """The first and the last date of all articles, in microseconds since 1970 in UTC; None where none is dated."""
        return span(self.match(query.Every(), Deadline(float("inf"))))

    def knows(self, word: Word) -> bool:
        """Whether the articles have all that `word` consists of: each by itself, or by its parts."""
        if word.joined and self._has(word.joined):
            return True
        return all(
            self._has(meaning.whole) or (meaning.parts and all(self._has(part.word) for part in meaning.parts))
            for meaning in word.meanings
        )

    def _has(self, term: str) -> bool:
        return self.searcher.statistics.document_frequency("text", term.encode("utf-8")) > 0

    def worth(self, question: Question) -> dict[str, float]:
        """The inverse document frequency of all that a question marks: its terms, and its phrases by their words."""
        terms = {term for word in question.asked_words for term in word.terms}
        idf = {term: self.searcher.statistics.idf("text", term.encode("utf-8")) for term in terms}
        for phrase in question.phrases:
            idf[" ".join(phrase.surface)] = sum(idf[term] for word in phrase.words for term in word.terms)
        return idf
