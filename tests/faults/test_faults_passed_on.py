"""Damage is never passed on: a flipped bit anywhere in a segment is named by whoever writes it again, before a segment
with a checksum that is right is made of it; and what is verified to the end gives no wrong answer."""

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import DamagedIndex, Store, add, optimize
from index.arrays import ArrayFile
from index.columnar import EXTENSION
from opslag import main
from search import Engine, Request
from tests.asking import patient
from tests.faults.damage import flip, live

SEED, FLIPS = 12, 330
"""What draws the bits, and how many are flipped one after another."""

QUESTIONS = ("ord7", "ord70 ord71", '"ord1 ord2"', "ord1*", "titel:ord3", "-ord5 ord6")

Answers = list[tuple[int, list[tuple[str, float, str]]]]


def write(path: Path, first: int, count: int) -> Path:
    draw = random.Random(first)
    words = [f"ord{at}" for at in range(3000)]
    records = [
        {"id": f"{at}", "title": f"ord{at % 9}", "body": " ".join(draw.choices(words, k=150)), "source": "Ritzau"}
        for at in range(first, first + count)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments, with arrays of all kinds that opening does not verify."""
    folder = tmp_path_factory.mktemp("whole")
    store = Store(folder / "index")
    for first, count in ((0, 400), (400, 300)):
        add([write(folder / "articles.jsonl", first, count)], store)
    for path in live(store.path).glob(f"*{EXTENSION}"):
        assert {"body.places", "body.documents", "text.codes", "stored"} <= {*ArrayFile.open(path).large_arrays}
    return store.path


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return shutil.copytree(whole, tmp_path / "index", symlinks=True)


def on_disk(index: Path) -> set[str]:
    return {str(path.relative_to(index)) for path in index.rglob("*")} - {"lock"}


def answers(index: Path) -> Answers:
    with closing(Engine.over(index, patient())) as engine:
        responses = [engine.search(Request(query=question, size=20)) for question in QUESTIONS]
    return [
        (response.total, [(hit.article.id, hit.score, hit.article.body) for hit in response.hits])
        for response in responses
    ]


def found(index: Path) -> str:
    """What is found when all that is read is verified; empty where all is whole."""
    try:
        with Store(index).open() as generation:
            generation.require_whole()
    except DamagedIndex as error:
        return str(error)
    return ""


def flips(index: Path) -> Iterator[tuple[Path, int]]:
    """Each time one bit of a segment is flipped: its file, and where; it is put right afterwards."""
    draw = random.Random(SEED)
    segments = sorted(live(index).glob(f"*{EXTENSION}"))
    for _ in range(FLIPS):
        path = draw.choice(segments)
        data, at = path.read_bytes(), draw.randrange(8 * path.stat().st_size)
        flip(path, at)
        yield path, at
        path.write_bytes(data)


def test_no_flipped_bit_is_optimized_away(whole: Path, index: Path) -> None:
    before, right = on_disk(index), answers(whole)
    refused = 0
    for path, at in flips(index):
        if fault := found(index):
            refused += 1
            assert fault.startswith(f"{path}: "), at
            with pytest.raises(DamagedIndex, match=path.name):
                optimize(Store(index))
            assert on_disk(index) == before
            with suppress(DamagedIndex):  # Which is all that asking comes to, while it is not found yet.
                answers(index)
        else:  # It lies between arrays, where nothing is read.
            assert answers(index) == right
    assert refused > 0.98 * FLIPS
    optimize(Store(index))
    assert Store(index).check()[1] == []


CHANGES: dict[str, list[str]] = {"add": ["--workers", "1"], "remove": ["7", "401"], "optimize": []}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("array", ["stored", "text.codes", "body.places", "body.documents", "body.terms"])
def test_a_change_names_the_damaged_array_and_leaves_what_is_live(
    index: Path, tmp_path: Path, change: str, array: str
) -> None:
    path = max(live(index).glob(f"*{EXTENSION}"), key=lambda path: path.stat().st_size)
    entry = ArrayFile.open(path)._entries[array]
    assert entry.size > 99
    flip(path, 8 * (entry.offset + entry.size // 2))
    before, was_live = on_disk(index), live(index)
    sources = [str(write(tmp_path / "new.jsonl", 9000, 3))] if change == "add" else []
    result = CliRunner().invoke(main, [change, *CHANGES[change], *sources, "--index", str(index)])
    assert result.exit_code == 5
    assert result.stderr == f"Error: {path}: the checksum of {array} differs; run opslag rebuild\n"
    assert (on_disk(index), live(index)) == (before, was_live)
