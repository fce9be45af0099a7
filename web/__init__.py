"""How people and programs see it: `pages` for readers, `api` for programs, siblings over one engine.

`app` puts them together; `parameters` reads what was asked, `problems` answers what went wrong, `headers` says what a
browser may do, `serve` runs it in production.
"""

from web.app import DEFAULT_INDEX, create_app

__all__ = ["DEFAULT_INDEX", "create_app"]
