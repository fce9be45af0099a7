"""One question on its way through an engine: what it is asked for, and what comes back for whom.

What a reader is shown of the articles is made in `search.presentation`, when the snapshot is no longer needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.keywords import KEYWORDS
from search.backend import EngineHit, EngineRequest, EngineResponse, Snapshot
from search.deadline import Deadline
from search.explanation import Explanation
from search.facets import FACETS, YEAR
from search.fields import has_value, in_period
from search.presentation import Found
from search.query import Question
from search.request import Request
from search.tree import Node, any_of
from search.understanding import Understood, unknown_words

FEW_HITS = 10
"""Below that many hits, the first page is filled with the best articles that lack a word."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an index has to say to a request: what the engine answered, its articles with what is told of them, the
    words that no article has where none has all, and the inverse document frequency of what can be marked."""

    response: EngineResponse
    hits: tuple[Found, ...]
    partial: tuple[Found, ...]
    unknown: tuple[str, ...]
    idf: dict[str, float]


def engine_request(request: Request, question: Question) -> EngineRequest:
    """What an engine is asked for so that `request`, whose question is understood, can be answered; without counts, and
    without what is told of single hits."""
    may_lack = bool(question.plain) and not request.exact
    return EngineRequest(
        strict=question.strict(),
        relaxed=question.relaxed() if may_lack else None,
        preferred=tuple(phrase.held for phrase in question.plain_phrases),
        filters=_filters(request),
        order=request.sort,
        first=(request.page - 1) * request.size,
        size=request.size,
    )


def find(request: Request, understood: Understood, snapshot: Snapshot, deadline: Deadline) -> Findings:
    """The articles that answer `request`. Raises BudgetExceeded."""
    question = understood.question
    words, phrases = question.plain_words, question.plain_phrases
    explanation = Explanation(understood, snapshot) if request.explain else None
    asked = replace(
        engine_request(request, question),
        facets=FACETS,
        timeline=True,
        few=FEW_HITS,
        lacking=(*(word.held() for word in words), *(phrase.held for phrase in phrases)),
        explained=explanation.trees if explanation else (),
    )
    response = snapshot.search(asked, deadline)

    def found(matches: Sequence[EngineHit]) -> tuple[Found, ...]:
        articles = snapshot.read(match.handle for match in matches)
        return tuple(
            Found(
                article,
                match.score,
                _missing(question, match.lacks),
                explanation.reasons(article, match) if explanation else (),
            )
            for article, match in zip(articles, matches, strict=True)
        )

    nowhere = response.relaxed or not response.total
    return Findings(
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
    """The plain words, as typed, that a hit lacks; where it has all of a phrase's words, but apart, the phrase. `lacks`
    are places among the words and the phrases behind them."""
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
    """The inverse document frequency of all that a question marks: its terms, and its phrases by their words."""
    statistics = snapshot.statistics(term for word in question.asked_words for term in word.terms)
    idf = {term: known.idf for term, known in statistics.items()}
    for phrase in question.phrases:
        idf[" ".join(phrase.surface)] = sum(idf[term] for word in phrase.words for term in word.terms)
    return idf
