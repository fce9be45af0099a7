"""Which articles a query tree matches, and with what score: the one place where Whoosh runs a question."""

from whoosh import query
from whoosh.collectors import Collector
from whoosh.searching import SearchContext, Searcher

from search.deadline import CHECK_EVERY, Deadline


class ScoreCollector(Collector):
    """A Whoosh collector that keeps the score of every match, in `scores` by document number.

    It steps through all matches instead of skipping blocks, as totals and facets need all of them (and Whoosh's
    skipping goes wrong on nested trees).
    """

    def __init__(self, deadline: Deadline) -> None:
        self.scores: dict[int, float] = {}
        self._deadline = deadline

    def prepare(self, top_searcher: Searcher, q: query.Query, context: SearchContext) -> None:
        super().prepare(top_searcher, q, context.set(deadline=self._deadline))

    def collect_matches(self) -> None:
        matcher, offset, scores = self.matcher, self.offset, self.scores
        while matcher.is_active():
            scores[offset + matcher.id()] = matcher.score()
            matcher.next()
            if len(scores) % CHECK_EVERY == 0:
                self._deadline.check()


def match(searcher: Searcher, tree: query.Query, deadline: Deadline) -> dict[int, float]:
    """The score of every article that `tree` matches, by document number. Raises BudgetExceeded."""
    collector = ScoreCollector(deadline)
    searcher.search_with_collector(tree, collector)
    return collector.scores
