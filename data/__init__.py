"""Sample articles, all of them written for Opslag: `ARTICLES` is the folder they lie in, wherever the package is
installed."""

from importlib.resources import files

ARTICLES = files(__name__) / "articles"
