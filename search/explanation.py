"""Why an article is a hit: which words of the question it has, and as what; and how much of its score each brings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import Article
from index.danish import word_spans
from search.backend import EngineHit, Snapshot
from search.fields import prefix_tree, surface_prefix
from search.marks import Marker
from search.request import MatchedAs, Reason
from search.tree import NearWords, Node, Term
from search.understanding import Understood

SHOWN = 3
"""Words of the article that are named for one reason."""


@dataclass(frozen=True)
class _Cause:
    """Something that adds to scores: a word of the question, as what it is found, the tree that gives what it adds, and
    what to mark in an article to see where."""

    word: str
    matched_as: MatchedAs
    tree: Node
    marker: Marker


class Explanation:
    """The reasons of a question over one snapshot: `trees` are those whose scores they are told by."""

    def __init__(self, understood: Understood, snapshot: Snapshot) -> None:
        self._question = understood.question
        self._respelled = understood.respelled
        self._snapshot = snapshot
        self._causes = list(self._of_question())

    @property
    def trees(self) -> tuple[Node, ...]:
        """What an engine has to explain (`search.backend.EngineRequest.explained`)."""
        return tuple(cause.tree for cause in self._causes)

    def reasons(self, article: Article, match: EngineHit) -> tuple[Reason, ...]:
        """The reasons of a hit that was explained, the one that adds most first."""
        given = zip(self._causes, match.explained, strict=True)
        return _told(
            [self._reason(cause, article, score, score / (match.score or score)) for cause, score in given if score > 0]
        )

    def _of_question(self) -> Iterator[_Cause]:
        seen: set[str] = set()
        analysis = self._snapshot.analysis
        for word in self._question.asked_words:
            wholes = {meaning.whole for meaning in word.meanings}
            for term in word.terms:
                if term not in seen:
                    seen.add(term)
                    matched_as: MatchedAs = "form" if term in wholes else "joined" if term == word.joined else "part"
                    if matched_as == "form" and word.typed in self._respelled:
                        matched_as = "spelling"
                    yield _Cause(word.typed, matched_as, Term("text", term), Marker(analysis, frozenset({term})))
        by_surface = {surface: word.typed for word in self._question.asked_words for surface in word.surface}
        for surface, typed in by_surface.items():
            near = tuple((word,) for word in self._snapshot.near_words(surface))
            yield _Cause(typed, "near", NearWords(surface), Marker(analysis, phrases=near))
        for prefix in self._question.prefixes:
            marker = Marker(analysis, prefixes=(surface_prefix(prefix),))
            yield _Cause(f"{prefix}*", "prefix", prefix_tree(prefix), marker)

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
