"""Verify a generation while questions are answered from it: its large arrays once, in the background, and the sizes of
its files again and again.

Opening verifies what is small; all of an index of a million articles would take seconds. A flipped bit in the rest may
give wrong answers until it is found, and none afterwards.
"""

import logging
import os
import sys
from contextlib import suppress
from threading import Thread, get_native_id
from time import monotonic

from index import DamagedIndex, Generation

LOOK_SECONDS = 1.0
"""Seconds between two looks at the sizes of the files, and before the first one, with which the thread is started. So a
command, which asks one question and ends, starts none, nor does a server before its processes are forked."""

LEAST_PRIORITY = 19
"""The nice value of the thread that verifies: it gets what questions leave of the processor."""

_log = logging.getLogger("opslag")


class Verification:
    """Whether an open generation is as it was published, as far as is known. One thread at a time may ask."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._damage = ""
        self._is_through = self._is_stopped = False
        self._thread: Thread | None = None
        self._next_look = monotonic() + LOOK_SECONDS

    def is_cut_short(self) -> bool:
        """Whether a file was cut short when it was looked at last: nothing is to be read of it then."""
        if monotonic() >= self._next_look:
            self._next_look = monotonic() + LOOK_SECONDS
            try:
                self._generation.require_uncut()
            except DamagedIndex:
                return True
            self._go_on()
        return False

    def require_whole(self) -> None:
        """Raises DamagedIndex where damage was found."""
        if self._damage:
            raise DamagedIndex(self._damage)

    def stop(self) -> None:
        """End what is under way, before the files are closed."""
        self._is_stopped = True
        if self._thread:
            self._thread.join()

    def _go_on(self) -> None:
        """See to it that a thread is at work until all is verified: a process that was forked has inherited none."""
        if not self._is_through and not (self._thread and self._thread.is_alive()):
            self._thread = Thread(target=self._verify, name="opslag-verification", daemon=True)
            self._thread.start()

    def _verify(self) -> None:
        if sys.platform == "linux":  # Elsewhere threads have no priority of their own.
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, get_native_id(), LEAST_PRIORITY)
        try:
            for _ in self._generation.verifying():
                if self._is_stopped:
                    return
        except DamagedIndex as error:
            self._damage = str(error)
            _log.error("%s answers no more: %s", self._generation.name, error)
        self._is_through = True
