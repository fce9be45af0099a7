"""Article ids in addresses."""

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class ArticleId(BaseConverter):
    """Any id, percent-encoded as a whole: `a/b?` is `/artikel/a%2Fb%3F`."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        return quote(value, safe="")
