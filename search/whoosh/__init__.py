"""Trees for Whoosh's own searcher, which finds posting by posting what `search.columnar` finds on arrays.

Opslag itself does not need this package to answer questions. It is for those who open the index with Whoosh's tools,
and the tests compare the engine over arrays with it. `conversion` turns a tree into a Whoosh query, made of Whoosh's
own query classes and those in `nodes`; `scoring` computes the scores.
"""

from search.whoosh.conversion import to_whoosh
from search.whoosh.scoring import ImpactBM25, whoosh_searcher

__all__ = ["ImpactBM25", "to_whoosh", "whoosh_searcher"]
