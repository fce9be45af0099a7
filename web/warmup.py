"""Warm-up: do the work that the first request would otherwise wait for."""

from contextlib import suppress

from flask import Flask

from index import OpslagError
from search import Engine, Request

FIRST_WORDS = 3
"""Words of the newest article that make up the warm-up question: enough to run every step, up to the snippets."""


def warm_up(app: Flask) -> None:
    """Compile the templates, open the index and search it for words that it holds.

    Where the index cannot be opened nothing is raised: every request will say so.
    """
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    engine: Engine = app.extensions["engine"]
    with suppress(OpslagError):
        for hit in engine.search(Request(sort="newest", size=1)).hits:
            words = " ".join(hit.article.text.split()[:FIRST_WORDS])
            engine.search(Request(query=words))
            engine.suggest(words[:FIRST_WORDS])
