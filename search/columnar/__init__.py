"""How a query tree is executed: on whole arrays, segment by segment.

`evaluate` has a rule for every kind of node and `phrase` the one for words side by side; `combine` joins their answers
and `estimate` says which to ask first. `run` does it for a whole index, `order` finds the first of the hits, and
`collector` is how Whoosh calls it all.
"""

from search.columnar.collector import ArrayCollector, ArraySearcher
from search.columnar.hits import Hits, LeafHits
from search.columnar.order import Ranked, most_relevant, newest, oldest
from search.columnar.run import Executor
from search.columnar.statistics import Statistics

__all__ = [
    "ArrayCollector",
    "ArraySearcher",
    "Executor",
    "Hits",
    "LeafHits",
    "Ranked",
    "Statistics",
    "most_relevant",
    "newest",
    "oldest",
]
