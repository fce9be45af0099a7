"""The engine of the application that answers the current request."""

from typing import cast

from flask import current_app

from search import Engine


def current_engine() -> Engine:
    """The engine over the application's index."""
    return cast("Engine", current_app.extensions["engine"])
