"""The Flask application: pages for readers and an API for programs, siblings over one engine."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from search import DEFAULT_LIMITS, Engine
from web import access, api, exports, feeds, headers, pages, problems
from web.converters import ArticleId
from web.danish import counted, danish_date, danish_duration, danish_match, danish_number, danish_percent, nowhere
from web.marking import mark_up

DEFAULT_INDEX = "var/index"


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """An application over one index.

    `config` may hold `INDEX`, the folder of the index (else the environment's `OPSLAG_INDEX`, else `var/index`), or
    `BACKEND`, a `search.Backend` over any other; and `LIMITS`, a `search.Limits`. The index need not be there yet.
    """
    app = Flask("web", static_folder=None)
    app.config.update(
        INDEX=os.environ.get("OPSLAG_INDEX") or DEFAULT_INDEX, LIMITS=DEFAULT_LIMITS, PROVIDE_AUTOMATIC_OPTIONS=False
    )
    app.config.update(config or {})
    app.static_folder = "static"  # only now: the route of Flask's own making would answer OPTIONS
    app.add_url_rule("/statisk/<path:filename>", endpoint="static", view_func=app.send_static_file)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = ArticleId
    app.jinja_env.filters.update(
        mark_up=mark_up,
        danish_date=danish_date,
        danish_duration=danish_duration,
        danish_number=danish_number,
        danish_percent=danish_percent,
        danish_match=danish_match,
        counted=counted,
    )
    app.jinja_env.globals.update(nowhere=nowhere)
    backend = app.config.get("BACKEND")
    limits = app.config["LIMITS"]
    app.extensions["engine"] = Engine(backend, limits) if backend else Engine.over(Path(app.config["INDEX"]), limits)
    # Not above: the first import of prometheus_client settles whether processes share numbers; `serve` has a say first.
    from web import metrics

    metrics.register(app)
    access.register(app)
    headers.register(app)
    problems.register(app)
    app.register_blueprint(pages.pages)
    app.register_blueprint(api.api)
    app.register_blueprint(feeds.feeds)
    app.register_blueprint(exports.exports)
    return app
