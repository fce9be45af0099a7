"""The generation that an engine answers from, with all that is computed once for it."""

from collections.abc import Iterable

from whoosh import query
from whoosh.searching import Searcher

from index import Article, Completions, Generation
from index.schema import to_article
from search.collect import match
from search.columns import Columns
from search.deadline import Deadline
from search.query import Question
from search.scoring import LengthNormedBM25
from search.words import Word


class Reading:
    """One open generation: its searcher and its columns. Whoosh's readers are not safe to share, so one thread uses
    it at a time."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.searcher = Searcher(generation.reader, weighting=LengthNormedBM25(generation.reader))
        self.columns = Columns(generation.reader)
        self.completions = Completions(generation.folder)
        self._leases = 0
        self._is_closing = False

    def match(self, tree: query.Query, deadline: Deadline) -> dict[int, float]:
        """The score of every article that `tree` matches, by document number."""
        return match(self.searcher, tree, deadline)

    def holders(self, tree: query.Query, numbers: Iterable[int], deadline: Deadline) -> set[int]:
        """Which of the articles `numbers` match `tree`."""
        matcher = tree.matcher(self.searcher, self.searcher.context(weighting=None).set(deadline=deadline))
        found = set()
        for number in sorted(numbers):
            if matcher.is_active() and matcher.id() < number:
                matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                found.add(number)
        return found

    def article(self, number: int) -> Article:
        """The article with a document number."""
        return to_article(self.generation.reader.stored_fields(number))

    def find(self, id: str) -> Article | None:
        """The article with an id, or None."""
        number = self.searcher.document_number(id=id)
        return None if number is None else self.article(number)

    def knows(self, word: Word) -> bool:
        """Whether any article has one of the terms of `word`."""
        return any(self.searcher.doc_frequency("text", term) for term in word.terms)

    def worth(self, question: Question) -> dict[str, float]:
        """The inverse document frequency of all that a question marks: its terms, and its phrases by their words."""
        idf = {term: self.searcher.idf("text", term) for word in question.asked_words for term in word.terms}
        for phrase in question.phrases:
            idf[" ".join(phrase.surface)] = sum(idf[term] for word in phrase.words for term in word.terms)
        return idf

    def lease(self) -> None:
        """Keep the files open until `release` is called, also when `close` is called before."""
        self._leases += 1

    def release(self) -> None:
        """End a lease; the last one to end closes what was to be closed meanwhile."""
        self._leases -= 1
        if self._is_closing:
            self.close()

    def close(self) -> None:
        """Let go of the files, once nobody has them on lease."""
        self._is_closing = True
        if self._leases:
            return
        self.completions.close()
        self.generation.close()
