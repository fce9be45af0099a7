"""The engine over arrays, in this process: how a request is answered from the segments of a generation.

`live` holds the live generation open, `verification` looks whether it is whole, and `snapshot` answers from it.
`responder` takes a request through all segments: `executor` runs a tree over them, `evaluate` has a rule for each kind
of node, `phrase` the one for phrases, `combine` the set operations on their results, and `estimate` says which child of
a conjunction to evaluate first. `filtering` applies the filters, `keyword_counts` and `date_counts` count the facets
and the timeline, `top_hits` and `recency` find the first hits. `completions` and `look_alikes` look words up.

**Document numbers ascend from the newest article to the oldest.** A segment is written in that order
(`index.columnar.index_sort`), and much rests on it: of hits with equal scores the first is the newest, the first hits
of an array are the newest ones, a period is a slice, and articles with a date come before those without. An article's
number in the index is its number in its segment plus the number of articles in all segments before; to compare
articles of different segments, their dates and ids are read.
"""

from search.columnar.executor import Executor
from search.columnar.hits import Hits, LeafHits
from search.columnar.live import ColumnarBackend
from search.columnar.snapshot import ColumnarSnapshot
from search.columnar.statistics import Statistics
from search.columnar.top_hits import TopHits, most_relevant, newest, oldest

__all__ = [
    "ColumnarBackend",
    "ColumnarSnapshot",
    "Executor",
    "Hits",
    "LeafHits",
    "Statistics",
    "TopHits",
    "most_relevant",
    "newest",
    "oldest",
]
