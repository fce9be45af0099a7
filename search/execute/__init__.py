"""How a query tree is executed: on whole arrays, segment by segment.

`evaluate` has a rule for every kind of node and `phrase` the one for words side by side; `combine` joins their answers
and `estimate` says which to ask first. `run` does it for a whole index, `order` finds the first of the hits, and
`collector` is how Whoosh calls it all.
"""

from search.execute.collector import ArrayCollector, ArraySearcher
from search.execute.hits import Hits, LeafHits
from search.execute.order import Ranked, most_relevant, newest, oldest
from search.execute.run import Executor
from search.execute.statistics import Statistics

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
