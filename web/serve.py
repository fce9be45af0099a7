"""Run the application in production, under gunicorn.

Answering a question is bound by the processor, so one process a core is needed. Gunicorn forks workers, replaces one
that dies, and finishes requests under way when it is told to stop.
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
"""Threads of a worker: a slow client occupies one of them, and the others go on answering."""

GRACE_SECONDS = 15
"""How long requests under way may still take after SIGTERM."""

REQUEST_LINE = 8190
"""The longest request line, in bytes: a question of 1,000 Danish letters takes 6,000 bytes when it is percent-encoded.

It is the highest limit that gunicorn takes; without a limit it would buffer all that a client sends.
"""


class CannotListen(OpslagError):
    """The server cannot listen on its address, for instance because another program does."""


class Server(BaseApplication):
    """A server with a number of worker processes on one address, over the index in the folder `index`."""

    def __init__(self, index: Path, host: str, port: int, workers: int) -> None:
        self._index = index
        self._host, self._port = host, port
        self._address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._settings: dict[str, Any] = {
            "bind": self._address,
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,  # The index is opened, and templates are compiled, once for all workers.
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": REQUEST_LINE,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": _print_address,
            "worker_exit": lambda _arbiter, _worker: _close_metrics(),
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

        The address is tried first: where it is taken, gunicorn would retry for five seconds and log each attempt.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            with socket.socket(family) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((self._host, self._port))
        except (OSError, TypeError) as error:  # A TypeError where `host` cannot be a host name.
            reason = getattr(error, "strerror", None) or error
            raise CannotListen(f"cannot listen on {self._address}: {reason}") from None
        access_log.write_to_output()
        metrics_folder, owner = mkdtemp(prefix="opslag-"), os.getpid()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics_folder  # prometheus_client reads it when it is imported.
        try:
            super().run()
        finally:
            if os.getpid() == owner:  # Forked workers run this `finally`, too.
                _close_metrics()
                shutil.rmtree(metrics_folder, ignore_errors=True)


def _close_metrics() -> None:
    """Close the files in which this process keeps its metrics."""
    from prometheus_client.values import close_all_multiprocess_files  # Imported late: see `create_app`.

    close_all_multiprocess_files()  # type: ignore[no-untyped-call]


def _forget_worker(_arbiter: Arbiter, worker: Worker) -> None:
    """Tell prometheus_client that a worker has ended. What it counted stays in the sums."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _print_address(arbiter: Arbiter) -> None:
    """Print the address of the server; where port 0 was asked for, the system chose the port."""
    print(f"Opslag answers at {arbiter.LISTENERS[0]}/ (stop with Ctrl+C)", file=sys.stderr, flush=True)
