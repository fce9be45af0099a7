"""What a reader is shown of the articles that were found: titles and snippets with the question's words marked.

It needs the articles and the question alone, so that no other question waits for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Article
from index.danish import Analysis, truncate
from search.deadline import Deadline
from search.fields import surface_prefix
from search.marks import Marker, cut, segments
from search.query import Question
from search.request import Hit, Reason, Segment
from search.snippets import snippet

TITLE_LENGTH = 1000
"""Characters of a title that are shown of a hit."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that answers, with its score, the words, as typed, that it lacks, and where its score comes from."""

    article: Article
    score: float
    missing: tuple[str, ...]
    why: tuple[Reason, ...] = ()


def shown(found: Sequence[Found], marker: Marker, idf: Mapping[str, float], deadline: Deadline) -> tuple[Hit, ...]:
    """`found` as it is shown; `idf` is the inverse document frequency of what can be marked. Raises BudgetExceeded."""
    hits = []
    for item in found:
        deadline.check()
        title = truncate(item.article.headline, TITLE_LENGTH)
        hits.append(
            Hit(
                item.article,
                item.score,
                tuple(segments(title, marker.marks(title))),
                snippet(item.article.text, marker, idf, lead_is_shown=not item.article.title),
                item.missing,
                item.why,
            )
        )
    return tuple(hits)


def marked(texts: Sequence[str], marker: Marker) -> list[tuple[Segment, ...]]:
    """Whole texts, cut at what is marked in them."""
    return [tuple(cut(text, marker.marks(text), 0, len(text))) for text in texts]


def marker_of(question: Question, analysis: Analysis, *, lacking: bool) -> Marker:
    """What is marked for a question. A phrase that every article has is marked as a whole; where it may be `lacking`,
    its words are."""
    words = question.asked_words if lacking else question.words
    return Marker(
        analysis,
        frozenset(term for word in words for term in word.terms),
        tuple(map(surface_prefix, question.prefixes)),
        tuple(phrase.surface for phrase in question.phrases),
    )
