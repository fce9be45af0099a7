"""The engine over arrays, in this process: how a request is answered from the segments of a generation.

`live` holds the live generation open and `snapshot` is what it answers from. A request (`respond`) is run over every
segment (`executor`): `evaluate` has a rule for every kind of node and `phrase` the one for words side by side;
`combine` joins their answers and `estimate` says which to ask first. `facets`, `keywords` and `dates` filter and count
what matches, `ranked` and `recency` find the first of it. `completions` and `look_alikes` look words up.

**Numbers ascend from the newest article to the oldest.** A segment keeps its articles so
(`index.columnar.index_sort`), and much rests on it: of equal scores the first is the newest, the first hits in an array
are the newest ones, a period is a slice, and what has a date comes before what has none. An article's number in the
index is its own in its segment and the number of articles in the segments before, added up; between segments dates and
ids are compared.
"""

from search.columnar.executor import Executor
from search.columnar.hits import Hits, LeafHits
from search.columnar.live import ColumnarBackend
from search.columnar.ranked import Ranked, most_relevant, newest, oldest
from search.columnar.snapshot import ColumnarSnapshot
from search.columnar.statistics import Statistics

__all__ = [
    "ColumnarBackend",
    "ColumnarSnapshot",
    "Executor",
    "Hits",
    "LeafHits",
    "Ranked",
    "Statistics",
    "most_relevant",
    "newest",
    "oldest",
]
