"""How often terms are in articles, in fields of every kind, beside Whoosh's own codec."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.codec.base import FieldCursor
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Frequency, Positions
from whoosh.reading import IndexReader

from index.columnar import EXTENSION, ColumnarCodec, SegmentFile, merge_segments
from tests.codecs import Documents, both_indexes

FACTS = ("weight", "doc_frequency", "min_length", "max_length", "max_weight", "min_id", "max_id")

ARTICLES: list[Documents] = [
    [
        {"key": "stille", "x": "sol"},
        {"key": "blæst", "x": "storm storm sne " + "by vej hus træ mark " * 9},
        {"key": "uden"},
        {"key": "orkan", "x": "sol " + "storm " * 300},
    ],
    [{"key": "igen", "x": "sne storm sne"}, {"key": "længe", "x": "regn " * 1_000}],
]


def unscored(format: Any) -> fields.FieldType:
    return fields.FieldType(format, fields.TEXT().analyzer)


FIELDS = {
    "words and positions": fields.TEXT(),
    "words": fields.TEXT(phrase=False),
    "keywords": fields.KEYWORD(),
    "keywords that are scored": fields.KEYWORD(scorable=True),
    "n-grams": fields.NGRAM(3, 3),
    "ids": fields.ID(),
    "lists of ids": fields.IDLIST(),
    "existence that is scored": fields.FieldType(Existence(), fields.TEXT().analyzer, scorable=True),
    "frequencies that are not scored": unscored(Frequency()),
    "positions that are not scored": unscored(Positions()),
}


def counted(reader: IndexReader) -> Iterator[Any]:
    """Everything that is counted in an index."""
    for field, term in reader.all_terms():
        matcher, postings = reader.postings(field, term), []
        while matcher.is_active():
            postings.append((matcher.id(), matcher.weight(), matcher.value_as("frequency")))
            matcher.next()
        yield field, term, postings, reader.frequency(field, term), reader.doc_frequency(field, term)
        info = reader.term_info(field, term)
        yield {fact: getattr(info, fact)() for fact in FACTS}
    # Whoosh's own codec says None of an article that lacks the field.
    yield [reader.doc_field_length(number, "x", 0) or 0 for number in range(reader.doc_count_all())]
    yield reader.field_length("x"), reader.max_field_length("x") if reader.schema["x"].scorable else 0


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("segments", [ARTICLES[:1], ARTICLES], ids=["one segment", "two segments"])
def test_terms_count_as_with_whooshs_own_codec(field: str, segments: list[Documents], tmp_path: Path) -> None:
    schema = fields.Schema(key=fields.STORED(), x=FIELDS[field])
    with (
        both_indexes(tmp_path, schema, segments) as indexes,
        indexes[0].reader() as theirs,
        indexes[1].reader() as ours,
    ):
        assert list(counted(ours)) == list(counted(theirs))


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_merged_still_counts(field: str, tmp_path: Path) -> None:
    schema = fields.Schema(key=fields.ID(stored=True), x=FIELDS[field])
    with both_indexes(tmp_path, schema, ARTICLES, optimize=True) as (theirs, ours):
        with theirs.reader() as reader, ours.reader() as other:
            expected, found = ({term: r.frequency(*term) for term in r.all_terms()} for r in (reader, other))
            assert found == expected
        with ours.searcher() as searcher:
            both = query.And([query.Term("x", "storm"), query.Term("x", "sne")])
            hits = {hit["key"] for hit in searcher.search(both)}
            assert hits == (set() if field in ("n-grams", "ids") else {"blæst", "igen"})


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


def test_segments_that_are_joined_keep_their_counts(tmp_path: Path) -> None:
    schema = fields.Schema(id=fields.ID(), x=fields.TEXT(phrase=False), tags=fields.KEYWORD(), words=fields.TEXT())
    words = [["storm " * 300 + "sol", "sol"], ["storm storm"]]
    segments = [
        [{"id": f"{at}-{n}", "x": text, "tags": text, "words": text} for n, text in enumerate(texts)]
        for at, texts in enumerate(words)
    ]
    with both_indexes(tmp_path, schema, segments) as (theirs, _), theirs.reader() as reader:
        parts = [(SegmentFile.open(path), ()) for path in sorted((tmp_path / "ours").glob(f"*{EXTENSION}"))]
        merge_segments(tmp_path / "joined", parts)
        joined = SegmentFile.open(tmp_path / "joined")
        for field, term in reader.all_terms():
            found = joined.fields[field]
            number = found.find(term)
            assert number is not None
            assert found.frequencies_of(number).sum(dtype=int) == reader.frequency(field, term), (field, term)
        assert joined.fields["x"].total_length == joined.fields["words"].total_length == 304


def test_a_cursor_walks_over_terms_and_says_of_each_what_is_known(tmp_path: Path) -> None:
    schema = fields.Schema(key=fields.ID(), x=fields.TEXT(), y=fields.ID())
    with both_indexes(tmp_path, schema, ARTICLES[:1]) as indexes:
        walks = []
        for index in indexes:
            with index.reader() as reader:
                cursor = reader.cursor("x")
                walk = [(cursor.first(), *at(cursor)), (cursor.find("sn"), *at(cursor))]
                walk += [(cursor.find(b"sol"), *at(cursor)), (cursor.next(), *at(cursor)), (cursor.next(), *at(cursor))]
                walks.append([*walk, (cursor.first(), *at(cursor)), at(reader.cursor("y"))])
        assert walks[1] == walks[0]
        assert walks[1][1:3] == [("sne", "sne", True, 1.0), ("sol", "sol", True, 2.0)]


def at(cursor: FieldCursor) -> tuple[str | None, bool, float | None]:
    """Where a cursor is: the term, whether there is one, its weight."""
    info = cursor.term_info()
    return cursor.text(), cursor.is_valid(), info and info.weight()


@pytest.mark.parametrize("optimize", [False, True])
def test_words_for_spelling_are_kept_as_they_are_written(optimize: bool, tmp_path: Path) -> None:
    schema = fields.Schema(x=fields.TEXT(analyzer=StemmingAnalyzer(), spelling=True))
    segments = [[{"x": "rolling thunder"}, {"x": "thunders rolling"}], [{"x": "rolled"}]]
    with both_indexes(tmp_path, schema, segments, optimize=optimize) as indexes:
        seen = []
        for index in indexes:
            with index.reader() as reader:
                words = {word: reader.frequency("spell_x", word) for word in reader.field_terms("spell_x")}
                seen.append(
                    (words, reader.corrector("x").suggest("rollin"), list(reader.terms_within("x", "rolld", 2)))
                )
        assert seen[1] == seen[0]
        assert seen[1][0] == {"rolled": 1, "rolling": 2, "thunder": 1, "thunders": 1}
