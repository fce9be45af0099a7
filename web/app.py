"""Make the Flask application: pages, API, feeds and exports over one engine."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from search import DEFAULT_LIMITS, Engine
from web import access_log, api, exports, feeds, headers, pages, problems
from web.addresses import ArticleId
from web.danish import counted, danish_date, danish_duration, danish_match, danish_number, danish_percent, nowhere
from web.marking import mark_up

DEFAULT_INDEX = "var/index"


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application over one index, with these keys of `config`, all of them optional:

    `INDEX`: the folder of the index; without it the environment variable `OPSLAG_INDEX`, or else `var/index`. The index
    need not exist yet: until it does, requests are answered with 503.
    `BACKEND`: a `search.Backend` to be asked instead of an index in a folder.
    `LIMITS`: a `search.Limits`, the bounds on questions.
    """
    app = Flask("web", static_folder=None)
    app.config.update(
        INDEX=os.environ.get("OPSLAG_INDEX") or DEFAULT_INDEX, LIMITS=DEFAULT_LIMITS, PROVIDE_AUTOMATIC_OPTIONS=False
    )
    app.config.update(config or {})
    app.static_folder = "static"  # Set after the fact: the static route that Flask itself adds would answer OPTIONS.
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
    # Imported late: prometheus_client decides at its first import whether processes share their numbers, and
    # `web.serve` sets the environment variable for that after it has imported this module.
    from web import metrics

    metrics.register(app)
    access_log.register(app)
    headers.register(app)
    problems.register(app)
    app.register_blueprint(pages.pages)
    app.register_blueprint(api.api)
    app.register_blueprint(feeds.feeds)
    app.register_blueprint(exports.exports)
    return app
