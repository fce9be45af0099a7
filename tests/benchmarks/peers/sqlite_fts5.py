"""SQLite's FTS5. Stems are made in Python before the rows go in, as it has no Danish stemmer."""

import re
import sqlite3
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.questions import Question

WORD = re.compile(r"\w+")
_stem_word = lru_cache(maxsize=500_000)(snowballstemmer.stemmer("danish").stemWord)


class Fts5:
    """SQLite FTS5."""

    name = "FTS5"

    def build(self, source: Path, folder: Path, workers: int) -> None:
        database = sqlite3.connect(folder / "fts5.db")
        database.executescript(
            """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, body TEXT, published TEXT,
                                  source TEXT, section TEXT);
            CREATE INDEX by_date ON article (published);
            CREATE VIRTUAL TABLE stemmed USING fts5 (text, content = '', detail = 'column');
            CREATE VIRTUAL TABLE surface USING fts5 (text, content = '');"""
        )
        for number, article in enumerate(articles_of(source)):
            words = WORD.findall(f"{article.title} {article.text}".lower())
            moment = article.published.isoformat() if article.published else None
            row = (number, article.id, article.title, article.body, moment, article.source, article.section)
            database.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            stems = " ".join(map(_stem_word, words))
            database.execute("INSERT INTO stemmed (rowid, text) VALUES (?, ?)", (number, stems))
            database.execute("INSERT INTO surface (rowid, text) VALUES (?, ?)", (number, " ".join(words)))
        database.execute("INSERT INTO stemmed (stemmed) VALUES ('optimize')")
        database.execute("INSERT INTO surface (surface) VALUES ('optimize')")
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")

    def ask(self, question: Question) -> int:
        first, last = deep(question)
        table = "surface" if question.kind in ("phrase", "prefix") else "stemmed"
        words = [f'"{word.lower() if table == "surface" else _stem_word(word.lower())}"' for word in question.words]
        match question.kind:
            case "2-AND":
                asked = " AND ".join(words)
            case "phrase":
                asked = " + ".join(words)
            case "prefix":
                asked = f"{words[0]} *"
            case _:
                asked = " OR ".join(words)
        dated = (
            f"number = {table}.rowid AND published >= ? AND published < ?"
            if question.kind == "term + date range"
            else "1"
        )
        years = (f"{question.year}", f"{question.year + 1}") if dated != "1" else ()
        joined = (
            f"{table} JOIN article ON number = {table}.rowid"
            if dated != "1" or question.kind == "sort by date"
            else table
        )
        where = f"{table} MATCH ? AND {dated}"
        order = "published DESC" if question.kind == "sort by date" else "rank"
        rows = f"SELECT {table}.rowid FROM {joined} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        self._database.execute(rows, (asked, *years, last - first, first)).fetchall()
        if question.kind == "facets over all hits":
            for column in ("source", "section", "substr(published, 1, 4)"):
                both = f"{table} JOIN article ON number = {table}.rowid"
                counted = f"SELECT {column}, count(*) FROM {both} WHERE {where} GROUP BY 1"
                self._database.execute(counted, (asked,)).fetchall()
        (count,) = self._database.execute(f"SELECT count(*) FROM {joined} WHERE {where}", (asked, *years)).fetchone()
        return int(count)
