"""What an index costs as it is used: whole requests over HTTP, with ten snippets, and articles added one by one."""

import json
import tempfile
import time
from collections.abc import Sequence
from os import sysconf
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from rich.table import Table

from index import Article, Store, add
from tests.benchmarks.questions import CLASSES, Question, questions
from tests.serving import Service, read, serving

ADDITIONS = 9

TYPED = {
    "2-AND": " OG ",
    "3-OR": " ELLER ",
    "5-OR": " ELLER ",
    "facets over all hits": " ELLER ",
}
"""What stands between the words of a question where it is not a space."""


def over_http(index: Path, articles: Sequence[Article], each: int) -> Table:
    """Ask `opslag serve`, with one worker, for the JSON of questions of every class: a table of milliseconds, on the
    wall and of the worker's processor."""
    table = Table("Over HTTP, ten snippets", "wall ms p50 / p95", "CPU ms, mean")
    asked = questions(articles, each)
    with tempfile.TemporaryDirectory() as folder, serving(index, Path(folder), "--workers", "1") as service:
        (worker,) = service.workers(1)
        for kind in CLASSES:
            of_class = [question for question in asked if question.kind == kind]
            _request(service, of_class)
            before = _processor_seconds(worker)
            took = _request(service, of_class)
            used = _processor_seconds(worker) - before
            table.add_row(
                kind, f"{median(took):.1f} / {quantiles(took, n=20)[-1]:.1f}", f"{1000 * used / len(of_class):.1f}"
            )
    return table


def _request(service: Service, asked: Sequence[Question]) -> list[float]:
    """Ask over one connection; the milliseconds of each."""
    connection, took = service.connect(), []
    for question in asked:
        began = time.perf_counter()
        connection.request("GET", f"/api/search?{urlencode(_parameters(question))}")
        answer = read(connection.getresponse())
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status == 200, answer.body
    connection.close()
    return took


def _parameters(question: Question) -> dict[str, str]:
    typed = TYPED.get(question.kind, " ").join(question.words)
    match question.kind:
        case "phrase":
            return {"q": f'"{typed}"'}
        case "prefix":
            return {"q": f"{typed}*"}
        case "term + date range":
            return {"q": typed, "from": str(question.year), "to": str(question.year)}
        case "sort by date":
            return {"q": typed, "sort": "newest"}
        case "page 100":
            return {"q": typed, "page": "100"}
        case _:
            return {"q": typed}


def _processor_seconds(process: int) -> float:
    """What a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")


def adding(index: Path, folder: Path) -> float:
    """Add articles one by one: the median of the milliseconds that each took, until it is published."""
    took = []
    for number in range(ADDITIONS):
        source = folder / "one.jsonl"
        source.write_text(json.dumps({"id": f"ny-{number}", "body": "Det sner på Ærø."}) + "\n", encoding="utf-8")
        began = time.perf_counter()
        add([source], Store(index))
        took.append(1000 * (time.perf_counter() - began))
    return median(took)
