"""The same trees for Whoosh's own searcher, which finds posting by posting what `search.columnar` finds on arrays.

Nothing that answers questions needs this room. It is for who opens the index with Whoosh's tools, and the second way
beside which the tests hold the first. `conversion` makes a Whoosh query of a tree, of Whoosh's own nodes and those in
`nodes`; `scoring` gives the scores.
"""

from search.whoosh.conversion import to_whoosh
from search.whoosh.scoring import ImpactBM25, whoosh_searcher

__all__ = ["ImpactBM25", "to_whoosh", "whoosh_searcher"]
