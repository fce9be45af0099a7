"""One segment on its way through a question: its arrays, the statistics of the whole index, and the time there is."""

from dataclasses import dataclass, replace
from functools import cached_property

from whoosh.searching import Searcher

from index.columnar import Array, Field, Leaf
from search.deadline import Deadline
from search.execute.matched import Matched
from search.execute.statistics import Statistics


@dataclass(frozen=True)
class Context:
    """What evaluation needs of one segment. `searcher` is Whoosh's searcher of this segment, for nodes that have
    nothing but a matcher; where scores are not `scored`, none are made."""

    leaf: Leaf
    statistics: Statistics
    searcher: Searcher
    deadline: Deadline
    scored: bool = True

    @property
    def documents(self) -> int:
        """Articles of the segment, deleted ones included."""
        return self.leaf.file.documents

    def unscored(self) -> "Context":
        """The same without scores."""
        return replace(self, scored=False) if self.scored else self

    def term(self, field: str, text: str | bytes, boost: float = 1.0) -> "TermPostings | None":
        """The postings of a term in the segment; None where it has none."""
        postings = self.leaf.file.fields.get(field)
        if postings is None:
            return None
        term = text.encode("utf-8") if isinstance(text, str) else text
        number = postings.find(term)
        return None if number is None else TermPostings(postings, number, term, self, boost)


class TermPostings:
    """The postings of one term in one segment."""

    def __init__(self, field: Field, number: int, term: bytes, context: Context, boost: float) -> None:
        self.field = field
        self.number = number
        self.where = field.postings(number)
        self.documents = field.documents[self.where]
        self._term = term
        self._context = context
        self._boost = boost

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def is_scored(self) -> bool:
        """Whether its articles have scores of their own."""
        return self.field.is_scored and self._context.scored

    @cached_property
    def weight(self) -> float:
        """What its impacts are multiplied by."""
        return self._context.statistics.idf(self.field.name, self._term) * self._boost

    def scores(self, at: Array | None = None) -> Array:
        """The scores of the postings at some places, or of all."""
        codes = self.field.codes[self.where]
        scores: Array = self._context.statistics.impacts(self.field.name).take(codes if at is None else codes[at])
        scores *= self.weight
        return scores

    def matched(self) -> Matched:
        """All of its articles."""
        return Matched(self.documents, self.scores if self.is_scored else 0.0)

    def block_bounds(self) -> Array:
        """For each block of postings a score that none of them exceeds."""
        field, statistics = self.field, self._context.statistics
        own = field.total_length / max(1, self._context.documents)
        # Impacts grow with the average length, at most as much as it does.
        slack = max(1.0, statistics.average_length(field.name) / (own or 1.0)) * (1 + 1e-6)
        blocks = field.block_maxima[int(field.blocks[self.number]) : int(field.blocks[self.number + 1])]
        bounds: Array = blocks * (slack * self.weight)
        return bounds
