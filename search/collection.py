"""A test collection on disk (articles, questions, judgements), and the run that Opslag's default search makes of it."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index import OpslagError, Progress, Store, rebuild
from search.engine import Engine
from search.limits import Limits
from search.quality import DEPTH, Judgements, Run
from search.refusals import BudgetExceeded, QueryError
from search.request import Request

_T = TypeVar("_T")

_PATIENT = Limits(characters=100_000, words=10_000, seconds=60.0)
"""Limits that no question of a collection exceeds: whole sentences are asked, and slow machines have time enough."""

_HEADING = "query_id"
"""The first cell of the heading that a table of judgements may have."""

_HIGHEST = 1000
"""The highest relevance that is accepted: trec_eval allocates a counter for each degree."""


class BadCollection(OpslagError):
    """A folder that is not a collection, or a run or a file of a collection that cannot be read. The message names file
    and line."""


@dataclass(frozen=True)
class Collection:
    """A folder with `docs.jsonl` or `docs.jsonl.gz`, `queries.jsonl` (`id`, `text`) and `qrels.tsv` (question, article,
    relevance; a heading is ignored)."""

    documents: Path
    questions: dict[str, str]
    judgements: Judgements

    @classmethod
    def read(cls, folder: Path) -> "Collection":
        """The collection in `folder`. Raises BadCollection."""
        documents = next((path for name in ("docs.jsonl", "docs.jsonl.gz") if (path := folder / name).is_file()), None)
        if documents is None:
            raise BadCollection(f"{folder}: no docs.jsonl or docs.jsonl.gz here")
        questions = dict(_parsed(folder / "queries.jsonl", _question))
        judgements: Judgements = {}
        for question, article, grade in _parsed(folder / "qrels.tsv", _judgement):
            if question != _HEADING:
                judgements.setdefault(question, {})[article] = grade
        if not judgements:
            raise BadCollection(f"{folder / 'qrels.tsv'}: no judgement in it")
        return cls(documents, questions, judgements)


def run_collection(collection: Collection, progress: Progress = lambda *_: None) -> Run:
    """Index the collection in a temporary folder, and ask every question that has judgements by the default search.
    The first page of each is ranked: hits, then partial hits. Raises BadCollection if a question cannot be answered."""
    run: Run = {}
    with tempfile.TemporaryDirectory(prefix="opslag-") as folder:
        store = Store(Path(folder))
        rebuild([collection.documents], store, progress=progress)
        with closing(Engine.over(store.path, _PATIENT)) as engine:
            for number, (question, text) in enumerate(collection.questions.items(), 1):
                if question in collection.judgements:
                    try:
                        response = engine.search(Request(text, size=DEPTH))
                    except (QueryError, BudgetExceeded) as error:
                        raise BadCollection(f"question {question}: {error}") from None
                    run[question] = [hit.article.id for hit in (*response.hits, *response.partial)][:DEPTH]
                progress("Asking", number, len(collection.questions))
    return run


def save_run(run: Run, path: Path) -> None:
    """Write a run in TREC's format: question, `Q0`, article, rank, a score that falls with the rank, and `opslag`."""
    rows = (
        f"{question}\tQ0\t{article}\t{rank}\t{DEPTH + 1 - rank}\topslag\n"
        for question, ranking in run.items()
        for rank, article in enumerate(ranking, 1)
    )
    path.write_text("".join(rows), encoding="utf-8")


def read_run(path: Path) -> Run:
    """The run in a file of TREC's format. Raises BadCollection if it cannot be read."""
    run: Run = {}
    for question, article in _parsed(path, _ranked):
        run.setdefault(question, []).append(article)
    return run


def _parsed(path: Path, parse: Callable[[str], _T]) -> Iterator[_T]:
    """Each line of a file that is not blank, as `parse` reads it. Raises BadCollection, which names file and line."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield parse(line)
                except (ValueError, KeyError, TypeError, RecursionError):
                    raise BadCollection(f"{path}:{number}: not what this file has to hold") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(f"{path}: cannot be read ({error})") from None


def _question(line: str) -> tuple[str, str]:
    record = json.loads(line)
    return str(record["id"]), str(record["text"])


def _judgement(line: str) -> tuple[str, str, int]:
    question, article, grade = line.split("\t")
    relevance = 0 if question == _HEADING else int(grade)
    if relevance > _HIGHEST:
        raise ValueError
    return question, article, max(0, relevance)


def _ranked(line: str) -> tuple[str, str]:
    question, _, article, _, _, _ = line.split("\t")
    return question, article
