"""tantivy, through its Python package: simple tokenizer, lower case, Danish stop words, Danish stems; BM25."""

import tantivy

from search import Collection
from search.quality import DEPTH, Run
from tests.relevance.peers import asked, texts

HEAP = 100_000_000
"""Bytes that a writer gathers before it writes a segment."""


class Tantivy:
    """tantivy."""

    name = "tantivy"

    def rank(self, collection: Collection) -> Run:
        analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stopword("danish"))
            .filter(tantivy.Filter.stemmer("danish"))
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="danish", index_option="freq")
        schema = builder.build()
        index = tantivy.Index(schema)
        index.register_tokenizer("danish", analyzer)
        # One segment: its statistics are those of the collection.
        writer = index.writer(HEAP, num_threads=1)
        for id, text in texts(collection):
            writer.add_document(tantivy.Document(id=id, text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        run: Run = {}
        for question, text in asked(collection):
            terms = [tantivy.Query.term_query(schema, "text", term) for term in analyzer.analyze(text)]
            any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            hits = searcher.search(any_of, DEPTH).hits
            run[question] = [searcher.doc(address)["id"][0] for _, address in hits]
        return run
