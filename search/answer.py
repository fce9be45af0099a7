"""Ask an engine for a request, and read the articles that it finds.

Titles and snippets are made afterwards, in `search.presentation`, when the snapshot of the index is no longer needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.keywords import KEYWORDS
from search.backend import EngineHit, EngineRequest, EngineResponse, Snapshot
from search.deadline import Deadline
from search.explanation import Explanation
from search.facets import FACETS, YEAR
from search.fields import has_value, in_period
from search.presentation import FoundArticle
from search.question import Question
from search.request import Request
from search.tree import Node, any_of
from search.understanding import UnderstoodQuestion, unknown_words

FEW_HITS = 10
"""If a question has fewer hits than this, but some, the first page is filled up with the best articles that lack a
word. That is the default size of a page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an index answers to a request, before titles and snippets are made.

    `response` is what the engine answered, `hits` and `partial` are its articles. If no article has all words,
    `unknown` are the words that none has. `idf` is the inverse document frequency of what can be marked: of terms, and
    of phrases by their words.
    """

    response: EngineResponse
    hits: tuple[FoundArticle, ...]
    partial: tuple[FoundArticle, ...]
    unknown: tuple[str, ...]
    idf: dict[str, float]


def engine_request(request: Request, question: Question) -> EngineRequest:
    """What an engine is asked for to find the hits of `request`, whose question was understood as `question`. Counts,
    and what is said of each hit, are not asked for."""
    may_lack = bool(question.plain) and not request.exact
    return EngineRequest(
        strict=question.strict(),
        relaxed=question.relaxed() if may_lack else None,
        preferred=tuple(phrase.match_tree for phrase in question.plain_phrases),
        filters=_filters(request),
        order=request.sort,
        first=(request.page - 1) * request.size,
        size=request.size,
    )


def answer(request: Request, understood: UnderstoodQuestion, snapshot: Snapshot, deadline: Deadline) -> Answer:
    """The articles that answer `request`. Raises BudgetExceeded once the deadline has passed."""
    question = understood.question
    words, phrases = question.plain_words, question.plain_phrases
    explanation = Explanation(understood, snapshot) if request.explain else None
    asked = replace(
        engine_request(request, question),
        facets=FACETS,
        timeline=True,
        few=FEW_HITS,
        lacking=(*(word.match_tree() for word in words), *(phrase.match_tree for phrase in phrases)),
        explained=explanation.trees if explanation else (),
    )
    response = snapshot.search(asked, deadline)

    def found(hits: Sequence[EngineHit]) -> tuple[FoundArticle, ...]:
        articles = snapshot.read(hit.handle for hit in hits)
        return tuple(
            FoundArticle(
                article,
                hit.score,
                _missing(question, hit.lacks),
                explanation.reasons(article, hit) if explanation else (),
            )
            for article, hit in zip(articles, hits, strict=True)
        )

    nowhere = response.relaxed or not response.total
    return Answer(
        response,
        found(response.hits),
        found(response.partial),
        _unknown(question, snapshot) if nowhere else (),
        _idf(question, snapshot),
    )


def _filters(request: Request) -> dict[str, Node]:
    filters = {
        field.name: any_of([has_value(field, value) for value in values])
        for field in KEYWORDS
        if (values := request.keywords.get(field.name))
    }
    period = request.period
    return filters | ({YEAR: in_period(period)} if period else {})


def _missing(question: Question, lacks: Iterable[int]) -> tuple[str, ...]:
    """The plain words, as typed, that a hit lacks; and the plain phrases that it lacks although it has all of their
    words. `lacks` are indices in the list of the plain words followed by the plain phrases."""
    words, phrases = question.plain_words, question.plain_phrases
    lacking = [words[at] for at in lacks if at < len(words)]
    terms = {word.terms for word in lacking}
    apart = [
        phrase
        for at in lacks
        if at >= len(words)
        for phrase in [phrases[at - len(words)]]
        if terms.isdisjoint(word.terms for word in phrase.words)
    ]
    return (*(word.typed for word in lacking), *(phrase.typed for phrase in apart))


def _unknown(question: Question, snapshot: Snapshot) -> tuple[str, ...]:
    words = list(dict.fromkeys(question.asked_words))
    return tuple(word.typed for word in unknown_words(words, snapshot))


def _idf(question: Question, snapshot: Snapshot) -> dict[str, float]:
    """The inverse document frequency of all that is marked for a question: of each term, and of each phrase, given by
    its words, the sum over its terms."""
    statistics = snapshot.statistics(term for word in question.asked_words for term in word.terms)
    idf = {term: known.idf for term, known in statistics.items()}
    for phrase in question.phrases:
        idf[" ".join(phrase.surface)] = sum(idf[term] for word in phrase.words for term in word.terms)
    return idf
