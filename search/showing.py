"""What a reader is shown of the articles that were found: titles and snippets with the question's words marked.

It needs the articles and the question alone, so that no other question waits for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Article
from index.danish import trim
from search.deadline import Deadline
from search.fields import surface_prefix
from search.limits import DEFAULT_LIMITS, Limits
from search.marks import Marker, cut, segments
from search.query import Question, parse
from search.request import Hit, Segment
from search.snippets import snippet

TITLE_LENGTH = 1000
"""Characters of a title that are shown of a hit."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that answers, with its score and the words, as typed, that it lacks."""

    article: Article
    score: float
    missing: tuple[str, ...]


def shown(
    found: Sequence[Found], question: Question, worth: Mapping[str, float], deadline: Deadline, *, lacking: bool
) -> tuple[Hit, ...]:
    """`found` as it is shown. Raises BudgetExceeded.

    `worth` says how much each thing that can be marked says about an article. A phrase that every article has is
    marked as a whole; where it may be `lacking`, its words are.
    """
    marker = _marker(question, words_of_phrases=lacking)
    hits = []
    for item in found:
        deadline.check()
        title = trim(item.article.headline, TITLE_LENGTH)
        hits.append(
            Hit(
                item.article,
                item.score,
                tuple(segments(title, marker.marks(title))),
                snippet(item.article.text, marker, worth, lead_is_shown=not item.article.title),
                item.missing,
            )
        )
    return tuple(hits)


def marked(query: str, texts: Sequence[str], limits: Limits = DEFAULT_LIMITS) -> list[tuple[Segment, ...]]:
    """Whole texts, with all that `query` asks for marked in them. Raises QueryError where that is too much."""
    marker = _marker(parse(query, limits), words_of_phrases=False)
    return [tuple(cut(text, marker.marks(text), 0, len(text))) for text in texts]


def _marker(question: Question, *, words_of_phrases: bool) -> Marker:
    words = question.asked_words if words_of_phrases else question.words
    return Marker(
        frozenset(term for word in words for term in word.terms),
        tuple(map(surface_prefix, question.prefixes)),
        tuple(phrase.surface for phrase in question.phrases),
    )
