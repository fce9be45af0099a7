"""Evaluate a tree on the arrays of one segment.

Each kind of node has a rule. A rule may be given candidates, to which its answer is then confined.
"""

from functools import singledispatch

import numpy as np

from index.arrays import Array
from index.columnar import documents_between
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
from search.tree import AllOf, AnyOf, Boosted, DateRange, Everything, Filter, NearWords, Node, Not, Phrase, Prefix, Term


def evaluate(node: Node, context: Context, candidates: Array | None = None) -> Matched:
    """The articles of the segment that `node` matches, deleted ones included; with `candidates`, ascending numbers,
    those among them. Raises BudgetExceeded."""
    context.deadline.check()
    return _evaluate(node, context, candidates)


@singledispatch
def _evaluate(node: Node, _context: Context, _candidates: Array | None) -> Matched:
    raise TypeError(f"{type(node).__name__} is no node of a tree")


@_evaluate.register
def _(node: Term, context: Context, candidates: Array | None) -> Matched:
    postings = context.term(node.field, node.text)
    return NOTHING if postings is None else confined(postings.matched(), candidates)


@_evaluate.register
def _(_: Everything, context: Context, candidates: Array | None) -> Matched:
    return Matched(_everyone(context) if candidates is None else candidates)


@_evaluate.register
def _(node: DateRange, context: Context, candidates: Array | None) -> Matched:
    first, last = documents_between(context.leaf.file.dates, node.first, node.last)
    if candidates is None:
        return Matched(np.arange(first, last, dtype=np.uint32))
    return Matched(candidates[slice(*candidates.searchsorted((first, last)))])


@_evaluate.register
def _(node: Filter, context: Context, candidates: Array | None) -> Matched:
    return Matched(evaluate(node.child, context.unscored(), candidates).documents, node.score)


@_evaluate.register
def _(node: Not, context: Context, candidates: Array | None) -> Matched:
    unwanted = evaluate(node.child, context.unscored(), candidates).documents
    return Matched(without(_everyone(context) if candidates is None else candidates, unwanted))


@_evaluate.register
def _(node: Boosted, context: Context, candidates: Array | None) -> Matched:
    matched = evaluate(node.child, context, candidates)

    def scores(at: Array | None) -> Array:
        # Made when they are asked for: nobody needs them who wants the newest.
        total = matched.scores(at).copy()
        documents = matched.documents if at is None else matched.documents[at]
        ascending = np.argsort(documents, kind="stable")
        documents = documents[ascending]
        optional = evaluate(node.by, context, documents)
        total[ascending[documents.searchsorted(optional.documents)]] += optional.scores()
        return total

    return Matched(matched.documents, scores) if context.scored else matched


@_evaluate.register
def _(node: NearWords, context: Context, candidates: Array | None) -> Matched:
    documents, scores = context.statistics.near(context.leaf.file, node.word)
    return confined(scored(documents, scores) if context.scored else Matched(documents), candidates)


@_evaluate.register
def _(node: Prefix, context: Context, candidates: Array | None) -> Matched:
    field = context.leaf.file.fields.get(node.field)
    if field is None:
        return NOTHING
    # Terms are in order, so that those with a prefix lie side by side, and their postings too.
    first, last = field.beginning_with(node.start.encode("utf-8"))
    postings = field.documents[int(field.starts[first]) : int(field.starts[last])]
    return Matched(either([postings], context.documents, candidates))


@_evaluate.register
def _(node: Phrase, context: Context, candidates: Array | None) -> Matched:
    terms = [context.term(node.field, word) for word in node.words]
    found = [term for term in terms if term is not None]
    if not found or len(found) < len(terms):
        return NOTHING
    documents = found[0].documents if len(found) == 1 else holders_of(found, context.deadline)
    return confined(Matched(documents), candidates)


@_evaluate.register
def _(node: AllOf, context: Context, candidates: Array | None) -> Matched:
    parts: list[Matched] = []
    for child in sorted(node.children, key=lambda child: estimate(child, context)):
        term = context.term(child.field, child.text) if isinstance(child, Term) else None
        if term is not None and candidates is not None:
            # Where they stand in its list is looked up when it is known which of them every other node matches too.
            candidates = common(candidates, term, context.documents)
            parts.append(Matched(candidates, scoring_of(term, candidates)))
        else:
            parts.append(evaluate(child, context, candidates))
            candidates = parts[-1].documents
        if not len(candidates):
            return NOTHING
    return together(parts, candidates) if parts and candidates is not None else NOTHING


@_evaluate.register
def _(node: AnyOf, context: Context, candidates: Array | None) -> Matched:
    parts = [part for child in node.children if len(part := evaluate(child, context, candidates))]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if candidates is not None:
        return added_up_among(candidates, parts)
    if all(part.scoring == 0.0 for part in parts):
        return Matched(either([part.documents for part in parts], context.documents))
    return added_up(parts, context.documents)


def _everyone(context: Context) -> Array:
    return np.arange(context.documents, dtype=np.uint32)
