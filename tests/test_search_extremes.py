"""Pages that no reader asks for: of nothing, behind the last hit, larger than any index."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Store, add
from search import SORTS, Engine, Request
from search.backend import EngineRequest, Snapshot, Sort
from search.columnar import ColumnarBackend
from search.deadline import Deadline
from search.tree import AllOf, Everything, Node, Term
from tests.asking import patient

COUNT = 400
TREES = (Everything(), Term("text", "storm"), AllOf((Term("text", "storm"), Term("text", "by"))))


@pytest.fixture(scope="module", params=[1, 3], ids=["one segment", "three segments"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """As many articles in one segment or in three."""
    folder = tmp_path_factory.mktemp("extremes")
    records = [{"id": f"{n:03}", "body": "Stormen tog byen. " * (1 + n % 7), "published": "2018"} for n in range(COUNT)]
    for at in range(request.param):
        path = Path(folder / f"{at}.jsonl")
        path.write_text("".join(json.dumps(record) + "\n" for record in records[at :: request.param]), encoding="utf-8")
        add([path], Store(folder / "index"))
    return Store(folder / "index")


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Iterator[Snapshot]:
    backend = ColumnarBackend(store)
    with backend.snapshot() as snapshot:
        yield snapshot
    backend.close()


def found(snapshot: Snapshot, tree: Node, order: Sort, first: int, size: int) -> list[str]:
    """The ids of a page of hits."""
    response = snapshot.search(EngineRequest(tree, order=order, first=first, size=size), Deadline(60))
    assert response.total == COUNT
    return [article.id for article in snapshot.read(hit.handle for hit in response.hits)]


@pytest.mark.parametrize("order", SORTS)
@pytest.mark.parametrize("tree", TREES, ids=lambda tree: type(tree).__name__)
def test_a_page_is_the_stretch_of_all_hits_that_it_names(tree: Node, order: Sort, snapshot: Snapshot) -> None:
    whole = found(snapshot, tree, order, 0, 10**30)
    assert len({*whole}) == COUNT
    for first in (0, 1, COUNT - 1, COUNT, 10**18, 2**63, 10**30):
        for size in (0, 1, COUNT, 2**63):
            assert found(snapshot, tree, order, first, size) == whole[first : first + size], (first, size)


def test_none_of_the_hits_can_be_taken(store: Store) -> None:
    engine = Engine.over(store.path, patient())
    with engine.matching(Request("storm"), 0) as matches:
        assert [*matches] == []
    engine.close()


def test_no_hit_stands_beside_a_place_behind_the_last(store: Store) -> None:
    engine = Engine.over(store.path, patient())
    opened = engine.open("007", Request("storm"), place=10**18 - 1)
    assert opened
    assert (opened.previous, opened.next) == (None, None)
    engine.close()
