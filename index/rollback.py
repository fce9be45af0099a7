"""The generations that lie in an index, and the way back to one of them."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import BuildFailed, DamagedIndex, NoIndex
from index.generation import Generation
from index.manifest import Manifest
from index.store import Store


@dataclass(frozen=True)
class PublishedGeneration:
    """A generation that was published, live or not: when it was made (ISO 8601) and its number of articles, both None
    where they cannot be read, and a sentence for each fault, none where it is whole."""

    name: str
    is_live: bool
    created: str | None
    articles: int | None
    faults: tuple[str, ...]


def list_generations(store: Store) -> list[PublishedGeneration]:
    """All generations in an index, the newest last, each verified to the last byte. Raises NoIndex."""
    live = _live(store)
    folders = store.published()
    if live and live not in folders:  # A copy that followed links has it beside the others, as a folder.
        folders.append(live)
    if not folders:
        raise NoIndex(f"{store.path}: no index here; run opslag rebuild")
    return [_looked_at(folder, folder == live) for folder in folders]


def rollback(store: Store, name: str | None = None) -> PublishedGeneration:
    """Make the generation of this name live, or else the newest whole one that is not live; return it.

    Raises NoIndex; BuildFailed where there is none of this name; DamagedIndex where it is not whole, or none is;
    IndexLocked. The live index then is as it was.
    """
    if not store.path.is_dir():
        raise NoIndex(f"{store.path}: no index here; run opslag rebuild")
    with store.locked():
        generations = list_generations(store)
        if name is None:
            chosen = next((one for one in reversed(generations) if not one.is_live and not one.faults), None)
            if chosen is None:
                raise DamagedIndex(f"{store.path}: no other generation is whole; run opslag rebuild")
        else:
            chosen = next((one for one in generations if one.name == name), None)
            if chosen is None:
                raise BuildFailed(f"{store.path}: no generation {name!r}; opslag generations lists them")
            if chosen.faults:
                raise DamagedIndex(f"{chosen.faults[0]}; {name} is not published; run opslag rebuild")
        if not chosen.is_live:
            store.publish(store.path / chosen.name)
    return chosen


def _live(store: Store) -> Path | None:
    try:
        return store.current()
    except (NoIndex, DamagedIndex):
        return None


def _looked_at(folder: Path, is_live: bool) -> PublishedGeneration:
    created, articles, faults = None, None, list[str]()
    try:
        manifest = Manifest.read(folder)
        created, articles = manifest.created, manifest.articles
        faults = manifest.verify(folder, thorough=True)
        if not faults:
            Generation.open(folder).close()
    except DamagedIndex as error:
        faults = [str(error).removesuffix("; run opslag rebuild")]
    return PublishedGeneration(folder.name, is_live, created, articles, tuple(faults))
