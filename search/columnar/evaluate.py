"""Evaluate a tree on the arrays of one segment.

There is a rule for each kind of node. A rule may be given candidates, and then finds only matches among these.
"""

from functools import singledispatch

import numpy as np

from index.arrays import Array
from index.columnar import documents_between
from search.columnar.estimate import estimate
from search.columnar.leaf_context import LeafContext
from search.columnar.phrase import documents_with_phrase
from search.columnar.scored_documents import NOTHING, ScoredDocuments
from search.columnar.set_operations import (
    conjunction,
    difference,
    disjunction,
    disjunction_among,
    intersection,
    restricted,
    term_scoring,
    union,
    with_scores,
)
from search.tree import AllOf, AnyOf, Boosted, DateRange, Everything, Filter, NearWords, Node, Not, Phrase, Prefix, Term


def evaluate(node: Node, context: LeafContext, candidates: Array | None = None) -> ScoredDocuments:
    """The articles of the segment that `node` matches, deleted ones included. With `candidates`, which are ascending
    document numbers, only those among them. Raises BudgetExceeded once the deadline has passed."""
    context.deadline.check()
    return _evaluate(node, context, candidates)


@singledispatch
def _evaluate(node: Node, _context: LeafContext, _candidates: Array | None) -> ScoredDocuments:
    raise TypeError(f"{type(node).__name__} is not a node of a tree")


@_evaluate.register
def _(node: Term, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    postings = context.term(node.field, node.text)
    return NOTHING if postings is None else restricted(postings.matched(), candidates)


@_evaluate.register
def _(_: Everything, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    return ScoredDocuments(_everyone(context) if candidates is None else candidates)


@_evaluate.register
def _(node: DateRange, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    first, last = documents_between(context.leaf.file.dates, node.first, node.last)
    if candidates is None:
        return ScoredDocuments(np.arange(first, last, dtype=np.uint32))
    return ScoredDocuments(candidates[slice(*candidates.searchsorted((first, last)))])


@_evaluate.register
def _(node: Filter, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    return ScoredDocuments(evaluate(node.child, context.unscored(), candidates).documents, node.score)


@_evaluate.register
def _(node: Not, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    unwanted = evaluate(node.child, context.unscored(), candidates).documents
    return ScoredDocuments(difference(_everyone(context) if candidates is None else candidates, unwanted))


@_evaluate.register
def _(node: Boosted, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    matched = evaluate(node.child, context, candidates)

    def scores(at: Array | None) -> Array:
        # The second tree is evaluated only when scores are needed: an order by date needs none.
        total = matched.scores(at).copy()
        documents = matched.documents if at is None else matched.documents[at]
        ascending = np.argsort(documents, kind="stable")
        documents = documents[ascending]
        optional = evaluate(node.by, context, documents)
        total[ascending[documents.searchsorted(optional.documents)]] += optional.scores()
        return total

    return ScoredDocuments(matched.documents, scores) if context.scored else matched


@_evaluate.register
def _(node: NearWords, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    documents, scores = context.statistics.near(context.leaf.file, node.word)
    return restricted(with_scores(documents, scores) if context.scored else ScoredDocuments(documents), candidates)


@_evaluate.register
def _(node: Prefix, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    field = context.leaf.file.fields.get(node.field)
    if field is None:
        return NOTHING
    # Terms are sorted, so those with a prefix are consecutive, and so are their postings.
    first, last = field.beginning_with(node.start.encode("utf-8"))
    postings = field.documents[int(field.starts[first]) : int(field.starts[last])]
    return ScoredDocuments(union([postings], context.documents, candidates))


@_evaluate.register
def _(node: Phrase, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    terms = [context.term(node.field, word) for word in node.words]
    found = [term for term in terms if term is not None]
    if not found or len(found) < len(terms):
        return NOTHING
    documents = found[0].documents if len(found) == 1 else documents_with_phrase(found, context.deadline)
    return restricted(ScoredDocuments(documents), candidates)


@_evaluate.register
def _(node: AllOf, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    parts: list[ScoredDocuments] = []
    for child in sorted(node.children, key=lambda child: estimate(child, context)):
        term = context.term(child.field, child.text) if isinstance(child, Term) else None
        if term is not None and candidates is not None:
            # Their indices in the postings list, which scores need, are looked up only for what all other nodes match.
            candidates = intersection(candidates, term, context.documents)
            parts.append(ScoredDocuments(candidates, term_scoring(term, candidates)))
        else:
            parts.append(evaluate(child, context, candidates))
            candidates = parts[-1].documents
        if not len(candidates):
            return NOTHING
    return conjunction(parts, candidates) if parts and candidates is not None else NOTHING


@_evaluate.register
def _(node: AnyOf, context: LeafContext, candidates: Array | None) -> ScoredDocuments:
    parts = [part for child in node.children if len(part := evaluate(child, context, candidates))]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if candidates is not None:
        return disjunction_among(candidates, parts)
    if all(part.scoring == 0.0 for part in parts):
        return ScoredDocuments(union([part.documents for part in parts], context.documents))
    return disjunction(parts, context.documents)


def _everyone(context: LeafContext) -> Array:
    return np.arange(context.documents, dtype=np.uint32)
