"""Addresses that are told outside a request, too: in a terminal nobody has mounted the application anywhere."""

from typing import Any

from werkzeug.routing import Map, Rule

from web.converters import ArticleId

SEARCH = "/api/search"
ARTICLE = "/artikel/<article_id:id>"

_RULES = Map(
    [Rule(SEARCH, endpoint="api.search"), Rule(ARTICLE, endpoint="pages.article")],
    converters={"article_id": ArticleId},
    merge_slashes=False,
).bind("")


def address_for(endpoint: str, **values: Any) -> str:
    """The address of the search or of an article, as `flask.url_for` has it where the application is not mounted below
    another path.

    >>> address_for("pages.article", id="færge/1"), address_for("api.search", q="ø", page=2)
    ('/artikel/f%C3%A6rge%2F1', '/api/search?q=%C3%B8&page=2')
    """
    return _RULES.build(endpoint, values)
