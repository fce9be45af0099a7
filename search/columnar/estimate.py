"""How many articles a node matches, roughly: what is done first among nodes that have to match together."""

from functools import singledispatch

from index.columnar import documents_between
from search.columnar.context import Context
from search.tree import AllOf, AnyOf, Boosted, DateRange, Filter, Node, Phrase, Prefix, Term

RARER = 8
"""A phrase is in one of so many of the articles that have all of its words, or fewer."""


@singledispatch
def estimate(node: Node, context: Context) -> int:
    """Articles of the segment that `node` matches, about or at most. Where that is not known, as for a `node` of a kind
    that has no rule here, it is more than there are: it pays to have candidates first."""
    del node
    return context.documents + 1


@estimate.register
def _(node: Term, context: Context) -> int:
    return len(context.term(node.field, node.text) or ())


@estimate.register
def _(node: AllOf, context: Context) -> int:
    return min((estimate(child, context) for child in node.children), default=0)


@estimate.register
def _(node: AnyOf, context: Context) -> int:
    return sum(estimate(child, context) for child in node.children)


@estimate.register
def _(node: Filter, context: Context) -> int:
    return estimate(node.child, context)


@estimate.register
def _(node: Boosted, context: Context) -> int:
    return estimate(node.child, context)


@estimate.register
def _(node: Phrase, context: Context) -> int:
    words = (estimate(Term(node.field, word), context) for word in node.words)
    return min(words, default=0) // (RARER if len(node.words) > 1 else 1)


@estimate.register
def _(node: DateRange, context: Context) -> int:
    first, last = documents_between(context.leaf.file.dates, node.first, node.last)
    return last - first


@estimate.register
def _(node: Prefix, context: Context) -> int:
    field = context.leaf.file.fields.get(node.field)
    if field is None:
        return 0
    first, last = field.beginning_with(node.start.encode("utf-8"))
    return int(field.starts[last]) - int(field.starts[first])
