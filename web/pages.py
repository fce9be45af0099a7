"""The pages: start, results, article. Each reads parameters, asks the engine and hands the answer to a template."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from index import Article
from index.keywords import KEYWORDS
from search import Marker, OpenedArticle, Request, marked
from web.addresses import ARTICLE
from web.current_engine import current_engine
from web.parameters import link_parameters, read_number, read_request, read_switch
from web.results import chips, drawn, page_numbers, periods
from web.typesetting import linked_data, paragraphs

NEWEST_ARTICLES = 10
"""Articles that the start page lists."""

EXAMPLES = (
    ("træningsmission irak", "ord i alle deres former"),
    ('"første gang" færge', "en vending, ord for ord"),
    ("titel:storm dato:2019..2022", "kun i overskrifter, fra fire år"),
)
"""Questions that show what can be asked, and what each shows."""

ROBOTS = "User-agent: *\nDisallow: /soeg\nDisallow: /api/\nDisallow: /metrics\n"
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
    since, until = request.args.get("from", "").strip(), request.args.get("to", "").strip()
    return render_template(
        "results.html",
        answer=answer,
        asked=asked,
        arguments=request.args,
        link=link,
        bars=drawn(answer.timeline),
        chips=chips(asked, since, until, link),
        periods=periods(),
        keywords=KEYWORDS,
        unfiltered={**{field.name: () for field in KEYWORDS}, "from": "", "to": ""},
        pages_in_all=pages_in_all,
        page_numbers=page_numbers(asked.page, pages_in_all),
    )


@pages.get(ARTICLE)
def article(id: str) -> str:
    """One article. Where the address holds the question it was found by, its words are marked, and where it holds the
    hit's place (`nr`), ways lead to the hits beside it."""
    asked = read_request(request.args)
    place = read_number(request.args, "nr", 0)
    is_marked = read_switch(request.args, "fremhaev", default="1")
    opened = current_engine().open(id, asked, place)
    if opened is None:
        abort(404)
    found = opened.article
    marker = opened.marker if is_marked else Marker()
    origin = web_address(found)
    (headline,) = marked([found.headline], marker)
    here = link_parameters(asked, request.args, page=asked.page, nr=place)
    return render_template(
        "article.html",
        article=found,
        asked=asked,
        headline=headline,
        paragraphs=paragraphs(found.body, marker),
        origin=origin,
        linked_data=linked_data(found, origin),
        marked=is_marked,
        toggle=url_for("pages.article", id=id, **here, fremhaev=int(not is_marked)) if asked.query else None,
        **_ways(asked, place, opened),
    )


def _ways(asked: Request, place: int, opened: OpenedArticle) -> dict[str, str | None]:
    """The addresses that lead from a hit back to all hits and to those before and after it; none where the article was
    not opened as a hit."""
    if not place:
        return dict.fromkeys(("back", "previous", "next"))

    def way(id: str | None, at: int) -> str | None:
        page = -(-at // asked.size)
        return url_for("pages.article", id=id, **link_parameters(asked, request.args, page=page, nr=at)) if id else None

    hits = link_parameters(asked, request.args, page=asked.page)
    return {
        "back": url_for("pages.search", **hits, _anchor=f"traef-{place}"),
        "previous": way(opened.previous, place - 1),
        "next": way(opened.next, place + 1),
    }


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
