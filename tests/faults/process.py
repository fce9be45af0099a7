"""What the fault tests share: two editions of articles, the command in a process of its own, what an index holds."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from index import Store, rebuild
from index.mapping import to_article
from tests.reading import reader_of

Content = dict[str, str]
"""What an index holds: the hash of the text of each article, by id."""

FEW, MANY = 100, 6000
"""Articles that one process analyses by itself, and enough to keep several busy."""

_PLACES = ("Nørrevig", "Østerskov", "Ålbølle", "Strandkøb", "Vesterholm", "Tangerup", "Rågeby", "Kirkelund")
_SUBJECTS = ("Havnefogeden", "Skolelederen", "Byrådet", "Færgeselskabet", "Foreningen", "Politiet", "Borgmesteren")
_EVENTS = (
    "vil lukke den gamle bro til sommer",
    "afviser planerne om en ny idrætshal",
    "regner med et underskud på 12,5 mio. kr.",
    "har fundet et skibsvrag ud for kysten",
    "indvier biblioteket efter tre års ombygning",
    "beder om bedre belysning langs cykelstierne",
)


def articles(edition: str, count: int) -> list[dict[str, str]]:
    """Invented articles. Two editions share ids, and none of their texts."""
    random = Random(edition)

    def sentence() -> str:
        return f"{random.choice(_SUBJECTS)} i {random.choice(_PLACES)} {random.choice(_EVENTS)}."

    return [
        {
            "id": f"artikel-{number}",
            "title": sentence().rstrip("."),
            "body": f"Det skriver {edition} udgave. " + " ".join(sentence() for _ in range(12)),
            "source": "Havneposten",
            "published": f"20{number % 10 + 10}-06-01",
        }
        for number in range(count)
    ]


def write_articles(path: Path, edition: str, count: int) -> Path:
    """A `.jsonl` file of an edition."""
    path.write_text("".join(json.dumps(record) + "\n" for record in articles(edition, count)), encoding="utf-8")
    return path


def content(store: Store) -> Content:
    """What the live generation holds."""
    generation = store.open()
    found = [to_article(fields) for _, fields in reader_of(generation).iter_docs()]
    generation.close()
    assert len({article.id for article in found}) == len(found) == generation.manifest.articles
    return {article.id: hashlib.sha256(article.body.encode()).hexdigest() for article in found}


@dataclass(frozen=True)
class Editions:
    """An index of the old edition, which tests copy, and the source of the new one, with what an index of each
    holds."""

    index: Path
    source: Path
    old: Content
    new: Content

    @classmethod
    def make(cls, folder: Path, count: int) -> "Editions":
        """Build both once."""
        source = write_articles(folder / "new.jsonl", "anden", count + 7)
        stores = Store(folder / "index"), Store(folder / "expected")
        rebuild([write_articles(folder / "old.jsonl", "første", count)], stores[0])
        rebuild([source], stores[1])
        return cls(stores[0].path, source, content(stores[0]), content(stores[1]))


def start(
    *arguments: object,
    folder: Path,
    before: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
    pass_fds: tuple[int, ...] = (),
) -> "subprocess.Popen[str]":
    """Start `opslag` in a session of its own, as a user would: Python's warnings are not shown. `before` is a
    command that runs it."""
    return subprocess.Popen(
        [*before, sys.executable, "-P", "-m", "opslag", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "", **(env or {})},
        start_new_session=True,
        pass_fds=pass_fds,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def launcher(code: str, *arguments: object) -> tuple[str, ...]:
    """A command that runs `code`, with `arguments` in `sys.argv[1:]`, in the process that then becomes the command
    behind it."""
    prologue = f"import os, sys; n = {len(arguments)} + 1"
    return sys.executable, "-c", f"{prologue}; {code}; os.execv(sys.argv[n], sys.argv[n:])", *map(str, arguments)


def watch(process: "subprocess.Popen[str]", reached: Callable[[], bool]) -> bool:
    """Look on until `reached`; False when the process ended before."""
    while not (seen := reached()) and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.001)
    return seen


def generations(index: Path) -> set[str]:
    """The names of the generations, and drafts, that lie in an index."""
    return {path.name for path in index.iterdir() if path.name.startswith("gen-")} if index.is_dir() else set()


def children(pid: int) -> dict[int, str]:
    """The command lines of a process's children, by process id."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # It is gone by now.
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found
