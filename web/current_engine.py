"""The engine behind the current request, as `flask.current_app` is its application."""

from typing import cast

from flask import current_app

from search import Engine


def current_engine() -> Engine:
    """The engine that `create_app` made for the application of the current request."""
    return cast("Engine", current_app.extensions["engine"])
