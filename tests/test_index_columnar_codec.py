"""The codec under Whoosh's own hands: what Whoosh writes, reads, deletes, merges and searches with it is what it does
with its own codec."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, query
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Characters, Format, PositionBoosts
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


class Kept(fields.FieldType):
    """A field with a format that the codec does not keep."""

    def __init__(self, format: Format) -> None:
        super().__init__(format, fields.TEXT().analyzer, scorable=True)


@pytest.mark.parametrize(
    ("field", "document", "error", "sentence"),
    [
        (fields.TEXT(vector=True), {"x": "storm"}, TypeError, "x: this codec keeps no vectors"),
        (fields.COLUMN(columns.VarBytesColumn()), {"x": 1.5}, TypeError, "x: a column holds whole numbers or bytes"),
        (fields.COLUMN(columns.NumericColumn("q")), {"x": b"1"}, TypeError, "x: bytes is not what this column holds"),
        (fields.COLUMN(columns.VarBytesColumn()), {"x": 1}, TypeError, "x: int is not what this column holds"),
        (fields.COLUMN(columns.NumericColumn("Q")), {"x": 2**63}, ValueError, "x: a column holds numbers of 64 bits"),
        (fields.TEXT(field_boost=1.5), {"x": "storm"}, ValueError, "x: a weight has to be the frequency, 1, not 1.5"),
        (fields.TEXT(field_boost=2.0), {"x": "sol sol"}, ValueError, "x: a weight has to be the frequency, 2, not 4.0"),
        (fields.ID(), {"x": "storm", "_boost": 1.5}, ValueError, "x: a weight has to be the frequency, 1, not 1.5"),
        (fields.STORED(), {"x": {1, 2}}, TypeError, "x: Object of type set is not JSON serializable"),
        (
            Kept(Characters()),
            {"x": "storm"},
            TypeError,
            "x: this codec keeps frequencies and positions, not Characters",
        ),
        (Kept(PositionBoosts()), {"x": "storm"}, TypeError, "x: this codec keeps .*, not PositionBoosts"),
    ],
)
def test_what_the_codec_cannot_keep_is_refused_by_name(
    field: fields.FieldType, document: dict[str, Any], error: type[Exception], sentence: str, tmp_path: Path
) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(x=field))
    writer = index.writer(codec=ColumnarCodec())

    def write() -> None:
        writer.add_document(**document)
        writer.commit()

    with pytest.raises(error, match=sentence):
        write()
    index.close()


def test_a_field_whose_arrays_would_lie_over_others_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(stored=fields.ID(stored=True)))
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(stored="storm")
    with pytest.raises(ValueError, match=r"stored.starts: the file has an array of this name"):
        writer.commit()
    if not writer.is_closed:  # whoosh3 closes a writer that fails.
        writer.cancel()
    assert list(tmp_path.glob(f"*{EXTENSION}")) == []
    index.close()


def test_words_are_found_beside_one_that_an_article_has_more_than_255_times(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(key=fields.ID(stored=True), text=fields.TEXT()))
    add_texts = [{"key": "long", "text": "storm " * 300}, {"key": "short", "text": "regn storm sol"}]
    for documents, optimize in ((add_texts, False), ([{"key": "other", "text": "sol"}], True)):
        writer = index.writer(codec=ColumnarCodec())
        for document in documents:
            writer.add_document(**document)
        writer.commit(merge=False, optimize=optimize)
        with index.searcher() as searcher:
            assert [hit["key"] for hit in searcher.search(query.Phrase("text", ["regn", "storm"]))] == ["short"]
            assert searcher.reader().frequency("text", "storm") == 301
    index.close()


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


@pytest.mark.parametrize("after", [[], [{"key": "c"}]], ids=["the last", "one between others"])
def test_an_article_that_is_refused_costs_no_other(after: list[dict[str, Any]], tmp_path: Path) -> None:
    numbers = fields.COLUMN(columns.NumericColumn("q", 77))
    schema = fields.Schema(key=fields.ID(stored=True), a=numbers, number=fields.NUMERIC(sortable=True))
    index = FileStorage(str(tmp_path)).create_index(schema)
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(key="b")
    with pytest.raises(ValueError, match="intet tal"):
        writer.add_document(a=5, key="refused", number="intet tal")
    for document in after:
        writer.add_document(**document)
    writer.commit()
    with index.reader() as reader:
        assert [stored["key"] for _, stored in reader.iter_docs()] == ["b", *(document["key"] for document in after)]
        assert list(reader.column_reader("a")) == [77] * (1 + len(after))
    index.close()


@pytest.mark.parametrize("ids", [["a b", None, "c"], [None, None, "c"], ["a b", "c", "d"]])
def test_articles_are_the_newest_first_also_where_ids_lack_or_are_many(ids: list[str | None], tmp_path: Path) -> None:
    schema = fields.Schema(id=fields.KEYWORD(stored=True), published=fields.NUMERIC(sortable=True, stored=True))
    index = FileStorage(str(tmp_path)).create_index(schema)
    writer = index.writer(codec=ColumnarCodec())
    for id, published in zip(ids, [2016, 2018, 2017], strict=True):
        writer.add_document(id=id, published=published)
    writer.commit()
    with index.reader() as reader:
        assert [stored["published"] for _, stored in reader.iter_docs()] == [2018, 2017, 2016]
    index.close()
