"""Generations on disk: a new one is built beside the live one, verified, and made live in one atomic step.

    INDEX/gen-<time>-<random>/    a generation, never changed after it was published
    INDEX/gen-....draft/          one in the making
    INDEX/current                 a symbolic link to the live generation
    INDEX/lock                    the write lock

After a crash at any moment either the old or the new generation is live, and complete. The next writer removes what the
crash left behind. In a copy that followed links `current` is a folder, the live generation itself; the next one to be
published makes a link of it.
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
from index.generation_name import moment_of, name_at
from index.lock import write_lock
from index.manifest import MANIFEST_NAME, FileEntry, Manifest, describe

CURRENT_NAME = "current"

DRAFT_SUFFIX = ".draft"
"""How the name of a generation ends until it is published."""

_LINK_NAME = re.compile(rf"{CURRENT_NAME}\.[0-9a-f]{{8}}")


class Store:
    """The index in the folder `path`, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._link = path / CURRENT_NAME

    def current(self) -> Path:
        """The folder of the live generation. Raises NoIndex where there is no generation, and DamagedIndex where there
        is no link to one of them, or one to something else."""
        try:
            name = str(self._link.readlink())
        except OSError:
            return self._unlinked()
        if moment_of(name) is None:
            raise DamagedIndex(f"{self._link}: points to {name!r}, which is no generation; run opslag rebuild")
        return self.path / name

    def _unlinked(self) -> Path:
        """The folder of the live generation where no link points to it. Raises as `current` does."""
        if (self._link / MANIFEST_NAME).exists():
            return self._link
        if not (published := self.published()):
            raise NoIndex(f"{self.path}: no index here; run opslag rebuild")
        raise DamagedIndex(
            f"{self._link}: the link to the live generation is lost, the newest is {published[-1].name}; "
            "run opslag rollback, or run opslag rebuild"
        )

    def published(self) -> list[Path]:
        """The folders of all generations that were published here, the newest last."""
        folders = self.path.iterdir() if self.path.is_dir() else ()
        return sorted(path for path in folders if moment_of(path.name) and (path / MANIFEST_NAME).exists())

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
        with self.locked():
            self._prune()
            draft = Draft(self, self.path / f"{self._next_name()}{DRAFT_SUFFIX}")
            try:
                yield draft
            finally:
                if self._live() != draft.path:
                    shutil.rmtree(draft.path, ignore_errors=True)
                self._prune()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock. Raises as `write` does."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with write_lock(self.path):
                yield
        except OSError as error:
            place = error.filename2 or error.filename or self.path
            raise BuildFailed(f"{place}: {error.strerror or error}; the live index is as it was") from error

    def publish(self, folder: Path) -> None:
        """Make a generation live, whose folder lies here, in one step. The write lock has to be held."""
        if self._link.is_dir() and not self._link.is_symlink():
            self._make_room(moment_of(folder.name))
        link = self.path / f"{CURRENT_NAME}.{secrets.token_hex(4)}"
        link.symlink_to(folder.name)
        link.replace(self._link)
        try:
            sync(self.path)
        except OSError as error:
            raise BuildFailed(
                f"{self.path}: {error.strerror}; the new index is live, but may not outlast a power cut"
            ) from error

    def _make_room(self, published: datetime | None) -> None:
        """Move away the folder that stands in place of the link: where it is a generation, to the name of one that was
        made before the `published` one."""
        if (self._link / MANIFEST_NAME).exists():
            self._link.rename(self.path / name_at((published or datetime.now(UTC)) - timedelta(microseconds=1)))
        else:
            self._link.rmdir()

    def _next_name(self) -> str:
        """A name that sorts after those of all generations, even when the clock was set back."""
        made = [moment for path in self.published() if (moment := moment_of(path.name))]
        return name_at(max([datetime.now(UTC), *(moment + timedelta(microseconds=2) for moment in made)]))

    def _live(self) -> Path | None:
        """The folder of the generation that a link points to."""
        try:
            live = self.current()
        except (NoIndex, DamagedIndex):
            return None
        return live if live != self._link else None

    def _prune(self) -> None:
        """Remove drafts, and all generations but the live one and its predecessor; where no link says which one is
        live, none that was published."""
        live = self._live()
        generations = sorted(path for path in self.path.iterdir() if moment_of(path.name.removesuffix(DRAFT_SUFFIX)))
        published = [path for path in generations if path.suffix != DRAFT_SUFFIX]
        keep = [path for path in published if path.name <= live.name][-2:] if live else self.published()
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
            sync(target)
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
            sync(path)
        entries = self._taken_over | {path.name: describe(path) for path in new}
        manifest = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), articles, entries)
        manifest.write(self.path)
        sync(self.path)
        Generation.open(self.path).close()
        self.path = self.path.rename(self.path.with_suffix(""))
        self._store.publish(self.path)
        return manifest


def sync(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
