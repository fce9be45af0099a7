"""Adding, replacing, removing and joining: an index that was changed holds and answers what one rebuilt does."""

import json
import random
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import BuildFailed, NoIndex, Store, add, optimize, rebuild, remove
from search import Engine, Request
from tests.asking import patient
from tests.contents import everything
from tests.reading import reader_of

WORDS = ["sol", "solen", "sne", "storm", "færge", "by", "og", "i", "ministre"]
BODIES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
RECORDS = st.fixed_dictionaries(
    {
        "id": st.integers(0, 12).map(str),
        "body": BODIES.map(lambda body: f"{body} slut"),
        "title": BODIES,
        "published": st.sampled_from(["", "2016-05-01", "2017-01-31"]),
        "source": st.sampled_from(["", "Ritzau", "Fyns Tidende"]),
    }
)
ADD = st.lists(RECORDS, min_size=1, max_size=6)
REMOVE = st.sets(st.integers(0, 12).map(str), min_size=1, max_size=3)

Record = dict[str, str]


def source_of(path: Path, records: Iterable[Record]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def held(store: Store) -> list[object]:
    with closing(store.open()) as generation:
        return list(everything(reader_of(generation)))


def segments(store: Store) -> list[int]:
    with closing(store.open()) as generation:
        return [leaf.file.documents for leaf in generation.leaves]


def answers(store: Store) -> list[list[tuple[str, float]]]:
    engine = Engine.over(store.path, patient())
    return [
        [(hit.article.id, round(hit.score, 9)) for hit in engine.search(Request(query=query, size=50)).hits]
        for query in (*WORDS, "sol storm", '"og i"', "titel:sol", "so*", "minister")
    ]


@pytest.mark.slow
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(first=ADD, changes=st.lists(ADD | REMOVE, max_size=12))
def test_a_changed_index_is_the_one_that_a_rebuild_makes(
    first: list[Record], changes: list[list[Record] | set[str]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        changed, rebuilt = Store(folder / "changed"), Store(folder / "rebuilt")
        model = {record["id"]: record for record in first}
        add([source_of(folder / "articles.jsonl", first)], changed)
        for change in changes:
            if isinstance(change, list):
                report = add([source_of(folder / "articles.jsonl", change)], changed)
                assert report.indexed == len({record["id"] for record in change})
                model |= {record["id"]: record for record in change}
            elif known := change & model.keys():
                assert remove(sorted(change), changed) == (len(known), sorted(change - known))
                model = {id: model[id] for id in model if id not in change}
            else:
                with pytest.raises(BuildFailed, match="no article has any of these ids"):
                    remove(change, changed)
            assert changed.open().manifest.articles == len(model)
        assert optimize(changed) == len(model)
        assert segments(changed) == [len(model)]
        assert changed.check()[1] == []
        if model:
            rebuild([source_of(folder / "articles.jsonl", model.values())], rebuilt)
            assert held(changed) == held(rebuilt)
            assert answers(changed) == answers(rebuilt)


@pytest.mark.once
def test_a_thousand_single_additions_leave_few_segments(tmp_path: Path) -> None:
    draw = random.Random(3)
    records = [
        {"id": f"{at}", "body": " ".join(draw.choices(WORDS, k=30)), "published": f"20{at % 17:02}-03-01"}
        for at in range(1020)
    ]
    changed, rebuilt = Store(tmp_path / "changed"), Store(tmp_path / "rebuilt")
    add([source_of(tmp_path / "first.jsonl", records[:20])], changed)
    for at, record in enumerate(records[20:]):
        add([source_of(tmp_path / "one.jsonl", [record])], changed)
        if at % 100 == 99:
            assert len(segments(changed)) <= 8
    assert len([*tmp_path.glob("changed/gen-*")]) == 2
    rebuild([source_of(tmp_path / "all.jsonl", records)], rebuilt)
    optimize(changed)
    assert held(changed) == held(rebuilt)
    assert answers(changed) == answers(rebuilt)


def test_an_index_from_which_all_was_removed_answers_and_takes_articles_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    one = source_of(tmp_path / "one.jsonl", [{"id": "a", "body": "Solen skinner."}])
    add([one], store)
    engine = Engine.over(store.path, patient())
    assert engine.search(Request(query="solen")).total == 1
    assert remove(["a"], store) == (1, [])
    assert engine.search(Request(query="solen")).total == 0
    assert engine.search(Request()).total == 0
    assert engine.holdings().articles == 0
    add([one], store)
    assert engine.search(Request(query="solen")).total == 1
    assert segments(store) == [1]


def test_nothing_is_removed_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="no index here"):
        remove(["a"], Store(tmp_path / "index"))
    assert not (tmp_path / "index").exists()


def test_what_the_live_generation_has_lies_on_the_disk_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    add([source_of(tmp_path / "a.jsonl", [{"id": "a", "body": "Solen skinner."}])], store)
    (file,) = store.current().glob("*.opslag")
    add([source_of(tmp_path / "b.jsonl", [{"id": "b", "body": "Det sner."}])], store)
    assert (store.current() / file.name).samefile(file)
    assert len([*store.current().glob("*.opslag")]) == 2
