"""The bulk writer makes the index that Whoosh makes when it runs the analyzer over each text: from any texts, from real
ones, in one block or in many, with an analyzer that cannot say where a text may be cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.analysis import RegexAnalyzer
from whoosh.analysis.analyzers import CompositeAnalyzer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index import Article, Store, read_articles, rebuild
from index.columnar import BulkWriter, ColumnarCodec, DerivedField, Document, Plan, SegmentFile, SpoolWriter
from index.columnar.inversion import Vocabulary
from index.columnar.tokenization import BatchTokenizer, ChunkedAnalyzer
from index.danish import SURFACE, Analysis, Lexicon, meanings
from index.mapping import PLAN, to_document
from index.schema import make_schema, to_fields
from tests.contents import everything
from tests.reading import reader_of
from tests.test_index_danish_texts import TEXTS

CLINGING = st.lists(
    st.sampled_from([*" \n.,;:-'’\"()»«–…_/%", "1", "000", "12", "mia", "mia.", "ord", "Ærø", "\u00a0", "\0"]),
    max_size=30,
)
TOGETHER = st.lists(
    st.sampled_from(
        [*" -/,.", "- og ", " og -", " eller -", "- til ", ", -", "-, ", "-/", "/-", "om", "Å. ", "A. ", "7"]
    ),
    max_size=20,
)
HARD = TEXTS | CLINGING.map("".join) | TOGETHER.map("".join)

ARTICLES = st.builds(
    Article,
    id=st.text("abæ1", min_size=1, max_size=2),
    title=HARD,
    body=HARD.filter(str.strip),
    source=st.sampled_from(["", "Ritzau", "RITZAU", "Fyns Tidende"]),
    section=st.sampled_from(["", "vejr"]),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
)


def in_bulk(folder: Path, articles: Sequence[Article], sizes: Iterable[int], plan: Plan = PLAN) -> SegmentFile:
    """The segment of `articles`, spooled in batches of these sizes."""
    writer, bulk = SpoolWriter(1, plan.surface, plan.completed, b""), BulkWriter(plan, b"")
    stream = iter(articles)
    first = 0
    for size in (*sizes, len(articles)):
        if batch := [to_document(article) for article in islice(stream, size)]:
            bulk.add(writer.write(folder / f"batch-{first}", first, batch))
            first += len(batch)
    last = {article.id.encode(): place for place, article in enumerate(articles)}
    bulk.write(folder / "segment.opslag", last, lambda words: terms_of(words.words))
    return SegmentFile.open(folder / "segment.opslag")


LEXICON = Lexicon.learned({}, {"færge": 90, "havn": 80, "storm": 70, "natten": 60, "nato": 50, "chefen": 40})


def terms_of(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (meaning.terms if meaning else () for meaning in meanings(words, LEXICON))


def by_whoosh(folder: Path, articles: Sequence[Article]) -> Iterator[Any]:
    """All that is in an index that Whoosh's own writer made of the last article of each id."""
    index = FileStorage(str(folder)).create_index(make_schema(Analysis(LEXICON)))
    writer = index.writer(codec=ColumnarCodec(), _lk=False)
    for article in {article.id: article for article in articles}.values():
        writer.add_document(**to_fields(article))
    writer.commit()
    return everything(index.reader())


def as_whoosh_reads(folder: Path) -> Iterator[Any]:
    return everything(
        FileIndex(FileStorage(str(folder), readonly=True), schema=make_schema(Analysis(LEXICON))).reader()
    )


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(HARD, max_size=4))
def test_cutting_a_text_changes_nothing(texts: list[str]) -> None:
    assert isinstance(SURFACE, ChunkedAnalyzer)
    vocabulary = Vocabulary()
    tokens, _ = BatchTokenizer(SURFACE, vocabulary).tokens(texts)
    names = [term.decode() for term in vocabulary]
    columns = (tokens.documents, tokens.terms, tokens.positions)
    made = [(number, names[term], place) for number, term, place in np.array(columns).T.tolist()]
    assert made == [(number, *word) for number, text in enumerate(texts) for word in SURFACE.words(text)]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=12), sizes=st.lists(st.integers(1, 5), max_size=4))
def test_any_articles_make_the_index_that_whoosh_makes(articles: list[Article], sizes: list[int]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "slow").mkdir()
        (folder / "fast").mkdir()
        expected = list(by_whoosh(folder / "slow", articles))
        in_bulk(folder / "fast", articles, sizes)
        (slow,) = (folder / "slow").glob("*.opslag")
        slow.write_bytes((folder / "fast" / "segment.opslag").read_bytes())
        assert list(as_whoosh_reads(folder / "slow")) == expected
        assert list((folder / "fast").iterdir()) == [folder / "fast" / "segment.opslag"]


def test_real_articles_make_the_index_that_whoosh_makes(shared: Path, tmp_path: Path) -> None:
    texts = (item for item in read_articles(shared / "bench" / "docs.jsonl.gz") if isinstance(item, Article))
    articles = list(islice(texts, 0, 20_000, 100))
    expected = list(by_whoosh(tmp_path, articles))
    in_bulk(tmp_path, articles, [7, 150])
    (slow,) = tmp_path.glob("MAIN*.opslag")
    slow.write_bytes((tmp_path / "segment.opslag").read_bytes())
    assert list(as_whoosh_reads(tmp_path)) == expected


def test_an_analyzer_that_cannot_cut_makes_the_same_index(tmp_path: Path) -> None:
    whole = CompositeAnalyzer(SURFACE.tokenizer, *SURFACE.filters)
    assert not isinstance(whole, ChunkedAnalyzer)
    slower = replace(PLAN, surface=dict.fromkeys(PLAN.surface, whole))
    articles = [Article(id=str(at), title="Nato-chefen", body=f"- Det koster {at} 000 kr., 7 mia.") for at in range(9)]
    for folder in ("fast", "slow"):
        (tmp_path / folder).mkdir()
    fast = in_bulk(tmp_path / "fast", articles, [4])
    slow = in_bulk(tmp_path / "slow", articles, [4], slower)
    assert (tmp_path / "fast/segment.opslag").read_bytes() == (tmp_path / "slow/segment.opslag").read_bytes()
    assert fast.documents == slow.documents == 9


def test_frequencies_of_several_fields_are_weighed_and_any_text_has_a_field(tmp_path: Path) -> None:
    plan = Plan(
        {"lead": RegexAnalyzer(), "text": RegexAnalyzer()},
        ("text",),
        {"all": DerivedField({"lead": 3, "text": 1}, scored=True)},
        (),
    )
    writer, bulk = SpoolWriter(1, plan.surface, plan.completed, b""), BulkWriter(plan, b"")
    document = Document(b"1", 0, {"lead": "Storm over Ærø", "text": "Storm storm"}, {}, {})
    bulk.add(writer.write(tmp_path / "batch", 0, [document]))
    bulk.write(tmp_path / "segment", {b"1": 0}, lambda found: [(w.lower(), w[:1].lower()) for w in found.words])
    field = SegmentFile.open(tmp_path / "segment").fields["all"]
    terms = {field.term(at).decode(): int(field.frequencies_of(at)[0]) for at in range(len(field))}
    assert terms == {"storm": 3 + 2, "s": 3 + 2, "over": 3, "o": 3, "ærø": 3, "æ": 3}


@pytest.mark.parametrize("count", [1, 99, 100, 3000])
def test_articles_come_out_as_they_went_in(count: int, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    bodies = {f"{at}": f"Færge nummer {at} sejler, og ingen ved hvorfor. " * (1 + at % 5) for at in range(count)}
    source.write_text("".join(f'{{"id": "{id}", "body": "{body}"}}\n' for id, body in bodies.items()))
    rebuild([source], Store(tmp_path / "index"))
    generation = Store(tmp_path / "index").open()
    stored = (stored["article"] for _, stored in reader_of(generation).iter_docs())
    assert {article["id"]: article["body"] for article in stored} == bodies
    generation.close()
