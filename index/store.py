"""Generations on disk: a new one is built beside the live one, verified, and made live in one atomic step.

    INDEX/gen-<time>-<random>/    a generation, never changed after it was published
    INDEX/current                 a symbolic link to the live generation
    INDEX/lock                    the write lock

After a crash at any moment either the old or the new generation is live, and complete. The next writer removes what the
crash left behind.
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
    """The index in the folder `path`, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path:
        """The folder of the live generation. Raises NoIndex where there is none, and DamagedIndex where the link does
        not point to a generation."""
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
                # A writer may have published two generations in the meantime, and pruned this one.
                if (now := self.current()) != folder:
                    folder = now
                    continue
                if isinstance(error, DamagedIndex):
                    raise
                raise DamagedIndex(f"{folder}: {error.strerror}; run opslag rebuild") from None

    def check(self) -> tuple[Manifest, list[str]]:
        """Read every byte of the live generation; return its manifest, and a sentence for each file that differs from
        what was published. Raises NoIndex or DamagedIndex."""
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
            # A writer may have pruned this generation while it was read.
            if self.current() == folder:
                return manifest, faults

    @contextmanager
    def write(self) -> Iterator["Draft"]:
        """Hold the write lock, and make the folder of the next generation. If it is not published, it is removed.

        Raises IndexLocked where another process is writing, and BuildFailed in place of any OSError.
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
        """A name that sorts after that of the live generation, even when the clock was set back."""
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
        """Remove all generations but the live one and its predecessor: older ones, and drafts, which sort after it."""
        live = self._live()
        generations = sorted(path for path in self.path.iterdir() if _moment(path.name))
        if live:
            keep = [path for path in generations if path.name <= live.name][-2:]
        else:  # Even if the link is lost, published generations are kept: they have a manifest, unlike drafts.
            keep = [path for path in generations if (path / MANIFEST_NAME).exists()]
        for path in generations:
            if path not in keep:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.path.iterdir():
            if _LINK_NAME.fullmatch(path.name):
                path.unlink(missing_ok=True)


class Draft:
    """A generation that is not published yet, in the folder `path`, which no one else reads or writes."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._taken_over: dict[str, FileEntry] = {}
        self.path = path
        path.mkdir()

    def take_over(self, generation: Generation, name: str) -> None:
        """Add a file of a published generation to this one by a hard link, so that it takes disk space once."""
        source, target = generation.folder / name, self.path / name
        try:
            target.hardlink_to(source)
        except OSError as error:  # Some file systems have no hard links.
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK):
                raise
            shutil.copyfile(source, target)
            _sync(target)
            if describe(target) != generation.manifest.files[name]:
                raise BuildFailed(f"{target}: the copy differs from {source}; the live index is as it was") from None
        self._taken_over[name] = generation.manifest.files[name]

    def publish(self, articles: int) -> Manifest:
        """Make this generation live: write its files through to the disk, write the manifest, open and verify the
        generation, then switch the link. `articles` is the number of articles that it must hold.

        Raises DamagedIndex where it cannot be opened again; the live index then stays as it was.
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
    """The time in the name of a generation; None where `name` is not the name of one."""
    match = _GENERATION_NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:  # The digits are not a date that exists.
        return None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
