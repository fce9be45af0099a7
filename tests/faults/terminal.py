"""A terminal of its own for a command, as a user has."""

import os
import subprocess
import threading
from pathlib import Path

from tests.faults.process import launcher, start


class Terminal:
    """A terminal on which `opslag` runs with `arguments`; what it prints is read as it comes."""

    def __init__(self, *arguments: object, folder: Path) -> None:
        self._ours, theirs = os.openpty()
        self._printed = b""
        self.process: subprocess.Popen[str] = start(
            *arguments,
            folder=folder,
            before=launcher("os.login_tty(int(sys.argv[1]))", theirs),
            env={"TERM": "xterm", "COLUMNS": "100"},
            pass_fds=(theirs,),
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while chunk := os.read(self._ours, 65536):
                self._printed += chunk
        except OSError:  # How Linux says that nobody is left at the other end.
            pass

    def press(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def printed(self) -> str:
        """All that was printed, when the command has ended."""
        self._reader.join()
        os.close(self._ours)
        self.process.communicate()
        return self._printed.decode()
