"""Nodes of our query trees where Whoosh has none, or none that is right and quick.

`AnyOf` and `AllOf` add up scores, list by list and side by side; `Filter` says which articles, and gives all one score
(Whoosh's own takes a constant of 0 for 1); `Exact` finds words that stand next to one another without building spans;
`Begins` finds words by how they begin. Each lists its articles at once, and looks at the deadline that the collector
has put into Whoosh's search context.
"""

from collections.abc import Iterable, Iterator

from whoosh import query
from whoosh.matching import Matcher, NullMatcher
from whoosh.query.wrappers import WrappingQuery
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from index.columnar import SegmentFile, leaves
from index.columnar.order import documents_between
from search.deadline import CHECK_EVERY, Deadline
from search.matcher import ListedMatcher

UNBOUNDED = Deadline(float("inf"))
"""The deadline of a tree that is not run by our collector."""


class AnyOf(query.Or):
    """The articles that match any of the children; their scores add up."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = context or searcher.context()
        deadline = _deadline(context)
        scores: dict[int, float] = {}
        for child in self.subqueries:
            matcher = child.matcher(searcher, context)
            steps = 0
            while matcher.is_active():
                article = matcher.id()
                scores[article] = scores.get(article, 0.0) + (matcher.score() if context.weighting else 0.0)
                matcher.next()
                steps += 1
                if steps % CHECK_EVERY == 0:
                    deadline.check()
        return ListedMatcher.of({article: self.boost * score for article, score in scores.items()})


class AllOf(query.And):
    """The articles that match every child; their scores add up. Whoosh's own cannot be stopped between two matches."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = context or searcher.context()
        children = sorted(self.subqueries, key=lambda child: child.estimate_size(searcher.reader()))
        matchers = [child.matcher(searcher, context) for child in children]
        scored = context.weighting is not None
        together = _together(matchers, _deadline(context))
        return ListedMatcher.of(
            {at: self.boost * sum(m.score() for m in matchers) if scored else 0.0 for at in together}
        )


class Filter(WrappingQuery):
    """The articles that `child` matches, each with the score `score`."""

    def __init__(self, child: query.Query, score: float = 0.0) -> None:
        super().__init__(child)
        self.score = score

    def __repr__(self) -> str:
        return f"Filter({self.child!r}, {self.score})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and (self.child, self.score) == (other.child, other.score)

    def __hash__(self) -> int:
        return hash((Filter, self.child, self.score))

    def _rewrap(self, child: query.Query) -> "Filter":
        return Filter(child, self.score)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        articles = deadlined(self.child.matcher(searcher, context).all_ids(), context)
        return ListedMatcher(list(articles), self.score)


class Exact(query.Query):
    """The articles in whose field `field_name` the words of `words` stand one after another. Each has the score 0."""

    def __init__(self, field_name: str, words: tuple[str, ...]) -> None:
        self.field_name = field_name
        self.words = words

    def __repr__(self) -> str:
        return f"Exact({self.field_name!r}, {self.words!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and (self.field_name, self.words) == (other.field_name, other.words)

    def __hash__(self) -> int:
        return hash((Exact, self.field_name, self.words))

    def field(self) -> str:
        return self.field_name

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return min((reader.doc_frequency(self.field_name, word) for word in self.words), default=0)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        context = (context or searcher.context()).set(weighting=None)
        matchers = [query.Term(self.field_name, word).matcher(searcher, context) for word in self.words]
        if not matchers or not all(matcher.is_active() for matcher in matchers):
            return NullMatcher()
        return ListedMatcher([article for article in _together(matchers, _deadline(context)) if _adjacent(matchers)])


class Begins(query.Query):
    """The articles in whose field `field_name` a word begins with `prefix`. Each has the score 0."""

    def __init__(self, field_name: str, prefix: str) -> None:
        self.field_name = field_name
        self.prefix = prefix

    def __repr__(self) -> str:
        return f"Begins({self.field_name!r}, {self.prefix!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Begins) and (self.field_name, self.prefix) == (other.field_name, other.prefix)

    def __hash__(self) -> int:
        return hash((Begins, self.field_name, self.prefix))

    def field(self) -> str:
        return self.field_name

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        reader = searcher.reader()
        deadline = _deadline(context)
        articles: set[int] = set()
        for term in reader.expand_prefix(self.field_name, self.prefix):
            articles.update(reader.postings(self.field_name, term).all_ids())
            deadline.check()
        return ListedMatcher(sorted(articles))


class Published(query.Query):
    """The articles whose moment lies from `first` to `last`, both included, in microseconds since 1970 in UTC. Each
    has the score 0."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last

    def __repr__(self) -> str:
        return f"Published({self.first!r}, {self.last!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((Published, self.first, self.last))

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count())

    def documents_of(self, segment: SegmentFile) -> tuple[int, int]:
        """The numbers of these articles in a segment, which keeps the newest first: from the first to before the
        last."""
        return documents_between(segment.dates, self.first, self.last)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        (leaf,) = leaves(searcher.reader())
        return ListedMatcher(range(*self.documents_of(leaf.file)))


def _together(matchers: list[Matcher], deadline: Deadline) -> Iterator[int]:
    """The articles in which all of `matchers` match; at each one all of them stand there. Raises BudgetExceeded."""
    steps = 0
    while all(matcher.is_active() for matcher in matchers):
        steps += 1
        if steps % CHECK_EVERY == 0:
            deadline.check()
        highest = max(matcher.id() for matcher in matchers)
        if all(matcher.id() == highest for matcher in matchers):
            yield highest
            matchers[0].next()
        else:
            for matcher in matchers:
                if matcher.id() < highest:
                    matcher.skip_to(highest)


def _adjacent(matchers: list[Matcher]) -> bool:
    """Whether the words at which `matchers` stand follow one another somewhere."""
    starts = set(matchers[0].value_as("positions"))
    for place, matcher in enumerate(matchers[1:], 1):
        starts &= {position - place for position in matcher.value_as("positions")}
        if not starts:
            return False
    return True


def deadlined(articles: Iterable[int], context: SearchContext | None) -> Iterator[int]:
    """`articles`, with a look at the clock now and then. Raises BudgetExceeded."""
    deadline = _deadline(context)
    for steps, article in enumerate(articles, 1):
        yield article
        if steps % CHECK_EVERY == 0:
            deadline.check()


def _deadline(context: SearchContext | None) -> Deadline:
    return getattr(context, "deadline", UNBOUNDED)
