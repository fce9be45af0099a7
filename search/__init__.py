"""How an index is asked: a request in, ranked hits with their snippets and facets out.

`engine` is the door. `lexer` and `query` turn what was typed into a `tree`, `understanding` puts right what was
misspelt, `answer` asks an engine through the seam in `backend`, `presentation` and `snippets` choose what is shown of
the articles. The engine over arrays is `search.columnar`.
"""

from search.article_stream import ArticleStream
from search.backend import SORTS, Backend, Holdings, Sort
from search.collection import BadCollection, Collection, read_run, run_collection, save_run
from search.engine import Engine, OpenedArticle
from search.facets import FACETS, Facets, FacetValue
from search.limits import DEFAULT_LIMITS, Limits, limit_table
from search.marks import Marker, segments
from search.presentation import marked
from search.quality import MEASURES, interval, paired_p, score
from search.refusals import BudgetExceeded, QueryError
from search.request import Hit, MatchedAs, Reason, Request, Response, Segment
from search.suggest import Suggestion
from search.timeline import Bar

__all__ = [
    "DEFAULT_LIMITS",
    "FACETS",
    "MEASURES",
    "SORTS",
    "ArticleStream",
    "Backend",
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
    "OpenedArticle",
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
