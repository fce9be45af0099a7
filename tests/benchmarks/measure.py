"""Build in a process of its own, ask in turns: what each engine costs."""

import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from tests.benchmarks.peers import Peer
from tests.benchmarks.questions import Question

ROUNDS = 3
"""How often a question is asked after the first time; the fastest counts."""


@dataclass(frozen=True)
class Built:
    """What a build took: CPU and wall seconds of it and its workers, the peak memory of its processes in megabytes, and
    the bytes of the index."""

    cpu: float
    wall: float
    peak: float
    size: int


def build(peer: Peer, source: Path, folder: Path, workers: int = 1) -> Built:
    """Build an index in a fresh process."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(peer, source, folder, workers, sender))
    process.start()
    sender.close()
    try:
        cpu, wall, peak = receiver.recv()
    except EOFError:
        process.join()
        sys.exit(f"{peer.name} did not build its index")
    process.join()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.parent.is_symlink())
    return Built(cpu, wall, peak, size)


def _build(peer: Peer, source: Path, folder: Path, workers: int, sender: Connection) -> None:
    folder.mkdir(parents=True)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    began, wall = sum(use.ru_utime + use.ru_stime for use in used), time.perf_counter()
    peer.build(source, folder, workers)
    wall = time.perf_counter() - wall
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(use.ru_utime + use.ru_stime for use in used) - began
    sender.send((cpu, wall, max(use.ru_maxrss for use in used) / 1024))


def ask(peers: Sequence[Peer], asked: Sequence[Question]) -> tuple[dict[str, list[float]], dict[str, list[int | None]]]:
    """Ask every question of every engine in turn: by engine, CPU milliseconds and totals, question by question."""
    took: dict[str, list[float]] = {peer.name: [] for peer in peers}
    totals: dict[str, list[int | None]] = {peer.name: [] for peer in peers}
    for question in asked:
        for peer in peers:
            totals[peer.name].append(peer.ask(question))
            times = []
            for _ in range(ROUNDS):
                began = time.process_time_ns()
                peer.ask(question)
                times.append((time.process_time_ns() - began) / 1e6)
            took[peer.name].append(min(times))
    return took, totals


def disagreement(ours: Sequence[int | None], theirs: Sequence[int | None]) -> float:
    """The median of how far two engines' totals are apart, as a share of the larger: analyses differ, but no engine is
    to be fast by being wrong."""
    pairs = [(one or 0, other or 0) for one, other in zip(ours, theirs, strict=True)]
    return median(abs(one - other) / max(one, other, 1) for one, other in pairs)
