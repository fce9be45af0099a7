"""A PostgreSQL server of our own: made in a temporary folder, reached by a socket in it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps servers, a folder for each version; they are not on the PATH."""

UNPRIVILEGED = ("postgres", "nobody")
"""Who runs the server where we are root, as which it refuses to run."""

OWNER = "opslag"


def programs() -> Path:
    """The folder of the newest server's programs. Raises ImportError where there is none."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    if found is None:
        raise ImportError("there is no PostgreSQL server here; Debian has postgresql")
    return Path(found).resolve().parent


@contextmanager
def cluster() -> Iterator[str]:
    """A running server: where to connect to."""
    user = _user()
    with tempfile.TemporaryDirectory(prefix="opslag-", ignore_cleanup_errors=True) as name:
        if user:
            shutil.chown(name, user)
        data = f"{name}/data"

        def run(program: str, *arguments: str) -> None:
            command = [f"{programs()}/{program}", "--pgdata", data, *arguments]
            subprocess.run(command, check=True, cwd=name, user=user, stdout=subprocess.DEVNULL)

        run("initdb", "--username", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "start", "--wait", "--log", f"{name}/log", "--options", f"-k {name} -c listen_addresses='' -F")
        try:
            yield f"host={name} user={OWNER} dbname=postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")


def _user() -> str | None:
    """Who the server is to run as; None for ourselves."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)
