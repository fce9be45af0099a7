"""The files of the columnar engine: what goes in comes out."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import ArrayFile, ArrayFileWriter
from index.columnar.inversion import Tokens, invert
from index.columnar.run_merge import DROPPED, RunReader, merge_runs
from index.columnar.split import SplitArray, SplitWriter
from index.columnar.stored import Compressor, Decompressor, train_dictionary
from index.columnar.terms import Terms, write_terms

ARRAYS = st.dictionaries(
    st.text("abæ.", min_size=1, max_size=5),
    st.tuples(st.sampled_from(["u1", "<u2", "<u4", "<u8", "<i8", "<f8"]), st.lists(st.integers(0, 255), max_size=40)),
    max_size=5,
)


@settings(deadline=None)
@given(arrays=ARRAYS, streamed=st.booleans())
def test_arrays_come_out_as_they_went_in(arrays: dict[str, tuple[str, list[int]]], streamed: bool) -> None:
    with TemporaryDirectory() as folder:
        with ArrayFileWriter(Path(folder) / "arrays") as file:
            for name, (dtype, values) in arrays.items():
                if streamed:
                    stream = file.stream(name, dtype)
                    for half in (values[:7], values[7:]):
                        stream.append(np.array(half, dtype))
                    half_way = len(values) // 2
                    assert stream.read(half_way, len(values)).tolist() == values[half_way:]
                else:
                    file.add(name, np.array(values, dtype))
            file.close({"said": "så"})
        assert [path.name for path in Path(folder).iterdir()] == ["arrays"]
        opened = ArrayFile.open(Path(folder) / "arrays")
        assert opened.facts == {"said": "så"}
        for name, (dtype, values) in arrays.items():
            assert (opened[name].dtype, opened[name].tolist()) == (np.dtype(dtype), values)
            with pytest.raises(ValueError, match="read-only"):
                opened[name][:] = 0
        assert "findesikke" not in opened
        assert opened.damaged() == []


LETTERS = [b"d", b"a", b"c", b"b"]
TOKENS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 70_000), st.integers(0, 3)), max_size=60, unique=True)


@settings(deadline=None)
@given(blocks=st.lists(TOKENS, min_size=1, max_size=4), data=st.data(), most=st.integers(1, 20))
def test_runs_merge_into_the_postings_of_all_their_tokens(
    blocks: list[list[tuple[int, int, int]]], data: st.DataObject, most: int
) -> None:
    count = 6 * len(blocks)
    new = [*data.draw(st.permutations(range(count)))]
    dropped = data.draw(st.sets(st.integers(0, max(0, count - 1))))
    numbers = [DROPPED if at in dropped else number for at, number in enumerate(new)]
    expected: dict[int, dict[int, list[int]]] = {}
    runs = []
    for at, block in enumerate(blocks):
        columns = np.array(sorted(block), np.uint32).reshape(-1, 3).T
        runs.append(invert(Tokens(columns[2], columns[0], columns[1]), LETTERS))
        for document, position, term in sorted(block):
            if (number := numbers[6 * at + document]) != DROPPED:
                expected.setdefault(term, {}).setdefault(number, []).append(position)
    order = np.array(data.draw(st.permutations(range(4))))
    of_blocks = [np.array(numbers[6 * at : 6 * at + 6], np.int64) for at in range(len(blocks))]
    found: dict[int, dict[int, list[int]]] = {}
    readers = [RunReader(run, new, len(order)) for run, new in zip(runs, of_blocks, strict=True)]
    for term_range in merge_runs(readers, order, most):
        assert term_range.positions is not None
        positions, documents = (
            iter(term_range.positions.tolist()),
            iter(zip(term_range.documents, term_range.frequencies, strict=True)),
        )
        for term, postings in zip(term_range.terms.tolist(), term_range.counts.tolist(), strict=True):
            found[term] = {}
            for _ in range(postings):
                document, frequency = next(documents)
                found[term][int(document)] = [next(positions) for _ in range(frequency)]
        assert next(positions, None) is None
        assert next(documents, None) is None
    assert found == expected
    assert [*found] == [term for term in order.tolist() if term in expected]
    assert all(list(postings) == sorted(postings) for postings in found.values())


def test_articles_that_are_too_long_to_be_inverted_together_are_refused() -> None:
    ends = np.array([0, 2**40], np.uint64)
    with pytest.raises(ValueError, match="too long"):
        invert(Tokens(np.array([0, 3]), ends, ends), LETTERS)


SLICES = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: slice(*sorted(ends)))


@pytest.mark.parametrize("stretched", [1, 500], ids=["few changes", "many changes"])
@settings(deadline=None)
@given(parts=st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 2**17), max_size=20)), at=SLICES)
def test_numbers_that_were_split_come_out_as_they_went_in(parts: list[list[int]], at: slice, stretched: int) -> None:
    parts = [part * stretched for part in parts]
    numbers = [number for part in parts for number in part]
    with TemporaryDirectory() as folder, ArrayFileWriter(Path(folder) / "split") as file:
        writer = SplitWriter(file.stream, "x")
        for part in parts:
            writer.append(np.array(part, np.uint32))
        for name, values in writer.arrays().items():
            file.add(name, values)
        file.close({})
        split = SplitArray(ArrayFile.open(Path(folder) / "split"), "x")
        at = slice(*(min(end * stretched, len(numbers)) for end in (at.start, at.stop)))
        assert len(split) == len(numbers)
        assert split[at].tolist() == numbers[at]
        assert split[np.arange(len(numbers))[::-3]].tolist() == numbers[::-3]


TERMS = st.sets(st.binary(max_size=12).map(lambda text: text.replace(b"\xff", b"")), max_size=40)


@settings(deadline=None)
@given(terms=TERMS, asked=TERMS)
def test_terms_are_found_by_themselves_and_by_how_they_begin(terms: set[bytes], asked: set[bytes]) -> None:
    ordered = sorted(terms)
    with TemporaryDirectory() as folder:
        with ArrayFileWriter(Path(folder) / "terms") as file:
            write_terms(file, "x", ordered)
            file.close({})
        found = Terms(ArrayFile.open(Path(folder) / "terms"), "x")
        assert [found.term(at) for at in range(len(found))] == ordered
        for term in terms | asked:
            assert found.find(term) == (ordered.index(term) if term in terms else None)
            first, last = found.beginning_with(term[:2])
            assert ordered[first:last] == [other for other in ordered if other.startswith(term[:2])]


@pytest.mark.parametrize("count", [0, 3, 500])
def test_stored_articles_come_out_as_they_went_in(count: int) -> None:
    articles = [
        {"body": f"Færgen \ud800 sejler {at} gange om ugen til Ærø", "tal": at, "intet": None} for at in range(count)
    ]
    dictionary = train_dictionary(articles)
    assert bool(dictionary) == (count == 500)
    compressor, decompressor = Compressor(dictionary), Decompressor(dictionary)
    packed = [compressor.compress(article) for article in articles]
    assert [decompressor.decompress(data) for data in packed] == articles
    if dictionary:
        assert sum(map(len, packed)) < sum(len(str(article)) for article in articles) / 2
