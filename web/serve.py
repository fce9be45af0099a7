"""Run the application in production, under gunicorn.

Gunicorn, because a question keeps a processor busy: it forks workers that use all of them, replaces one that dies or
hangs, finishes what is under way when it is told to stop, and is what most Python services have run on for fifteen
years.
"""

import sys
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from web.app import create_app

THREADS = 4
"""Requests that one worker has in hand: slow clients wait without keeping the others from being answered."""

GRACE_SECONDS = 15
"""How long requests under way may take when the server is told to stop."""

REQUEST_LINE = 8190
"""Bytes of an address: the most that gunicorn allows, as 1,000 characters can be 6,000 bytes when they are
percent-encoded."""


class Server(BaseApplication):
    """The application behind `workers` processes on one address."""

    def __init__(self, index: Path, host: str, port: int, workers: int) -> None:
        self._index = index
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._settings: dict[str, Any] = {
            "bind": address,
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": REQUEST_LINE,
            "accesslog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: print(
                f"Opslag answers at http://{address}/ (stop with Ctrl+C)", file=sys.stderr, flush=True
            ),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app({"INDEX": str(self._index)})
