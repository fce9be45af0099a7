"""Convert a tree to a Whoosh query."""

from functools import singledispatch

from whoosh import query

from search.tree import AllOf, AnyOf, Boosted, DateRange, Everything, Filter, NearWords, Node, Not, Phrase, Prefix, Term
from search.whoosh.nodes import (
    AdjacentWordsQuery,
    AnyQuery,
    ComplementQuery,
    ConstantQuery,
    DateRangeQuery,
    NearWordsQuery,
    UnscoredPrefixQuery,
)


@singledispatch
def to_whoosh(node: Node) -> query.Query:
    """The Whoosh query that matches what `node` matches; scored by `search.whoosh.scoring`, with the same scores.

    >>> to_whoosh(AllOf((Term("text", "soldat"), Not(Term("text", "irak")))))
    And([Term('text', 'soldat'), ComplementQuery(child=Term('text', 'irak'))])
    """
    raise TypeError(f"{type(node).__name__} is not a node of a tree")


@to_whoosh.register
def _(node: Term) -> query.Query:
    return query.Term(node.field, node.text)


@to_whoosh.register
def _(node: Phrase) -> query.Query:
    return AdjacentWordsQuery(node.field, node.words)


@to_whoosh.register
def _(node: Prefix) -> query.Query:
    return UnscoredPrefixQuery(node.field, node.start)


@to_whoosh.register
def _(node: NearWords) -> query.Query:
    return NearWordsQuery(node.word)


@to_whoosh.register
def _(node: DateRange) -> query.Query:
    return DateRangeQuery(node.first, node.last)


@to_whoosh.register
def _(_: Everything) -> query.Query:
    return ConstantQuery(query.Every())


@to_whoosh.register
def _(node: AllOf) -> query.Query:
    return query.And([to_whoosh(child) for child in node.children]) if node.children else query.NullQuery


@to_whoosh.register
def _(node: AnyOf) -> query.Query:
    return AnyQuery([to_whoosh(child) for child in node.children]) if node.children else query.NullQuery


@to_whoosh.register
def _(node: Not) -> query.Query:
    return ComplementQuery(to_whoosh(node.child))


@to_whoosh.register
def _(node: Filter) -> query.Query:
    return ConstantQuery(to_whoosh(node.child), node.score)


@to_whoosh.register
def _(node: Boosted) -> query.Query:
    return query.AndMaybe(to_whoosh(node.child), to_whoosh(node.by))
