"""How many articles a node matches, roughly: what is done first among nodes that have to match together."""

from functools import singledispatch

from whoosh import query

from search.columnar.context import Context
from search.nodes import Begins, Exact, Filter, Published

RARER = 8
"""A phrase is in one of so many of the articles that have all of its words, or fewer."""


@singledispatch
def estimate(node: query.Query, context: Context) -> int:
    """Articles of the segment that `node` matches, about or at most. Where that is not known, as for a `node` of a kind
    that has no rule here, it is more than there are: it pays to have candidates first."""
    del node
    return context.documents + 1


@estimate.register
def _(node: query.Term, context: Context) -> int:
    return len(context.term(node.fieldname, node.text) or ())


@estimate.register
def _(node: query.And, context: Context) -> int:
    return min((estimate(child, context) for child in node.subqueries), default=0)


@estimate.register
def _(node: query.Or, context: Context) -> int:
    return sum(estimate(child, context) for child in node.subqueries)


@estimate.register
def _(node: Filter, context: Context) -> int:
    return estimate(node.child, context)


@estimate.register
def _(node: Exact, context: Context) -> int:
    words = (estimate(query.Term(node.field_name, word), context) for word in node.words)
    return min(words, default=0) // (RARER if len(node.words) > 1 else 1)


@estimate.register
def _(node: Published, context: Context) -> int:
    first, last = node.documents_of(context.leaf.file)
    return last - first


@estimate.register
def _(node: Begins, context: Context) -> int:
    field = context.leaf.file.fields.get(node.field_name)
    if field is None:
        return 0
    first, last = field.beginning_with(node.prefix.encode("utf-8"))
    return int(field.starts[last]) - int(field.starts[first])
