"""A long day of a server: 20,000 requests, while the index is changed 52 times, leave it as it was when it was warm: no
file held open, no memory lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

from index import Store, add, optimize, rebuild, remove
from tests.faults.process import write_articles
from tests.serving import Service, read, serving

REQUESTS, CHANGES = 20_000, 52
WARMING_UP = 24
"""Changes after which a server is warm. Like those that follow, they end with a rebuild: with one segment."""

CLIENTS, WORKERS = 4, 2
MORE_FILES, TIMES_THE_MEMORY = 2, 1.10

ASKED = {
    "/healthz": 200,
    "/intetsteds": 404,
    "/api/articles/artikel-3": 200,
    "/artikel/artikel-3": 200,
    "/statisk/opslag.css": 200,
    "/api/search?size=51": 400,
    **{f"/api/suggest?q={quote(start)}": 200 for start in ("hav", "b", "vil lu", "xyz")},
    f"/api/search?size=1&q={quote('havnefogeden -bro')}": 200,
    f"/api/search?size=1&sort=newest&q={quote('færge*')}": 200,
    "/soeg?size=1&q=%22gamle+bro%22": 200,
}


def test_a_long_day_leaves_the_server_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    changes = changes_of(store, tmp_path)
    with serving(store.path, tmp_path, "--workers", str(WORKERS)) as service:
        ask(service, 1000)
        for change in islice(changes, WARMING_UP):
            change()
            ask(service, 100)
        files, memory = held_by(service)
        for change in islice(changes, CHANGES):
            change()
            ask(service, -(-REQUESTS // CHANGES))
        files_then, memory_then = held_by(service)
    assert files_then <= files + MORE_FILES
    assert memory_then <= memory * TIMES_THE_MEMORY


def changes_of(store: Store, folder: Path) -> "cycle[Callable[[], object]]":
    """Changes of an index, one after another, over and over."""
    all_of_it = write_articles(folder / "all.jsonl", "første", 60)
    rebuild([all_of_it], store)
    one = folder / "one.jsonl"
    one.write_text(json.dumps({"id": "ny", "body": "Færgen til Ærø er indstillet."}) + "\n", encoding="utf-8")
    return cycle(
        (
            lambda: add([one], store),
            lambda: remove(["ny"], store),
            lambda: optimize(store),
            lambda: rebuild([all_of_it], store),
        )
    )


def ask(service: Service, requests: int) -> None:
    """Ask so many questions or more, over connections that stay open; each gets the answer it ought to get."""

    def client(_: int) -> None:
        connection = service.connect()
        for path, status in islice(cycle(ASKED.items()), -(-requests // CLIENTS)):
            connection.request("GET", path)
            assert read(connection.getresponse()).status == status, path
        connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))


def held_by(service: Service) -> tuple[int, int]:
    """The files that the workers hold open or mapped, and the kilobytes of memory that are theirs alone."""
    files = memory = 0
    for pid in service.workers(WORKERS):
        process = Path(f"/proc/{pid}")
        files += len([*(process / "fd").iterdir()])
        files += len({line.split()[-1] for line in (process / "maps").read_text().splitlines() if "/gen-" in line})
        rolled = dict(line.split()[:2] for line in (process / "smaps_rollup").read_text().splitlines()[1:])
        memory += int(rolled["Anonymous:"])
    return files, memory
