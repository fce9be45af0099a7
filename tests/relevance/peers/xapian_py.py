"""Xapian, through Debian's package: its term generator and its query parser with the Danish stemmer; BM25.

Every word is stemmed. As it comes, the parser leaves capitalised words as they stand, which costs up to .04 in MRR@10
on the sets measured here.
"""

from search import Collection
from search.quality import DEPTH, Run
from tests.benchmarks.peers.xapian_py import import_xapian
from tests.relevance.peers import asked, texts


class Xapian:
    """Xapian."""

    name = "Xapian"

    def __init__(self) -> None:
        self._xapian = import_xapian()

    def rank(self, collection: Collection) -> Run:
        xapian = self._xapian
        stem = xapian.Stem("danish")
        generator, parser = xapian.TermGenerator(), xapian.QueryParser()
        for part in (generator, parser):
            part.set_stemmer(stem)
            part.set_stemming_strategy(part.STEM_ALL)
        database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
        for id, text in texts(collection):
            document = xapian.Document()
            document.set_data(id)
            generator.set_document(document)
            generator.index_text(text)
            database.add_document(document)
        enquire = xapian.Enquire(database)
        run: Run = {}
        for question, text in asked(collection):
            # Without flags nothing in it is an operator; words are joined by OR.
            enquire.set_query(parser.parse_query(text, 0))
            run[question] = [hit.document.get_data().decode() for hit in enquire.get_mset(0, DEPTH)]
        return run
