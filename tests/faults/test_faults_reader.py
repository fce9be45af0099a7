"""Readers while others write: each new generation answers the next request, without a restart and without a file left
open; who holds an old one reads on after it was pruned."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Generation, Store, rebuild
from search import Engine, Request
from tests.faults.process import Editions, content, generations, write_articles
from web import create_app

REBUILDS = 10


@pytest.fixture
def publish(tmp_path: Path) -> Callable[[int], str]:
    """Publish an edition that holds as many articles as its number says; returns the generation's name."""
    store = Store(tmp_path / "growing")

    def publish(number: int) -> str:
        rebuild([write_articles(tmp_path / "edition.jsonl", f"nummer{number}", number)], store)
        return store.current().name

    return publish


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app({"INDEX": str(tmp_path / "growing")})
    yield app.test_client()
    app.extensions["engine"].close()


def held_open(folder: Path) -> list[str]:
    """What this process has open or mapped of the files in `folder`."""
    files = Path("/proc/self/maps").read_text().splitlines()
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # The descriptor that listed them.
            files.append(str(descriptor.readlink()))
    return [file for file in files if f"{folder}/" in file]


def contents(generation: Generation) -> list[object]:
    """All that an open generation holds: terms with their postings and places, and stored fields."""
    found: list[object] = []
    for leaf in generation.leaves:
        found += [leaf.file.stored(document) for document in range(leaf.file.documents)]
        for name, field in leaf.file.fields.items():
            for number in range(len(field)):
                postings = field.documents[field.postings(number)].tolist()
                places = field.places(number).tolist() if field.has_positions else []
                found.append((name, field.term(number), postings, field.frequencies_of(number).tolist(), places))
    return found


def test_an_engine_and_an_application_see_each_new_generation_at_the_next_request(
    tmp_path: Path, publish: Callable[[int], str], client: FlaskClient
) -> None:
    folder = tmp_path / "growing"
    engine = Engine.over(folder)
    open_files = []
    for number in range(1, REBUILDS + 1):
        name = publish(number)
        response = engine.search(Request(f"nummer{number} udgave"))
        assert (response.generation, response.total) == (name, number)
        assert client.get("/healthz").json == {"status": "ok", "generation": name, "articles": number}
        answer = client.get("/api/search", query_string={"q": f"nummer{number} udgave"}).json
        assert answer is not None
        assert answer["total"] == number
        assert {hit["id"] for hit in answer["hits"]} <= {f"artikel-{of}" for of in range(number)}
        found = client.get(f"/api/articles/artikel-{number - 1}").json
        assert found is not None
        assert found["body"].startswith(f"Det skriver nummer{number} udgave.")
        assert all(name in file for file in held_open(folder)), "an older generation is still open"
        open_files.append(len(held_open(folder)))
    assert 0 < open_files[-1] == open_files[0]
    assert len(generations(folder)) == 2
    engine.close()


def test_a_question_about_an_older_edition_finds_nothing_of_it(
    publish: Callable[[int], str], client: FlaskClient
) -> None:
    for number in (3, 4):
        publish(number)
        answer = client.get("/api/search?q=nummer3&exact=1").json
        assert answer is not None
        assert answer["total"] == (3 if number == 3 else 0)


def test_the_etag_of_an_answer_changes_with_the_generation(publish: Callable[[int], str], client: FlaskClient) -> None:
    publish(3)
    tag = client.get("/api/search?q=udgave").headers["ETag"]
    assert client.get("/api/search?q=udgave", headers={"If-None-Match": tag}).status_code == 304
    publish(3)
    assert client.get("/api/search?q=udgave", headers={"If-None-Match": tag}).status_code == 200


def test_an_open_generation_is_read_to_the_end_after_it_was_pruned(editions: Editions, index: Path) -> None:
    store = Store(index)
    generation = store.open()
    untouched = Store(editions.index).open()
    for _ in range(3):
        rebuild([editions.source], store)
    assert not generation.folder.exists()
    assert contents(generation) == contents(untouched)
    generation.close()
    untouched.close()
    assert content(store) == editions.new


def test_an_engine_that_rested_through_many_rebuilds_moves_on(publish: Callable[[int], str], tmp_path: Path) -> None:
    publish(1)
    engine = Engine.over(tmp_path / "growing")
    assert engine.holdings().articles == 1
    for number in (2, 3, 4):
        publish(number)
    assert engine.search(Request("udgave")).total == 4
    engine.close()


def test_who_opens_while_others_publish_always_gets_a_whole_generation(
    tmp_path: Path, publish: Callable[[int], str]
) -> None:
    names = {publish(1): 1}
    store, done = Store(tmp_path / "growing"), threading.Event()
    seen: set[tuple[str, int]] = set()
    errors: list[Exception] = []

    def read() -> None:
        try:
            while not done.is_set():
                with store.open() as generation:
                    stored = sum(isinstance(one, dict) for one in contents(generation))
                    seen.add((generation.name, stored))
                store.check()
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, REBUILDS + 1):
        names[publish(number)] = number
    done.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert seen
    assert seen <= set(names.items())
