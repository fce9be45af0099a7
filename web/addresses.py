"""The addresses that are made outside a request, too, and article ids in them.

In a terminal there is no request, so `flask.url_for` cannot be used there.
"""

from typing import Any
from urllib.parse import quote

from werkzeug.routing import BaseConverter, Map, Rule

SEARCH = "/api/search"
ARTICLE = "/artikel/<article_id:id>"


class ArticleId(BaseConverter):
    """Any article id as one path segment, percent-encoded: `a/b?` is `/artikel/a%2Fb%3F`."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        return quote(value, safe="")


_RULES = Map(
    [Rule(SEARCH, endpoint="api.search"), Rule(ARTICLE, endpoint="pages.article")],
    converters={"article_id": ArticleId},
    merge_slashes=False,
).bind("")


def address_for(endpoint: str, **values: Any) -> str:
    """The path of `api.search` or `pages.article`, as `flask.url_for` gives it in an application mounted at `/`.

    >>> address_for("pages.article", id="færge/1"), address_for("api.search", q="ø", page=2)
    ('/artikel/f%C3%A6rge%2F1', '/api/search?q=%C3%B8&page=2')
    """
    return _RULES.build(endpoint, values)
