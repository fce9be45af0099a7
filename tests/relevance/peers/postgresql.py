"""PostgreSQL with its configuration `danish` (stop words and stems), ordered by `ts_rank` or `ts_rank_cd`.

It has no BM25: both count a question's words in the article, the latter those close together; neither knows how rare a
word is. Both are told to divide by the logarithm of the length (normalisation 1).
"""

from importlib import import_module
from typing import Any

from search import Collection
from search.quality import DEPTH, Run
from tests.relevance.peers import asked, texts
from tests.relevance.peers.cluster import cluster, programs

TABLE = """CREATE TABLE article (number serial, id text, words tsvector)"""
ADD = "INSERT INTO article (id, words) VALUES (%s, to_tsvector('danish', %s))"
INDEX = "CREATE INDEX ON article USING gin (words)"
ASK = """
    WITH question AS (SELECT replace(plainto_tsquery('danish', %s)::text, ' & ', ' | ')::tsquery AS any_of)
    SELECT id FROM article, question WHERE words @@ any_of ORDER BY {ranking}(words, any_of, 1) DESC, number LIMIT %s
"""
"""`plainto_tsquery` analyses a question, and asks for all words; we ask for any."""


class TsRank:
    """PostgreSQL's `ts_rank`."""

    name = "PostgreSQL ts_rank"
    ranking = "ts_rank"

    def __init__(self) -> None:
        self._psycopg = _psycopg()
        programs()

    def rank(self, collection: Collection) -> Run:
        with cluster() as address, self._psycopg.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.executemany(ADD, texts(collection))
            cursor.execute(INDEX)
            run: Run = {}
            for question, text in asked(collection):
                cursor.execute(ASK.format(ranking=self.ranking), (text, DEPTH))
                run[question] = [id for (id,) in cursor.fetchall()]
            return run


class TsRankCd(TsRank):
    """PostgreSQL's `ts_rank_cd`."""

    name = "PostgreSQL ts_rank_cd"
    ranking = "ts_rank_cd"


def _psycopg() -> Any:
    try:
        return import_module("psycopg")
    except ImportError:
        raise ImportError("there is no psycopg here; PyPI has psycopg[binary]") from None
