"""How an index is asked: a request in, ranked hits with their snippets and facets out.

`engine` is the door. `spelling` puts right what was typed, `lexer` and `query` turn it into a Whoosh query tree,
`execute` runs it, `answer` puts hits in order, `snippets` chooses what is shown of them.
"""

from search.collection import BadCollection, Collection, read_run, run_collection, save_run
from search.engine import Engine, Holdings
from search.errors import BudgetExceeded, QueryError
from search.limits import DEFAULT_LIMITS, Limits, limit_table
from search.marks import Marker, segments
from search.matches import Matches
from search.quality import MEASURES, interval, paired_p, score
from search.request import SORTS, Facets, FacetValue, Hit, MatchedAs, Reason, Request, Response, Segment, Sort
from search.showing import marked
from search.suggest import Suggestion
from search.timeline import Bar

__all__ = [
    "DEFAULT_LIMITS",
    "MEASURES",
    "SORTS",
    "BadCollection",
    "Bar",
    "BudgetExceeded",
    "Collection",
    "Engine",
    "FacetValue",
    "Facets",
    "Hit",
    "Holdings",
    "Limits",
    "Marker",
    "MatchedAs",
    "Matches",
    "QueryError",
    "Reason",
    "Request",
    "Response",
    "Segment",
    "Sort",
    "Suggestion",
    "interval",
    "limit_table",
    "marked",
    "paired_p",
    "read_run",
    "run_collection",
    "save_run",
    "score",
    "segments",
]
