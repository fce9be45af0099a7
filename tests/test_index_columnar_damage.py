"""A damaged file of the columnar engine is refused or found, and named; a sound one answers for all it holds."""

import random
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import DamagedIndex, Store
from index.array_footer import VERSION
from index.arrays import SMALL_ARRAY, ArrayFile, ArrayFileWriter
from index.columnar import SegmentFile
from index.columnar.inversion import PostingRun, Vocabulary
from index.mapping import FIELDS
from tests.webpages import make_index


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a small array and a large one."""
    path = tmp_path_factory.mktemp("arrays") / "arrays"
    with ArrayFileWriter(path) as file:
        file.add("small", np.arange(10))
        file.add("large", np.arange(SMALL_ARRAY))
        file.close({})
    return path


@pytest.fixture
def arrays(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(written, tmp_path / "arrays"))


def change(path: Path, at: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(data) or None] = data
    path.write_bytes(content)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "No such file or directory"),
    "empty": (lambda path: path.write_bytes(b""), "the file is empty"),
    "something else": (lambda path: path.write_bytes(b"junk" * 99), "no file of arrays"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "cut short or altered"),
    "grown": (lambda path: path.write_bytes(path.read_bytes() + b"x"), "cut short or altered"),
    "newer": (lambda path: change(path, 8, struct.pack("<I", VERSION + 1)), "is newer than this program"),
    "another footer": (lambda path: change(path, -60, b"x"), "the checksum of the footer differs"),
    "another small array": (lambda path: change(path, 64, b"x"), "the checksum of small differs"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_file_of_ours_is_refused_in_a_sentence(damage: str, arrays: Path) -> None:
    inflict, sentence = DAMAGES[damage]
    inflict(arrays)
    with pytest.raises(DamagedIndex, match=sentence) as refusal:
        ArrayFile.open(arrays)
    assert str(refusal.value).startswith(f"{arrays}: ")
    assert str(refusal.value).endswith("run opslag rebuild")
    assert "\n" not in str(refusal.value)


def test_a_footer_that_promises_more_than_there_is_is_refused(arrays: Path) -> None:
    whole = arrays.read_bytes()
    tail = struct.Struct("<QQII8s")
    at, length, _, version, magic = tail.unpack(whole[-tail.size :])
    for old, new in ((b'"<i8"', b'"|O8"'), (b"[", b"{"), (b"65536", b"99999")):
        footer = whole[at : at + length].replace(old, new)
        arrays.write_bytes(whole[:at] + footer + tail.pack(at, length, zlib.crc32(footer), version, magic))
        with pytest.raises(DamagedIndex, match="run opslag rebuild"):
            ArrayFile.open(arrays)


def test_a_flipped_bit_in_a_large_array_is_found_by_name(arrays: Path) -> None:
    opened = ArrayFile.open(arrays)
    change(arrays, 4096, bytes([opened["large"].view(np.uint8)[4096 - 192] ^ 1]))
    assert ArrayFile.open(arrays).damaged() == ["large"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index whose segment has arrays of all kinds, large ones too."""
    words = [f"ord{at}" for at in range(4000)]
    texts = [" ".join(random.Random(at).choices(words, k=200)) for at in range(400)]
    articles = [
        {"id": f"{at}", "title": text[:40], "body": text, "source": "Ritzau", "published": f"{2000 + at % 20}"}
        for at, text in enumerate(texts)
    ]
    return make_index(tmp_path_factory.mktemp("whole"), articles)


@pytest.mark.slow
def test_check_finds_every_flipped_bit_and_every_truncation(index: Path) -> None:
    store = Store(index)
    (path,) = store.current().glob("*.opslag")
    whole = path.read_bytes()
    draw = random.Random(1)
    named: list[str] = []
    try:
        for _ in range(300):
            at = draw.randrange(8 * len(whole))
            damaged = bytearray(whole)
            damaged[at // 8] ^= 1 << at % 8
            path.write_bytes(damaged)
            try:
                faults = store.check()[1]
            except DamagedIndex as error:
                faults = [str(error)]
            assert [fault for fault in faults if str(path) in fault], at
            named += [fault for fault in faults if " differs in body." in fault]
        for _ in range(100):
            path.write_bytes(whole[: draw.randrange(len(whole))])
            assert store.check()[1], "a truncated file is found"
            with pytest.raises(DamagedIndex, match="bytes instead of"):
                store.open()
    finally:
        path.write_bytes(whole)
    assert store.check()[1] == []
    assert len(named) > 80, "most of the file is the arrays of the body"


def test_a_segment_answers_for_all_that_it_holds(index: Path) -> None:
    (path,) = Store(index).current().glob("*.opslag")
    segment = SegmentFile.open(path)
    assert {*segment.fields, "article", "published"} == {*FIELDS}
    assert sorted(segment.columns) == ["byline", "published", "section", "source"]
    body, vocabulary = segment.fields["body"], Vocabulary()
    run: PostingRun = body.run(vocabulary)
    assert len(run) == len(body.documents)
    assert list(vocabulary) == [body.term(at) for at in range(len(body))]


def test_a_damaged_article_is_refused_by_the_name_of_its_file(index: Path, tmp_path: Path) -> None:
    (whole,) = Store(index).current().glob("*.opslag")
    path = Path(shutil.copy(whole, tmp_path / whole.name))
    articles = SegmentFile.open(whole)
    frame = bytes(articles.compressed(7))
    at = whole.read_bytes().index(frame)
    for place in range(0, len(frame), 5):
        change(path, at + place, bytes([frame[place] ^ 0x41]))
        with pytest.raises(DamagedIndex, match=f"{path.name}: the checksum of article 7 differs; run opslag rebuild"):
            SegmentFile.open(path).stored(7)
        assert SegmentFile.open(path).stored(8) == articles.stored(8)
        change(path, at + place, frame[place : place + 1])
