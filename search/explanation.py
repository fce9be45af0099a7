"""Why an article is a hit: which words of the question it has, how each was found, and what each adds to the score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import Article
from index.danish import word_spans
from search.backend import EngineHit, Snapshot
from search.fields import prefix_tree, surface_prefix
from search.marks import Marker
from search.request import MatchedAs, Reason
from search.tree import NearWords, Node, Term
from search.understanding import UnderstoodQuestion

MOST_NAMED = 3
"""Words of the article that a reason names at most."""


@dataclass(frozen=True)
class _Contribution:
    """Something that may add to scores: a word of the question as typed, how it is found, the tree whose score it adds,
    and the marker that finds the words of an article that match."""

    word: str
    matched_as: MatchedAs
    tree: Node
    marker: Marker


class Explanation:
    """Explains the hits of one question: give `trees` to the engine with the request, then ask for the reasons of each
    hit."""

    def __init__(self, understood: UnderstoodQuestion, snapshot: Snapshot) -> None:
        self._question = understood.question
        self._corrected_words = understood.corrected_words
        self._snapshot = snapshot
        self._contributions = list(self._find_contributions())

    @property
    def trees(self) -> tuple[Node, ...]:
        """The trees whose scores the engine has to give (`search.backend.EngineRequest.explained`)."""
        return tuple(contribution.tree for contribution in self._contributions)

    def reasons(self, article: Article, hit: EngineHit) -> tuple[Reason, ...]:
        """The reasons of a hit of the engine, which is `article`; the one that adds most first."""
        scored = zip(self._contributions, hit.explained, strict=True)
        return _merged(
            [
                _reason(contribution, article, score, score / (hit.score or score))
                for contribution, score in scored
                if score > 0
            ]
        )

    def _find_contributions(self) -> Iterator[_Contribution]:
        seen: set[str] = set()
        analysis = self._snapshot.analysis
        for word in self._question.asked_words:
            wholes = {meaning.whole for meaning in word.meanings}
            for term in word.terms:
                if term not in seen:
                    seen.add(term)
                    matched_as: MatchedAs = "form" if term in wholes else "joined" if term == word.joined else "part"
                    if matched_as == "form" and word.typed in self._corrected_words:
                        matched_as = "spelling"
                    yield _Contribution(word.typed, matched_as, Term("text", term), Marker(analysis, frozenset({term})))
        by_surface = {surface: word.typed for word in self._question.asked_words for surface in word.surface}
        for surface, typed in by_surface.items():
            near = tuple((word,) for word in self._snapshot.near_words(surface))
            yield _Contribution(typed, "near", NearWords(surface), Marker(analysis, phrases=near))
        for prefix in self._question.prefixes:
            marker = Marker(analysis, prefixes=(surface_prefix(prefix),))
            yield _Contribution(f"{prefix}*", "prefix", prefix_tree(prefix), marker)


def _reason(contribution: _Contribution, article: Article, score: float, share: float) -> Reason:
    matched = list(_matched(contribution.marker, (article.title, article.text)))
    words = tuple(dict.fromkeys(word for word, _ in matched))
    is_part = contribution.matched_as == "form" and bool(matched) and not any(is_whole for _, is_whole in matched)
    return Reason(contribution.word, "part" if is_part else contribution.matched_as, words, score, share)


def _merged(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """`reasons` with those that read the same merged into one, the one that adds most first. A word is near itself: if
    an article has no other word near it, what near words add is merged into the reason of the word itself."""
    merged: list[Reason] = []
    for reason in sorted(reasons, key=lambda reason: (reason.matched_as == "near", -reason.score)):
        of_word = [at for at, other in enumerate(merged) if other.word == reason.word]
        if reason.matched_as == "near":
            named = {word for at in of_word for word in merged[at].matched}
            same = [at for at in of_word if named.issuperset(reason.matched)]
        else:
            same = [
                at
                for at in of_word
                if (merged[at].matched_as, merged[at].matched) == (reason.matched_as, reason.matched)
            ]
        if same:
            merged[same[0]] = _sum(merged[same[0]], reason)
        else:
            merged.append(reason)
    merged.sort(key=lambda reason: -reason.score)
    return tuple(replace(reason, matched=reason.matched[:MOST_NAMED]) for reason in merged)


def _sum(one: Reason, other: Reason) -> Reason:
    return replace(one, score=one.score + other.score, share=one.share + other.share)


def _matched(marker: Marker, texts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The words of some texts in which something is marked, and whether each word is marked as a whole."""
    for text in texts:
        spans = word_spans(text)
        _, start, end = next(spans, ("", 0, 0))
        for mark in marker.marks(text):
            while end <= mark.start:
                _, start, end = next(spans)
            yield text[start:end], mark.start <= start and end <= mark.end
