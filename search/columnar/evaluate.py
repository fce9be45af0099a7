"""Evaluate a query tree on the arrays of one segment.

Each kind of node has a rule; a node without one is stepped through by its own Whoosh matcher, with the same scores.
A rule may be given candidates, to which its answer is then confined.
"""

from functools import singledispatch

import numpy as np
from whoosh import query

from index.arrays import Array
from search.columnar.combine import (
    added_up,
    added_up_among,
    common,
    confined,
    either,
    scored,
    scoring_of,
    together,
    without,
)
from search.columnar.context import Context
from search.columnar.estimate import estimate
from search.columnar.matched import NOTHING, Matched
from search.columnar.phrase import holders_of
from search.columnar.scoring import scored_nearby
from search.deadline import CHECK_EVERY
from search.nodes import Begins, Exact, Filter, Near, Published


def evaluate(node: query.Query, context: Context, candidates: Array | None = None) -> Matched:
    """The articles of the segment that `node` matches, deleted ones included; with `candidates`, ascending numbers,
    those among them. Raises BudgetExceeded."""
    context.deadline.check()
    return _evaluate(node, context, candidates)


@singledispatch
def _evaluate(node: query.Query, context: Context, candidates: Array | None) -> Matched:
    weighting = context.searcher.weighting if context.scored else None
    matcher = node.matcher(context.searcher, context.searcher.context(weighting=weighting))
    documents: list[int] = []
    scores: list[float] = []
    while matcher.is_active():
        documents.append(matcher.id())
        scores.append(matcher.score() if context.scored else 0.0)
        matcher.next()
        if not len(documents) % CHECK_EVERY:
            context.deadline.check()
    return confined(scored(np.array(documents, np.uint32), np.array(scores, np.float64)), candidates)


@_evaluate.register
def _(node: query.Term, context: Context, candidates: Array | None) -> Matched:
    postings = context.term(node.fieldname, node.text, node.boost)
    return NOTHING if postings is None else confined(postings.matched(), candidates)


@_evaluate.register
def _(node: query.Every, context: Context, candidates: Array | None) -> Matched:
    everyone = np.arange(context.documents, dtype=np.uint32)
    return Matched(everyone if candidates is None else candidates, float(node.boost) if context.scored else 0.0)


@_evaluate.register
def _(node: Published, context: Context, candidates: Array | None) -> Matched:
    first, last = node.documents_of(context.leaf.file)
    if candidates is None:
        return Matched(np.arange(first, last, dtype=np.uint32))
    return Matched(candidates[slice(*candidates.searchsorted((first, last)))])


@_evaluate.register
def _(node: Filter, context: Context, candidates: Array | None) -> Matched:
    return Matched(evaluate(node.child, context.unscored(), candidates).documents, node.score)


@_evaluate.register
def _(node: query.ConstantScoreQuery, context: Context, candidates: Array | None) -> Matched:
    score = float(node.score) if context.scored else 0.0
    return Matched(evaluate(node.child, context.unscored(), candidates).documents, score)


@_evaluate.register
def _(node: query.Not, context: Context, candidates: Array | None) -> Matched:
    unwanted = evaluate(node.query, context.unscored(), candidates).documents
    if candidates is not None:
        return Matched(without(candidates, unwanted), 1.0 if context.scored else 0.0)
    everyone = np.arange(context.documents, dtype=np.uint32)
    return Matched(without(everyone, unwanted), 1.0 if context.scored else 0.0)


@_evaluate.register
def _(node: query.AndNot, context: Context, candidates: Array | None) -> Matched:
    matched = evaluate(node.a, context, candidates)
    unwanted = evaluate(node.b, context.unscored(), matched.documents).documents
    return matched.taken(matched.documents.searchsorted(without(matched.documents, unwanted)))


@_evaluate.register
def _(node: query.AndMaybe, context: Context, candidates: Array | None) -> Matched:
    matched = evaluate(node.a, context, candidates)

    def scores(at: Array | None) -> Array:
        # Made when they are asked for: nobody needs them who wants the newest.
        total = matched.scores(at).copy()
        documents = matched.documents if at is None else matched.documents[at]
        ascending = np.argsort(documents, kind="stable")
        documents = documents[ascending]
        optional = evaluate(node.b, context, documents)
        total[ascending[documents.searchsorted(optional.documents)]] += optional.scores()
        return total

    return Matched(matched.documents, scores) if context.scored else matched


@_evaluate.register
def _(node: Near, context: Context, candidates: Array | None) -> Matched:
    documents, scores = scored_nearby(context.statistics, context.leaf.file, node.word)
    return confined(scored(documents, scores) if context.scored else Matched(documents), candidates)


@_evaluate.register
def _(node: query.Require, context: Context, candidates: Array | None) -> Matched:
    matched = evaluate(node.a, context, candidates)
    required = evaluate(node.b, context.unscored(), matched.documents).documents
    return matched.taken(matched.documents.searchsorted(required))


@_evaluate.register
def _(node: Begins, context: Context, candidates: Array | None) -> Matched:
    return _beginning(context, node.field_name, node.prefix, candidates)


@_evaluate.register
def _(node: query.Prefix, context: Context, candidates: Array | None) -> Matched:
    if not node.constantscore:
        return _evaluate.dispatch(object)(node, context, candidates)
    matched = _beginning(context, node.fieldname, node.text, candidates)
    return Matched(matched.documents, float(node.boost) if context.scored else 0.0)


def _beginning(context: Context, field_name: str, prefix: str, candidates: Array | None) -> Matched:
    """Terms are in order, so that those with a prefix lie side by side, and their postings too."""
    field = context.leaf.file.fields.get(field_name)
    if field is None:
        return NOTHING
    first, last = field.beginning_with(prefix.encode("utf-8"))
    postings = field.documents[int(field.starts[first]) : int(field.starts[last])]
    return Matched(either([postings], context.documents, candidates))


@_evaluate.register
def _(node: Exact, context: Context, candidates: Array | None) -> Matched:
    terms = [context.term(node.field_name, word) for word in node.words]
    found = [term for term in terms if term is not None]
    if not found or len(found) < len(terms):
        return NOTHING
    documents = found[0].documents if len(found) == 1 else holders_of(found, context.deadline)
    return confined(Matched(documents), candidates)


@_evaluate.register
def _(node: query.And, context: Context, candidates: Array | None) -> Matched:
    parts: list[Matched] = []
    for child in sorted(node.subqueries, key=lambda child: estimate(child, context)):
        term = context.term(child.fieldname, child.text, child.boost) if type(child) is query.Term else None
        if term is not None and candidates is not None:
            # Where they stand in its list is looked up when it is known which of them every other node matches too.
            candidates = common(candidates, term, context.documents)
            parts.append(Matched(candidates, scoring_of(term, candidates)))
        else:
            parts.append(evaluate(child, context, candidates))
            candidates = parts[-1].documents
        if not len(candidates):
            return NOTHING
    if not parts or candidates is None:
        return NOTHING
    return together(parts, candidates).boosted(node.boost)


@_evaluate.register
def _(node: query.Or, context: Context, candidates: Array | None) -> Matched:
    parts = [part for child in node.subqueries if len(part := evaluate(child, context, candidates))]
    if len(parts) < 2:
        return parts[0].boosted(node.boost) if parts else NOTHING
    if candidates is not None:
        return added_up_among(candidates, parts).boosted(node.boost)
    if all(part.scoring == 0.0 for part in parts):
        return Matched(either([part.documents for part in parts], context.documents))
    return added_up(parts, context.documents).boosted(node.boost)


@_evaluate.register
def _(node: query.DisjunctionMax, context: Context, candidates: Array | None) -> Matched:
    parts = [part for child in node.subqueries if len(part := evaluate(child, context, candidates))]
    documents = either([part.documents for part in parts], context.documents)
    highest = np.full(len(documents), -np.inf)
    total = np.zeros(len(documents))
    for part in parts:
        at, scores = documents.searchsorted(part.documents), part.scores()
        highest[at] = np.maximum(highest[at], scores)
        total[at] += scores
    # The others count as well where ties are to be broken by them.
    return scored(documents, highest + node.tiebreak * (total - highest)).boosted(node.boost)
