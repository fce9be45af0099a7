"""Search: a request goes in, ranked hits with snippets and facets come out.

`engine` is the entry point. `lexer` and `query` parse what was typed into a `question`, which makes a `tree`;
`understanding` corrects misspelt words, `answer` asks a search engine through the interface in `backend`, and
`presentation` and `snippets` make what is shown of the articles. The engine that Opslag comes with is
`search.columnar`.
"""

from search.article_stream import ArticleStream
from search.backend import SORTS, Backend, Holdings, Sort
from search.collection import BadCollection, Collection, read_run, run_collection, save_run
from search.engine import Engine, OpenedArticle
from search.facets import FACETS, Facets, FacetValue
from search.limits import DEFAULT_LIMITS, Limits, limit_table
from search.marks import Marker
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
]
