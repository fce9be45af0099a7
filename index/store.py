"""Generations on disk: a new one is built beside the live one, verified, and put in its place in one step.

    INDEX/gen-<stamp>-<random>/   one generation, never changed once it is published
    INDEX/current                 a symbolic link to the live one
    INDEX/lock                    held by the one who writes

A crash at any moment leaves the old generation live or the new one, never a mix; what it leaves behind is removed by
the next writer.
"""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.errors import BuildFailed, DamagedIndex, NoIndex
from index.generation import Generation
from index.lock import write_lock
from index.manifest import MANIFEST_NAME, FileEntry, Manifest, describe

CURRENT_NAME = "current"

_STAMP = "%Y%m%dT%H%M%S%f"
_GENERATION_NAME = re.compile(r"gen-(2\d{7}T\d{12})-[0-9a-f]{8}", re.ASCII)
_LINK_NAME = re.compile(rf"{CURRENT_NAME}\.[0-9a-f]{{8}}")


class Store:
    """The index in the folder `path`; the folder need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path:
        """The folder of the live generation. Raises NoIndex where there is none."""
        try:
            name = str((self.path / CURRENT_NAME).readlink())
        except OSError:
            raise NoIndex(f"{self.path}: no index here; run opslag rebuild") from None
        if _moment(name) is None:
            raise DamagedIndex(
                f"{self.path / CURRENT_NAME}: points to {name!r}, which is no generation; run opslag rebuild"
            )
        return self.path / name

    def open(self) -> Generation:
        """Open the live generation. Raises NoIndex or DamagedIndex."""
        folder = self.current()
        while True:
            try:
                return Generation.open(folder)
            except (OSError, DamagedIndex) as error:
                # The one that was current a moment ago may have been pruned by now.
                if (now := self.current()) != folder:
                    folder = now
                    continue
                if isinstance(error, DamagedIndex):
                    raise
                raise DamagedIndex(f"{folder}: {error.strerror}; run opslag rebuild") from None

    def check(self) -> tuple[Manifest, list[str]]:
        """Read every byte of the live generation: its manifest, and a sentence for every file that is not as it was
        published."""
        while True:
            folder = self.current()
            try:
                manifest = Manifest.read(folder)
                faults = manifest.verify(folder, thorough=True)
                if not faults:
                    Generation.open(folder).close()
                    return manifest, faults
            except DamagedIndex:
                if self.current() == folder:
                    raise
                continue
            # The one that was live when its reading began may have been pruned by now.
            if self.current() == folder:
                return manifest, faults

    @contextmanager
    def write(self) -> Iterator["Draft"]:
        """Hold the write lock and a folder in which to build the next generation; what was not published by the end
        is removed.

        Raises IndexLocked where another process is writing, and BuildFailed where the disk refuses.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with write_lock(self.path):
                try:
                    self._prune()
                    yield Draft(self, self.path / self._next_name())
                finally:
                    self._prune()
        except OSError as error:
            place = error.filename2 or error.filename or self.path
            raise BuildFailed(f"{place}: {error.strerror or error}; the live index is as it was") from error

    def _next_name(self) -> str:
        """A name that sorts behind that of the live generation, whatever the clock says."""
        moment = datetime.now(UTC)
        if (live := self._live()) and (made := _moment(live.name)):
            moment = max(moment, made + timedelta(microseconds=1))
        return f"gen-{moment.strftime(_STAMP)}-{secrets.token_hex(4)}"

    def _live(self) -> Path | None:
        try:
            return self.current()
        except (NoIndex, DamagedIndex):
            return None

    def _prune(self) -> None:
        """Remove all generations but the live one and its predecessor: older ones, and drafts that were never
        published, which sort behind it."""
        live = self._live()
        generations = sorted(path for path in self.path.iterdir() if _moment(path.name))
        if live:
            keep = [path for path in generations if path.name <= live.name][-2:]
        else:  # A lost link must not cost what was published: drafts alone have no manifest.
            keep = [path for path in generations if (path / MANIFEST_NAME).exists()]
        for path in generations:
            if path not in keep:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.path.iterdir():
            if _LINK_NAME.fullmatch(path.name):
                path.unlink(missing_ok=True)


class Draft:
    """A generation in the making, in the folder `path`, which is its builder's alone until it is published."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._taken_over: dict[str, FileEntry] = {}
        self.path = path
        path.mkdir()

    def take_over(self, generation: Generation, name: str) -> None:
        """Let a file of a published generation be one of this one, too: both have it, and it lies on the disk once."""
        source, target = generation.folder / name, self.path / name
        try:
            target.hardlink_to(source)
        except OSError as error:  # Some file systems have no hard links.
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK):
                raise
            shutil.copyfile(source, target)
            _sync(target)
        self._taken_over[name] = generation.manifest.files[name]

    def publish(self, articles: int) -> Manifest:
        """Make this generation the live one: see every file to the disk, write the manifest, open and verify it all,
        then switch.

        `articles` is how many articles it has to hold. Raises DamagedIndex, with the live index as it was, where the
        files do not hold up.
        """
        new = sorted(path for path in self.path.iterdir() if path.name not in self._taken_over)
        for path in new:
            _sync(path)
        entries = self._taken_over | {path.name: describe(path) for path in new}
        manifest = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), articles, entries)
        manifest.write(self.path)
        _sync(self.path)
        Generation.open(self.path).close()
        link = self._store.path / f"{CURRENT_NAME}.{secrets.token_hex(4)}"
        link.symlink_to(self.path.name)
        link.replace(self._store.path / CURRENT_NAME)
        try:
            _sync(self._store.path)
        except OSError as error:
            raise BuildFailed(
                f"{self._store.path}: {error.strerror}; the new index is live, but may not outlast a power cut"
            ) from error
        return manifest


def _moment(name: str) -> datetime | None:
    """When the generation of this name was begun; None where it is no generation's name."""
    match = _GENERATION_NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:  # A day that does not exist.
        return None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
