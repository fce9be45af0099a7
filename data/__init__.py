"""Sample articles, which were written for Opslag. `ARTICLES` is their folder, wherever the package is installed."""

from importlib.resources import files

ARTICLES = files(__name__) / "articles"
