"""The HTML pages: start page, results, article. Each reads parameters, asks the engine and renders a template."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from index import Article
from index.keywords import KEYWORDS
from search import Marker, OpenedArticle, Request, marked
from web.addresses import ARTICLE
from web.current_engine import current_engine
from web.parameters import link_parameters, read_number, read_request, read_switch
from web.results import chips, page_numbers, periods, timeline_bars
from web.typesetting import linked_data, paragraphs

NEWEST_ARTICLES = 10
"""Articles listed on the start page."""

EXAMPLES = (
    ("træningsmission irak", "ord i alle deres former"),
    ('"første gang" færge', "en vending, ord for ord"),
    ("titel:storm dato:2019..2022", "kun i overskrifter, fra fire år"),
)
"""Example questions for the start page, and what each of them demonstrates."""

ROBOTS = "User-agent: *\nDisallow: /soeg\nDisallow: /api/\nDisallow: /metrics\n"
"""Crawlers may index articles, but not the results of questions: there is no end to those."""

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> str:
    """The start page: what the index holds, and its newest articles."""
    engine = current_engine()
    newest = engine.search(Request(size=NEWEST_ARTICLES))
    return render_template("start.html", holdings=engine.holdings(), newest=newest.hits, examples=EXAMPLES)


@pages.get("/soeg")
def search() -> str:
    """The results page of a question."""
    asked = read_request(request.args)
    answer = current_engine().search(asked)

    def link(**changes: object) -> dict[str, object]:
        return link_parameters(asked, request.args, **changes)

    last_page = min(-(-answer.total // asked.size), current_engine().limits.page)
    since, until = request.args.get("from", "").strip(), request.args.get("to", "").strip()
    return render_template(
        "results.html",
        answer=answer,
        asked=asked,
        arguments=request.args,
        link=link,
        bars=timeline_bars(answer.timeline),
        chips=chips(asked, since, until, link),
        periods=periods(),
        keywords=KEYWORDS,
        unfiltered={**{field.name: () for field in KEYWORDS}, "from": "", "to": ""},
        pages_in_all=last_page,
        page_numbers=page_numbers(asked.page, last_page),
    )


@pages.get(ARTICLE)
def article(id: str) -> str:
    """The page of one article.

    Where the address has the question by which the article was found, matches are highlighted unless `fremhaev` is 0.
    Where it has the rank of the hit, too (`nr`, from 1), the page links to the hits before and after it.
    """
    asked = read_request(request.args)
    rank = read_number(request.args, "nr", 0)
    is_marked = read_switch(request.args, "fremhaev", default="1")
    opened = current_engine().open(id, asked, rank)
    if opened is None:
        abort(404)
    found = opened.article
    marker = opened.marker if is_marked else Marker()
    origin = web_address(found)
    (headline,) = marked([found.headline], marker)
    here = link_parameters(asked, request.args, page=asked.page, nr=rank)
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
        **_hit_links(asked, rank, opened),
    )


def _hit_links(asked: Request, rank: int, opened: OpenedArticle) -> dict[str, str | None]:
    """The addresses of the results page and of the hits before and after this one; None where there is no such hit,
    all None where the article was not opened as a hit (`rank` 0)."""
    if not rank:
        return dict.fromkeys(("back", "previous", "next"))

    def hit_address(id: str | None, nr: int) -> str | None:
        page = -(-nr // asked.size)
        return url_for("pages.article", id=id, **link_parameters(asked, request.args, page=page, nr=nr)) if id else None

    hits = link_parameters(asked, request.args, page=asked.page)
    return {
        "back": url_for("pages.search", **hits, _anchor=f"traef-{rank}"),
        "previous": hit_address(opened.previous, rank - 1),
        "next": hit_address(opened.next, rank + 1),
    }


@pages.get("/robots.txt")
def robots() -> Response:
    """What crawlers may fetch."""
    response = make_response(ROBOTS)
    response.mimetype = "text/plain"
    return response


def web_address(article: Article) -> str | None:
    """The article's own address where that is an http or https URL, else None: nothing else is safe to link to."""
    try:
        parts = urlsplit(article.url)
    except ValueError:
        return None
    return article.url if parts.scheme in ("http", "https") and parts.netloc else None
