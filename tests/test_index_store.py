"""Generations on disk: the live one and its predecessor are kept, names follow each other, and whatever fails leaves
what is live as it was."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import BuildFailed, DamagedIndex, Manifest, NoIndex, Report, Store, rebuild
from index.mapping import to_article
from tests.reading import reader_of

Record = Mapping[str, str]
WriteJsonl = Callable[..., Path]

NAME = re.compile(r"gen-\d{8}T\d{12}-[0-9a-f]{8}")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "folder" / "index")


@pytest.fixture
def publish(store: Store, write_jsonl: WriteJsonl) -> Callable[..., str]:
    """Publish articles with these bodies; returns the generation's name."""

    def publish(*bodies: str) -> str:
        rebuild([write_jsonl([{"body": body} for body in bodies])], store)
        return store.current().name

    return publish


def on_disk(store: Store) -> list[str]:
    return sorted(path.name for path in store.path.iterdir())


def bodies(store: Store) -> list[str]:
    generation = store.open()
    found = sorted(to_article(fields).body for _, fields in reader_of(generation).iter_docs())
    generation.close()
    return found


def test_a_folder_that_is_not_there_is_made_with_all_above_it(store: Store, publish: Callable[..., str]) -> None:
    name = publish("Færgen sejler igen.")
    assert NAME.fullmatch(name)
    assert on_disk(store) == ["current", name, "lock"]
    assert (store.path / "current").is_symlink()
    assert str((store.path / "current").readlink()) == name, "the link holds when the folder is moved"


def test_the_live_generation_and_its_predecessor_are_kept(store: Store, publish: Callable[..., str]) -> None:
    names = [publish(f"Udgave {number}.") for number in range(5)]
    assert on_disk(store) == ["current", *names[-2:], "lock"]
    assert bodies(store) == ["Udgave 4."]


def test_names_sort_in_the_order_of_publishing_however_fast_that_goes(publish: Callable[..., str]) -> None:
    names = [publish("Færgen sejler igen.") for _ in range(5)]
    assert names == sorted(set(names))


def test_a_name_sorts_behind_a_live_one_from_the_future(store: Store, publish: Callable[..., str]) -> None:
    publish("Ældst.")
    ahead = f"gen-{datetime.now(UTC) + timedelta(days=400):%Y%m%dT%H%M%S%f}-ffffffff"
    store.current().rename(store.path / ahead)
    (store.path / "current").unlink()
    (store.path / "current").symlink_to(ahead)
    names = [ahead, publish("Uret er stillet tilbage."), publish("Og går nu.")]
    assert names == sorted(set(names))
    assert on_disk(store) == ["current", *names[-2:], "lock"]
    assert bodies(store) == ["Og går nu."]


def test_a_generation_is_never_changed_once_it_is_published(store: Store, publish: Callable[..., str]) -> None:
    first = publish("Færgen sejler igen.")
    before = {path.name: path.read_bytes() for path in store.current().iterdir()}
    publish("Broen lukker.")
    assert {path.name: path.read_bytes() for path in (store.path / first).iterdir()} == before


def test_the_manifest_says_what_was_published(store: Store, publish: Callable[..., str]) -> None:
    publish("Færgen sejler igen.", "Broen lukker.")
    manifest = Manifest.read(store.current())
    files = {path.name: path.stat().st_size for path in store.current().iterdir() if path.name != "manifest.json"}
    assert manifest.articles == 2
    assert {name: entry.size for name, entry in manifest.files.items()} == files
    assert manifest.size == sum(files.values())
    assert datetime.fromisoformat(manifest.created).tzinfo is not None
    assert store.check() == (manifest, [])


@pytest.mark.parametrize(
    ("text", "strict", "sentence"),
    [
        ("", False, "no article to index, 0 rejected"),
        ('{"title": "uden brødtekst"}\n[]\n', False, "no article to index, 2 rejected"),
        ('{"body": "Færgen sejler."}\n{"body"\n', True, "articles.jsonl:2"),
    ],
)
@pytest.mark.parametrize("there_is_one", [True, False])
def test_a_build_that_fails_leaves_what_was(
    tmp_path: Path,
    store: Store,
    publish: Callable[..., str],
    text: str,
    strict: bool,
    sentence: str,
    there_is_one: bool,
) -> None:
    before = ["current", publish("Færgen ligger stille."), "lock"] if there_is_one else ["lock"]
    source = tmp_path / "articles.jsonl"
    source.write_text(text)
    with pytest.raises(BuildFailed, match=sentence):
        rebuild([source], store, strict=strict)
    assert on_disk(store) == before
    if there_is_one:
        assert bodies(store) == ["Færgen ligger stille."]
    else:
        with pytest.raises(NoIndex, match="no index here; run opslag rebuild"):
            store.open()


def test_a_build_says_what_it_is_doing_and_how_far_it_is(store: Store, write_jsonl: WriteJsonl) -> None:
    said: list[tuple[str, int, int | None]] = []
    articles = write_jsonl([{"body": f"Færge {number} sejler."} for number in range(3)])
    rebuild([articles], store, progress=lambda what, done, total: said.append((what, done, total)))
    assert said == [("Indexing", 1, None), ("Indexing", 2, None), ("Indexing", 3, None), ("Writing", 3, None)]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, MemoryError])
def test_whatever_ends_a_build_leaves_no_draft(
    store: Store, publish: Callable[..., str], write_jsonl: WriteJsonl, error: type[BaseException]
) -> None:
    live = publish("Færgen ligger stille.")

    def fail(what: str, *_: object) -> None:
        if what == "Writing":
            raise error

    with pytest.raises(error):
        rebuild([write_jsonl([{"body": "Broen lukker."}])], store, progress=fail)
    assert on_disk(store) == ["current", live, "lock"]
    assert bodies(store) == ["Færgen ligger stille."]


def publish_files(store: Store, files: Mapping[str, bytes], articles: int) -> None:
    with store.write() as draft:
        for name, data in files.items():
            (draft.path / name).write_bytes(data)
        draft.publish(articles)


def test_a_draft_is_published_only_when_it_holds_up(store: Store, publish: Callable[..., str]) -> None:
    live = publish("Færgen ligger stille.")
    files = {path.name: path.read_bytes() for path in store.current().iterdir() if path.name != "manifest.json"}
    with pytest.raises(DamagedIndex, match=r"\.arrays: No such file"):
        publish_files(store, {name: data for name, data in files.items() if name.endswith(".toc")}, 1)
    with pytest.raises(DamagedIndex, match="1 articles instead of 2"):
        publish_files(store, files, 2)
    assert on_disk(store) == ["current", live, "lock"]
    publish_files(store, files, 1)
    assert store.current().name > live
    assert bodies(store) == ["Færgen ligger stille."]


def test_what_is_not_ours_in_the_folder_is_left_alone(store: Store, publish: Callable[..., str]) -> None:
    store.path.mkdir(parents=True)
    (store.path / "noter.txt").write_text("rør ikke")
    (store.path / "gen-vest").mkdir()
    names = [publish("Færgen sejler."), publish("Broen lukker."), publish("Broen åbner.")]
    assert set(on_disk(store)) == {"current", "lock", "noter.txt", "gen-vest", *names[-2:]}
    assert (store.path / "noter.txt").read_text() == "rør ikke"


def test_what_crashed_writers_left_is_removed_by_the_next(store: Store, publish: Callable[..., str]) -> None:
    live = publish("Færgen sejler.")
    (store.path / "current.0123abcd").symlink_to("gen-20990101T120000000000-0123abcd")
    (store.path / "gen-20990101T120000000000-0123abcd" / "MAIN.tmp").mkdir(parents=True)
    assert bodies(store) == ["Færgen sejler."]
    after = publish("Broen lukker.")
    assert on_disk(store) == ["current", live, after, "lock"]


def test_an_index_can_be_moved_and_copied(store: Store, publish: Callable[..., str], tmp_path: Path) -> None:
    publish("Færgen sejler.")
    store.path.rename(tmp_path / "andetsteds")
    assert bodies(Store(tmp_path / "andetsteds")) == ["Færgen sejler."]


def test_the_report_adds_up_and_the_last_of_several_with_one_id_counts(store: Store, tmp_path: Path) -> None:
    rows: Sequence[Record] = [
        {"id": "a", "body": "Første."},
        {"id": "b", "body": "Anden."},
        {"id": "a", "body": "Tredje."},
        {"title": "Uden brødtekst"},
        {"id": "a", "body": "Fjerde."},
    ]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows))
    report: Report = rebuild([source], store)
    assert (report.read, report.indexed, report.rejected, report.duplicates) == (5, 2, 1, 2)
    assert [(rejected.origin, rejected.line) for rejected in report.rejections] == [(source, 4)]
    assert bodies(store) == ["Anden.", "Fjerde."]
