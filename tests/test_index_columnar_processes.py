"""Several processes write one segment, as Whoosh lets them."""

import subprocess
import sys
from pathlib import Path

import pytest
from whoosh import fields, query
from whoosh.filedb.filestore import FileStorage
from whoosh.multiproc import SerialMpWriter

from index.columnar import ColumnarCodec
from index.columnar.segment_file import EXTENSION

SCHEMA = fields.Schema(
    key=fields.ID(stored=True, unique=True),
    text=fields.TEXT(stored=True),
    tags=fields.KEYWORD(),
    pair=fields.STORED(),
    number=fields.NUMERIC(sortable=True),
)

ARTICLES = 57

SCRIPT = f"""
import sys
from whoosh.index import open_dir
from whoosh.multiproc import MpWriter
from index.columnar import ColumnarCodec

# Where the segments are merged, Whoosh fails if a process was given nothing to do: there is one beside its own.
options = dict(procs=3, multisegment=True) if sys.argv[2] == "several" else dict(procs=1)
with MpWriter(open_dir(sys.argv[1]), batchsize=5, codec=ColumnarCodec(), **options) as writer:
    for number in range({ARTICLES}):
        text = "storm " * (number % 7 + 1) + "sol"
        writer.add_document(key=str(number), text=text, tags="by by vej", pair=(number, "ø"), number=number)
    if "multisegment" not in options:
        writer.delete_by_term("key", "gammel")
"""
"""Processes are forked, which a process with threads, as those that run tests are, had better not do."""


def index_with_an_old_article(folder: Path) -> None:
    with FileStorage(str(folder)).create_index(SCHEMA).writer(codec=ColumnarCodec()) as writer:
        writer.add_document(key="gammel", text="storm", tags="by")
        writer.add_document(key="ældre", text="sol")


def check(folder: Path, articles: int) -> None:
    """The index holds what was written, each article with its own words, values and columns."""
    index = FileStorage(str(folder)).open_index()
    with index.searcher() as searcher:
        reader = searcher.reader()
        assert reader.doc_count() == articles
        assert reader.frequency("tags", "by") == 2 * ARTICLES + ("gammel" in reader.field_terms("key"))
        hits = searcher.search(query.Phrase("text", ["storm", "sol"]), limit=None)
        assert {hit["key"] for hit in hits} == {str(number) for number in range(ARTICLES)}
        columns = reader.column_reader("number")
        for hit in hits:
            number = int(hit["key"])
            assert (hit["pair"], columns[hit.docnum]) == ((number, "ø"), number)
            assert hit["text"].count("storm") == number % 7 + 1
            assert reader.doc_field_length(hit.docnum, "text") == number % 7 + 2
    index.close()


@pytest.mark.parametrize("segments", ["one", "several"])
def test_several_processes_write_what_one_would(segments: str, tmp_path: Path) -> None:
    index_with_an_old_article(tmp_path)
    written = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), segments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (written.returncode, written.stderr) == (0, "")
    check(tmp_path, ARTICLES + (2 if segments == "several" else 1))
    assert len(list(tmp_path.glob(f"*{EXTENSION}"))) == (4 if segments == "several" else 2)
    assert not list(tmp_path.glob("*.tmp"))


def test_what_several_writers_wrote_is_merged_and_leaves_nothing_behind(tmp_path: Path) -> None:
    index_with_an_old_article(tmp_path)
    index = FileStorage(str(tmp_path)).open_index()
    writer = SerialMpWriter(index, procs=3, codec=ColumnarCodec())
    writer.delete_by_term("key", "gammel")
    for number in range(ARTICLES):
        writer.add_document(
            key=str(number),
            text="storm " * (number % 7 + 1) + "sol",
            tags="by by vej",
            pair=(number, "ø"),
            number=number,
        )
    writer.commit(optimize=True)
    index.close()
    check(tmp_path, ARTICLES + 1)
    assert len(list(tmp_path.glob(f"*{EXTENSION}"))) == 1
    assert not list(tmp_path.glob("*.tmp"))


def test_a_writer_that_is_cancelled_leaves_nothing_behind(tmp_path: Path) -> None:
    index_with_an_old_article(tmp_path)
    before = sorted(tmp_path.iterdir())
    index = FileStorage(str(tmp_path)).open_index()
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(key="aldrig", text="aldrig", number=2)
    writer.cancel()
    index.close()
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "MAIN_WRITELOCK"] == [
        path for path in before if path.name != "MAIN_WRITELOCK"
    ]
