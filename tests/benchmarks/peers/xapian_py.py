"""Xapian, through Debian's package: its own Danish stemmer, BM25, exact counts by looking at every match."""

import re
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.questions import Question

DEBIAN = "/usr/lib/python3/dist-packages"
"""Where Debian keeps what it has packaged for its own Python, whose version has to be this one's."""

WORD = re.compile(r"\w+")
STEMMED, ID = "Z", "Q"
DATE, SOURCE, SECTION, YEAR = range(4)


def import_xapian() -> Any:
    sys.path.append(DEBIAN)
    try:
        return import_module("xapian")
    finally:
        sys.path.remove(DEBIAN)


class Xapian:
    """Xapian."""

    name = "Xapian"

    def __init__(self) -> None:
        self._xapian = import_xapian()
        self._stem = lru_cache(maxsize=500_000)(self._xapian.Stem("danish"))

    def __getstate__(self) -> dict[str, Any]:
        return {}

    def __setstate__(self, _: dict[str, Any]) -> None:
        Xapian.__init__(self)

    def _stemmed(self, word: str) -> str:
        return STEMMED + str(self._stem(word).decode())

    def build(self, source: Path, folder: Path, workers: int) -> None:
        xapian = self._xapian
        database = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
        for article in articles_of(source):
            document = xapian.Document()
            for place, word in enumerate(WORD.findall(f"{article.title} {article.text}".lower()), 1):
                document.add_term(self._stemmed(word))
                document.add_posting(word, place)
            document.add_boolean_term(ID + article.id)
            document.set_data(f"{article.title}\n{article.body}")
            moment = article.published.isoformat() if article.published else ""
            for slot, value in (
                (DATE, moment),
                (SOURCE, article.source),
                (SECTION, article.section),
                (YEAR, moment[:4]),
            ):
                document.add_value(slot, value)
            database.add_document(document)
        database.commit()
        database.compact(str(folder / "compact"))
        database.close()
        for path in (folder / "xapian").iterdir():
            path.unlink()

    def open(self, folder: Path) -> None:
        self._database = self._xapian.Database(str(folder / "compact"))

    def ask(self, question: Question) -> int:
        xapian = self._xapian
        first, last = deep(question)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._query(question))
        if question.kind == "sort by date":
            enquire.set_sort_by_value(DATE, True)
        spies = []
        if question.kind == "facets over all hits":
            spies = [xapian.ValueCountMatchSpy(slot) for slot in (SOURCE, SECTION, YEAR)]
            for spy in spies:
                enquire.add_matchspy(spy)
        found = enquire.get_mset(first, last - first, self._database.get_doccount())
        assert all([value.termfreq for value in spy.values()] or not found.size() for spy in spies)
        return int(found.get_matches_estimated())

    def _query(self, question: Question) -> Any:
        xapian, words = self._xapian, [word.lower() for word in question.words]
        stems = [self._stemmed(word) for word in words]
        match question.kind:
            case "2-AND":
                return xapian.Query(xapian.Query.OP_AND, stems)
            case "phrase":
                return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
            case "prefix":
                return xapian.Query(
                    xapian.Query.OP_WILDCARD, words[0], 0, xapian.Query.WILDCARD_LIMIT_ERROR, xapian.Query.OP_OR
                )
            case "term + date range":
                first, last = f"{question.year}", f"{question.year}~"
                period = xapian.Query(xapian.Query.OP_VALUE_RANGE, DATE, first, last)
                return xapian.Query(xapian.Query.OP_FILTER, xapian.Query(stems[0]), period)
            case _:
                return xapian.Query(xapian.Query.OP_OR, stems)
