"""Why an article is a hit: which words of the question it has, and as what; and how much of its score each brings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from whoosh import query

from index import Article
from index.danish import word_spans
from search.columnar.nearby import near_words
from search.deadline import Deadline
from search.fields import prefix_tree, surface_prefix
from search.marks import Marker
from search.nodes import Near
from search.reading import Reading
from search.request import MatchedAs, Reason
from search.spelling import Understood

SHOWN = 3
"""Words of the article that are named for one reason."""


@dataclass(frozen=True)
class _Cause:
    """Something that adds to scores: a word of the question, as what it is found, the tree that gives what it adds, and
    what to mark in an article to see where."""

    word: str
    matched_as: MatchedAs
    tree: query.Query
    marker: Marker


class Explanation:
    """The reasons of a question in one generation."""

    def __init__(self, understood: Understood, reading: Reading, deadline: Deadline) -> None:
        self._question = understood.question
        self._respelled = understood.respelled
        self._reading = reading
        self._deadline = deadline

    def reasons(self, articles: Mapping[int, Article], scores: Mapping[int, float]) -> dict[int, tuple[Reason, ...]]:
        """The reasons of some articles by their numbers, of each the one that adds most first. Raises
        BudgetExceeded."""
        found: dict[int, list[Reason]] = {number: [] for number in articles}
        for cause in self._causes():
            for number, score in self._reading.scores(cause.tree, [*articles], self._deadline).items():
                if score > 0:
                    reason = self._reason(cause, articles[number], score, score / (scores[number] or score))
                    found[number].append(reason)
        return {number: _told(reasons) for number, reasons in found.items()}

    def _causes(self) -> Iterator[_Cause]:
        seen: set[str] = set()
        analysis = self._reading.analysis
        for word in self._question.asked_words:
            wholes = {meaning.whole for meaning in word.meanings}
            for term in word.terms:
                if term not in seen:
                    seen.add(term)
                    matched_as: MatchedAs = "form" if term in wholes else "joined" if term == word.joined else "part"
                    if matched_as == "form" and word.typed in self._respelled:
                        matched_as = "spelling"
                    yield _Cause(word.typed, matched_as, query.Term("text", term), Marker(analysis, frozenset({term})))
        by_surface = {surface: word.typed for word in self._question.asked_words for surface in word.surface}
        for surface, typed in by_surface.items():
            yield _Cause(typed, "near", Near(surface), self._near(surface))
        for prefix in self._question.prefixes:
            marker = Marker(analysis, prefixes=(surface_prefix(prefix),))
            yield _Cause(f"{prefix}*", "prefix", prefix_tree(prefix), marker)

    def _near(self, surface: str) -> Marker:
        words = near_words(self._reading.leaves, surface)
        return Marker(self._reading.analysis, phrases=tuple((word,) for word in words))

    def _reason(self, cause: _Cause, article: Article, score: float, share: float) -> Reason:
        matched = list(_matched(cause.marker, (article.title, article.text)))
        words = tuple(dict.fromkeys(word for word, _ in matched))
        is_part = cause.matched_as == "form" and bool(matched) and not any(is_whole for _, is_whole in matched)
        return Reason(cause.word, "part" if is_part else cause.matched_as, words, score, share)


def _told(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons as a reader is told them, the one that adds most first: what would read the same is told once. Words
    near another count it among them; where an article has no other, what they add is told of the word itself."""
    told: list[Reason] = []
    for reason in sorted(reasons, key=lambda reason: (reason.matched_as == "near", -reason.score)):
        of_word = [at for at, other in enumerate(told) if other.word == reason.word]
        if reason.matched_as == "near":
            named = {word for at in of_word for word in told[at].matched}
            same = [at for at in of_word if named.issuperset(reason.matched)]
        else:
            same = [
                at for at in of_word if (told[at].matched_as, told[at].matched) == (reason.matched_as, reason.matched)
            ]
        if same:
            told[same[0]] = _both(told[same[0]], reason)
        else:
            told.append(reason)
    told.sort(key=lambda reason: -reason.score)
    return tuple(replace(reason, matched=reason.matched[:SHOWN]) for reason in told)


def _both(one: Reason, other: Reason) -> Reason:
    return replace(one, score=one.score + other.score, share=one.share + other.share)


def _matched(marker: Marker, texts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The words of some texts in which something is marked, and whether each is marked as a whole."""
    for text in texts:
        spans = word_spans(text)
        _, start, end = next(spans, ("", 0, 0))
        for mark in marker.marks(text):
            while end <= mark.start:
                _, start, end = next(spans)
            yield text[start:end], mark.start <= start and end <= mark.end
