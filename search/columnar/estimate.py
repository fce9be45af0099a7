"""Roughly how many articles a node matches, to evaluate the rarest child of a conjunction first."""

from functools import singledispatch

from index.columnar import documents_between
from search.columnar.leaf_context import LeafContext
from search.tree import AllOf, AnyOf, Boosted, DateRange, Filter, Node, Phrase, Prefix, Term

RARER = 8
"""A phrase is taken to be in one of this many articles that have its rarest word. A guess that only decides what is
evaluated first, and has no influence on what is found."""


@singledispatch
def estimate(node: Node, context: LeafContext) -> int:
    """The number of articles of the segment that `node` matches, approximately or at most. A kind of node without a
    rule here gets more than there are articles: it is evaluated last, when there are few candidates."""
    del node
    return context.documents + 1


@estimate.register
def _(node: Term, context: LeafContext) -> int:
    return len(context.term(node.field, node.text) or ())


@estimate.register
def _(node: AllOf, context: LeafContext) -> int:
    return min((estimate(child, context) for child in node.children), default=0)


@estimate.register
def _(node: AnyOf, context: LeafContext) -> int:
    return sum(estimate(child, context) for child in node.children)


@estimate.register
def _(node: Filter, context: LeafContext) -> int:
    return estimate(node.child, context)


@estimate.register
def _(node: Boosted, context: LeafContext) -> int:
    return estimate(node.child, context)


@estimate.register
def _(node: Phrase, context: LeafContext) -> int:
    words = (estimate(Term(node.field, word), context) for word in node.words)
    return min(words, default=0) // (RARER if len(node.words) > 1 else 1)


@estimate.register
def _(node: DateRange, context: LeafContext) -> int:
    first, last = documents_between(context.leaf.file.dates, node.first, node.last)
    return last - first


@estimate.register
def _(node: Prefix, context: LeafContext) -> int:
    field = context.leaf.file.fields.get(node.field)
    if field is None:
        return 0
    first, last = field.beginning_with(node.start.encode("utf-8"))
    return int(field.starts[last]) - int(field.starts[first])
