"""The codec under Whoosh's own hands: what Whoosh writes, reads, deletes, merges and searches with it is what it does
with its own codec."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader, TermNotFound
from whoosh.sorting import FieldFacet

from index.columnar import ColumnarCodec
from index.columnar.segment_file import EXTENSION

WORDS = ["storm", "sne", "sol", "regn", "ærø", "bro"]
SCHEMA = fields.Schema(
    key=fields.ID(unique=True, stored=True),
    text=fields.TEXT(stored=True),
    tags=fields.KEYWORD(stored=True, sortable=True),
    number=fields.NUMERIC(int, sortable=True),
    place=fields.COLUMN(columns.VarBytesColumn()),
)


def documents(seed: int, count: int = 30) -> Iterator[dict[str, Any]]:
    draw = random.Random(seed)
    for at in range(count):
        document = {"key": f"{seed}-{at}", "text": " ".join(draw.choices(WORDS, k=draw.randint(1, 15)))}
        document |= {"tags": draw.choice(WORDS)} if draw.random() < 0.7 else {}
        yield document | ({"number": draw.randrange(50)} if draw.random() < 0.7 else {}) | {"place": b"%d" % at}


Steps = list[Callable[[FileIndex, dict[str, Any]], None]]


def add(seed: int, **commit: Any) -> Callable[[FileIndex, dict[str, Any]], None]:
    def step(index: FileIndex, options: dict[str, Any]) -> None:
        writer = index.writer(**options)
        for document in documents(seed):
            writer.add_document(**document)
        writer.commit(**commit)

    return step


def delete(word: str, **commit: Any) -> Callable[[FileIndex, dict[str, Any]], None]:
    def step(index: FileIndex, options: dict[str, Any]) -> None:
        writer = index.writer(**options)
        writer.delete_by_query(query.Term("tags", word))
        writer.update_document(key="1-3", text="storm over ærø igen", tags="sne", number=99, place=b"x")
        writer.commit(**commit)

    return step


def cancel(index: FileIndex, options: dict[str, Any]) -> None:
    writer = index.writer(**options)
    writer.add_document(key="aldrig", text="aldrig")
    writer.cancel()


HISTORIES: dict[str, Steps] = {
    "one segment": [add(1)],
    "several segments": [add(1, merge=False), add(2, merge=False), add(3, merge=False)],
    "deleted and updated": [add(1, merge=False), add(2, merge=False), delete("sol", merge=False)],
    "merged": [add(1, merge=False), add(2, merge=False), delete("sol", merge=False), add(4, optimize=True)],
    "cancelled": [add(1), cancel],
}


@pytest.fixture(params=HISTORIES)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[FileIndex, FileIndex]]:
    """Two indexes with one history: by Whoosh's own codec, and by ours."""
    indexes = []
    for name, options in (("theirs", {}), ("ours", {"codec": ColumnarCodec()})):
        (tmp_path / name).mkdir()
        indexes.append(FileStorage(str(tmp_path / name)).create_index(SCHEMA))
        for step in HISTORIES[request.param]:
            step(indexes[-1], options)
    yield indexes[0], indexes[1]
    for index in indexes:
        index.close()


def content(reader: IndexReader) -> Iterator[Any]:
    """What can be read of an index, by the keys of its documents."""
    keys = {number: stored["key"] for number, stored in reader.iter_docs()}
    yield {stored["key"]: stored for _, stored in reader.iter_docs()}
    yield reader.doc_count(), reader.doc_count_all()
    yield reader.min_field_length("text"), reader.max_field_length("text")
    yield {keys[number]: reader.doc_field_length(number, "text") for number in keys}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        postings = {}
        while matcher.is_active():
            positions = tuple(matcher.value_as("positions")) if matcher.supports("positions") else ()
            postings[keys[matcher.id()]] = matcher.weight(), positions
            matcher.next()
        yield field, term, postings, reader.doc_frequency(field, term), reader.frequency(field, term)
    for field in ("tags", "number", "place"):
        column = reader.column_reader(field)
        yield field, {key: column[number] for number, key in keys.items()}


QUERIES = [
    query.Term("text", "storm"),
    query.Term("text", "findesikke"),
    query.And([query.Term("text", "storm"), query.Term("text", "sne")]),
    query.Or([query.Term("text", "ærø"), query.Term("text", "bro"), query.Term("tags", "sol")]),
    query.Phrase("text", ["sne", "storm"]),
    query.Phrase("text", ["sol", "bro"], slop=3),
    query.Prefix("text", "s"),
    query.Wildcard("text", "*r*"),
    query.FuzzyTerm("text", "storn"),
    query.NumericRange("number", 10, 30),
    query.Not(query.Term("text", "storm")),
    query.Every(),
]


def test_whoosh_reads_what_it_wrote(both: tuple[FileIndex, FileIndex]) -> None:
    theirs, ours = (index.reader() for index in both)
    assert list(content(ours)) == list(content(theirs))
    theirs.close()
    ours.close()


def test_whoosh_finds_what_it_finds_with_its_own_codec(both: tuple[FileIndex, FileIndex]) -> None:
    with both[0].searcher() as theirs, both[1].searcher() as ours:
        for node in QUERIES:
            expected, found = (
                {hit["key"]: hit.score for hit in searcher.search(node, limit=None)} for searcher in (theirs, ours)
            )
            # Where segments were merged, Whoosh's own codec adds up rounded lengths, and its average drifts.
            assert found == pytest.approx(expected, rel=0.01), node
        for reverse in (False, True):
            facet = FieldFacet("number", reverse=reverse)
            orders = [[hit["key"] for hit in s.search(QUERIES[0], sortedby=facet, limit=None)] for s in (theirs, ours)]
            assert orders[1] == orders[0]
        groups = [s.search(query.Every(), groupedby="tags", limit=None).groups("tags") for s in (theirs, ours)]
        assert {name: len(group) for name, group in groups[1].items()} == {
            name: len(group) for name, group in groups[0].items()
        }


def test_terms_are_walked_in_order_from_anywhere(both: tuple[FileIndex, FileIndex]) -> None:
    theirs, ours = (index.reader() for index in both)
    assert list(ours.terms_from("tags", "s")) == list(theirs.terms_from("tags", "s"))
    assert list(ours.expand_prefix("text", "s")) == list(theirs.expand_prefix("text", "s"))
    assert [term for term, _ in ours.iter_from("text", "r")] == [term for term, _ in theirs.iter_from("text", "r")]
    for term in ("storm", "bro"):
        found, expected = ours.term_info("text", term), theirs.term_info("text", term)
        for fact in ("weight", "doc_frequency", "min_length", "max_length", "max_weight"):
            assert getattr(found, fact)() == getattr(expected, fact)(), fact
    assert ours.doc_frequency("text", "findesikke") == ours.frequency("text", "findesikke") == 0
    assert ("text", "findesikke") not in ours
    with pytest.raises(TermNotFound):
        ours.postings("text", "findesikke")
    theirs.close()
    ours.close()


def test_a_merge_leaves_one_segment_without_what_was_deleted(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(SCHEMA)
    for step in HISTORIES["merged"]:
        step(index, {"codec": ColumnarCodec()})
    assert len(list(tmp_path.glob(f"*{EXTENSION}"))) == 1
    with index.reader() as reader:
        assert not reader.has_deletions()


def test_hits_are_sorted_by_names_both_ways(both: tuple[FileIndex, FileIndex]) -> None:
    with both[0].searcher() as theirs, both[1].searcher() as ours:
        for reverse in (False, True):
            facet = FieldFacet("tags", reverse=reverse)
            orders = [
                [
                    hit["tags"]
                    for hit in s.search(
                        query.Term("text", "storm"), sortedby=facet, limit=None, filter=query.Every("tags")
                    )
                ]
                for s in (theirs, ours)
            ]
            assert orders[1] == orders[0]
            assert len(set(orders[1])) > 1


def test_a_reader_of_a_writer_sees_what_the_writer_deletes(both: tuple[FileIndex, FileIndex]) -> None:
    seen = []
    for index, options in zip(both, ({}, {"codec": ColumnarCodec()}), strict=True):
        writer = index.writer(**options)
        reader = writer.reader()
        counts = [reader.doc_count()]
        for undo in (True, False):
            counts.append(writer.delete_by_query(query.Term("tags", "sne")))
            counts += [reader.doc_count(), sum(map(reader.is_deleted, range(reader.doc_count_all())))]
            if undo:
                writer.delete_document(0)
        seen.append(counts)
        reader.close()
        writer.cancel()
    assert seen[1] == seen[0]
    assert seen[1][0] > seen[1][2]
