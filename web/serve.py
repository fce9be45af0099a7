"""Run the application in production, under gunicorn.

Gunicorn, because a question keeps a processor busy: it forks workers that use all of them, replaces one that dies,
finishes what is under way when it is told to stop, and is what most Python services have run on for fifteen years.
"""

import os
import shutil
import socket
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from index import OpslagError
from web import access_log
from web.app import create_app
from web.warmup import warm_up

THREADS = 4
"""Requests that one worker has in hand: slow clients wait without keeping the others from being answered."""

GRACE_SECONDS = 15
"""How long requests under way may take when the server is told to stop."""

REQUEST_LINE = 8190
"""Bytes of an address, as 1,000 Danish characters can be 6,000 bytes when they are percent-encoded. It is the most that
gunicorn counts; told not to count, it would buffer whatever a client sends."""


class CannotListen(OpslagError):
    """The address cannot be served, for instance because another program serves it."""


class Server(BaseApplication):
    """The application behind `workers` processes on one address."""

    def __init__(self, index: Path, host: str, port: int, workers: int) -> None:
        self._index = index
        self._host, self._port = host, port
        self._address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._settings: dict[str, Any] = {
            "bind": self._address,
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,  # What is opened and compiled once is shared by all workers.
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": REQUEST_LINE,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": _say_address,
            "worker_exit": lambda _arbiter, _worker: _close_numbers(),
            "child_exit": _forget_worker,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app({"INDEX": str(self._index)})
        warm_up(app)
        return app

    def run(self) -> None:
        """Serve until told to stop, then exit the process. Raises CannotListen.

        The address is tried first: where it is taken gunicorn would try on for five seconds, with two log lines each.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            with socket.socket(family) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((self._host, self._port))
        except (OSError, TypeError) as error:  # the latter where `host` is nothing that can be a name
            reason = getattr(error, "strerror", None) or error
            raise CannotListen(f"cannot listen on {self._address}: {reason}") from None
        access_log.write_to_output()
        numbers, owner = mkdtemp(prefix="opslag-"), os.getpid()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = numbers  # what prometheus_client looks for when it is imported
        try:
            super().run()
        finally:
            if os.getpid() == owner:  # a worker, being a fork, comes along here too when it ends
                _close_numbers()
                shutil.rmtree(numbers, ignore_errors=True)


def _close_numbers() -> None:
    """Close the files in which this process counts."""
    from prometheus_client.values import close_all_multiprocess_files  # not above: see `create_app`

    close_all_multiprocess_files()  # type: ignore[no-untyped-call]


def _forget_worker(_arbiter: Arbiter, worker: Worker) -> None:
    """Tell prometheus_client that a worker is gone. What it counted stays in the sums."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _say_address(arbiter: Arbiter) -> None:
    """Print where the server answers; asked for port 0, it has been given another one."""
    print(f"Opslag answers at {arbiter.LISTENERS[0]}/ (stop with Ctrl+C)", file=sys.stderr, flush=True)
