"""Lucene, through JPype: DanishAnalyzer as it comes, with its stop words; BM25."""

from search import Collection
from search.quality import DEPTH, Run
from tests.benchmarks.peers.jvm import lucene, require_lucene
from tests.relevance.peers import asked, texts


class Lucene:
    """Lucene."""

    name = "Lucene"

    def __init__(self) -> None:
        require_lucene()

    def rank(self, collection: Collection) -> Run:
        analyzer, directory = lucene("analysis.da.DanishAnalyzer")(), lucene("store.ByteBuffersDirectory")()
        writer = lucene("index.IndexWriter")(directory, lucene("index.IndexWriterConfig")(analyzer))
        text_field, keyword, kept = (
            lucene("document.TextField"),
            lucene("document.StringField"),
            lucene("document.Field$Store"),
        )
        for id, text in texts(collection):
            document = lucene("document.Document")()
            document.add(keyword("id", id, kept.YES))
            document.add(text_field("text", text, kept.NO))
            writer.addDocument(document)
        writer.close()
        searcher = lucene("search.IndexSearcher")(lucene("index.DirectoryReader").open(directory))
        parser = lucene("util.QueryBuilder")(analyzer)
        run: Run = {}
        for question, text in asked(collection):
            # A question of stop words alone is none.
            any_of = parser.createBooleanQuery("text", text)
            hits = searcher.search(any_of, DEPTH).scoreDocs if any_of else []
            run[question] = [str(searcher.doc(hit.doc).get("id")) for hit in hits]
        return run
