"""How people and programs see it: `pages` for readers, `api` for programs, `feeds` and `exports` to take a question
along, `commands` for a terminal, siblings over one engine.

`app` puts them together; `parameters` reads what was asked, `problems` answers what went wrong, `headers` says what a
browser may do, `access` and `metrics` tell its operator what goes on, `serve` runs it in production.
"""

from web.app import DEFAULT_INDEX, create_app

__all__ = ["DEFAULT_INDEX", "create_app"]
