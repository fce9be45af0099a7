"""The command `search`, which reads its options as the API reads its parameters."""

import json
from pathlib import Path

import click
from werkzeug.datastructures import MultiDict

from search import DEFAULT_LIMITS, SORTS, Engine
from web.addresses import address_for
from web.api import answer_json
from web.commands.options import index_option, keyword_options
from web.commands.terminal import print_answer
from web.parameters import read_request


@click.command("search")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print the object of GET /api/search.")
@click.option(
    "--limit", type=int, default=10, show_default=True, help=f"Hits on a page, at most {DEFAULT_LIMITS.size}."
)
@click.option("--page", type=int, default=1, show_default=True, help="Which page of the hits.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="The order of the hits.")
@click.option("--exact", is_flag=True, help="Take the question as typed: nothing is relaxed or corrected.")
@click.option("--explain", is_flag=True, help="Say where the score of each hit comes from.")
@keyword_options
@click.option("--from", "since", metavar="DATE", default="", help="From this year, month or day on (YYYY[-MM[-DD]]).")
@click.option("--to", "until", metavar="DATE", default="", help="Up to this year, month or day, included.")
@index_option
def search_command(
    query: str,
    as_json: bool,
    limit: int,
    page: int,
    sort: str,
    exact: bool,
    explain: bool,
    since: str,
    until: str,
    index: Path,
    **keywords: tuple[str, ...],
) -> None:
    """Search the index for QUERY. A question that begins with a dash goes behind --."""
    parameters = [
        *{
            "q": query,
            "size": str(limit),
            "page": str(page),
            "sort": sort,
            "exact": str(int(exact)),
            "explain": str(int(explain)),
            "from": since,
            "to": until,
        }.items(),
        *((name, value) for name, values in keywords.items() for value in values),
    ]
    # Bytes that are not UTF-8 arrive as lone surrogates, which cannot stand in a URL.
    arguments = MultiDict((name, value.encode("utf-8", "replace").decode("utf-8")) for name, value in parameters)
    request = read_request(arguments)
    engine = Engine.over(index)
    response = engine.search(request)
    if as_json:
        content = answer_json(response, arguments, engine.limits, address_for)
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print_answer(response)
