"""What a reader is shown of the articles that were found: titles and snippets, with the words of the question marked.

It needs only the articles and the question, so the snapshot of the index is closed by then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Article
from index.danish import Analysis, truncate
from search.deadline import Deadline
from search.fields import surface_prefix
from search.marks import Marker, segments, split_at_marks
from search.question import Question
from search.request import Hit, Reason, Segment
from search.snippets import snippet

TITLE_LENGTH = 1000
"""Characters of a title that are shown at most."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that answers the question, with its score, the words and phrases, as typed, that it lacks, and the
    reasons for its score."""

    article: Article
    score: float
    missing: tuple[str, ...]
    why: tuple[Reason, ...] = ()


def present(
    found: Sequence[FoundArticle], marker: Marker, idf: Mapping[str, float], deadline: Deadline
) -> tuple[Hit, ...]:
    """The hits with their titles and snippets. `idf` is the inverse document frequency of what `marker` marks. Raises
    BudgetExceeded once the deadline has passed."""
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
    """Whole texts, split at what is marked in them."""
    return [tuple(split_at_marks(text, marker.marks(text), 0, len(text))) for text in texts]


def marker_of(question: Question, analysis: Analysis, *, lacking: bool) -> Marker:
    """The marker of a question. A phrase is marked as a whole; if an article may lack it (`lacking`), so are all of its
    words."""
    words = question.asked_words if lacking else question.words
    return Marker(
        analysis,
        frozenset(term for word in words for term in word.terms),
        tuple(map(surface_prefix, question.prefixes)),
        tuple(phrase.surface for phrase in question.phrases),
    )
