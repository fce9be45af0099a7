"""The ways to ask Opslag: web pages, a JSON API, feeds, exports and a command line.

`app` makes the Flask application of `pages` (HTML for readers), `api` (JSON), `feeds` (Atom, JSON Feed, OpenSearch) and
`exports` (CSV, JSON Lines). All of them read a request with `parameters` and ask the same `search.Engine`. `problems`
turns exceptions into responses, `headers` sets security headers, `access_log` and `metrics` inform the operator, and
`serve` runs the application in production. `commands` is the command line.
"""

from web.app import DEFAULT_INDEX, create_app

__all__ = ["DEFAULT_INDEX", "create_app"]
