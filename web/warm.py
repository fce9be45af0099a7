"""Do before the first request what it would have to wait for."""

from contextlib import suppress

from flask import Flask

from index import OpslagError
from search import Engine, Request

FIRST_WORDS = 3
"""Words of the newest article that are asked for: enough for every step from the question to the snippets."""


def warm_up(app: Flask) -> None:
    """Compile the templates, open the index and ask it a question of its own words. An index that cannot be opened is
    for the requests to say."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    engine: Engine = app.extensions["engine"]
    with suppress(OpslagError):
        for hit in engine.search(Request(sort="newest", size=1)).hits:
            words = " ".join(hit.article.text.split()[:FIRST_WORDS])
            engine.search(Request(query=words))
            engine.suggest(words[:FIRST_WORDS])
