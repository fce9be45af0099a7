"""The pages: start, results, article. Each reads parameters, asks the engine and hands the answer to a template."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, render_template, request

from index import Article
from search import Request
from web.current import current_engine
from web.parameters import link_parameters, read_request

NEWEST_ARTICLES = 10
"""Articles that the start page lists."""

EXAMPLES = ("træningsmission irak", '"første gang" færge', "titel:storm dato:2019..2022")
"""Questions that show what can be asked."""

ROBOTS = "User-agent: *\nDisallow: /soeg\nDisallow: /api/\n"
"""Articles may be indexed by other engines; answers to questions are no pages of their own."""

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> str:
    """What the index holds, and its newest articles."""
    engine = current_engine()
    newest = engine.search(Request(size=NEWEST_ARTICLES))
    return render_template("start.html", holdings=engine.holdings(), newest=newest.hits, examples=EXAMPLES)


@pages.get("/soeg")
def search() -> str:
    """The hits of a question."""
    asked = read_request(request.args)
    answer = current_engine().search(asked)

    def link(**changes: object) -> dict[str, object]:
        return link_parameters(asked, request.args, **changes)

    pages_in_all = min(-(-answer.total // asked.size), current_engine().limits.page)
    return render_template(
        "results.html", answer=answer, asked=asked, link=link, pages_in_all=pages_in_all, arguments=request.args
    )


@pages.get("/artikel/<article_id:id>")
def article(id: str) -> str:
    """One article."""
    found = current_engine().article(id)
    if found is None:
        abort(404)
    return render_template(
        "article.html", article=found, paragraphs=found.body.split("\n\n"), origin=web_address(found)
    )


@pages.get("/robots.txt")
def robots() -> Response:
    """What other search engines may index."""
    response = make_response(ROBOTS)
    response.mimetype = "text/plain"
    return response


def web_address(article: Article) -> str | None:
    """The article's own address where it is one of the web; anything else is not made a link."""
    try:
        parts = urlsplit(article.url)
    except ValueError:
        return None
    return article.url if parts.scheme in ("http", "https") and parts.netloc else None
