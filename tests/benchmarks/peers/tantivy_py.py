"""tantivy, through its Python package: one thread, Danish stems, its own top-k with an exact count."""

from pathlib import Path
from typing import Any

import tantivy

from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.questions import Question

HEAP = 400_000_000
"""Bytes that a writer gathers before it writes a segment."""


def _analyzer(*, stem: bool) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return (builder.filter(tantivy.Filter.stemmer("danish")) if stem else builder).build()


class Tantivy:
    """tantivy."""

    name = "tantivy"

    def _index(self, folder: Path) -> tantivy.Index:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", tokenizer_name="stemmed", index_option="freq")
        builder.add_text_field("surface", tokenizer_name="surface", index_option="position")
        builder.add_bytes_field("article", stored=True, indexed=False)
        builder.add_date_field("published", stored=True, indexed=True, fast=True)
        builder.add_text_field("source", stored=True, tokenizer_name="raw", index_option="basic", fast=True)
        builder.add_text_field("section", stored=True, tokenizer_name="raw", index_option="basic", fast=True)
        index = tantivy.Index(builder.build(), path=str(folder))
        index.register_tokenizer("stemmed", _analyzer(stem=True))
        index.register_tokenizer("surface", _analyzer(stem=False))
        return index

    def build(self, source: Path, folder: Path, workers: int) -> None:
        writer = self._index(folder).writer(HEAP, num_threads=workers)
        for article in articles_of(source):
            text = f"{article.title} {article.text}"
            document = tantivy.Document(
                id=article.id, text=text, surface=text, source=article.source, section=article.section
            )
            document.add_bytes("article", f"{article.title}\n{article.body}".encode())
            if article.published:
                document.add_date("published", article.published)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._opened = self._index(folder)
        self._searcher = self._opened.searcher()

    def ask(self, question: Question) -> int:
        first, last = deep(question)
        node = self._node(question)
        order = "published" if question.kind == "sort by date" else None
        found: Any = self._searcher.search(node, last - first, offset=first, order_by_field=order)
        if question.kind == "facets over all hits":
            terms = {field: {"terms": {"field": field, "size": 20}} for field in ("source", "section")}
            by_year = {"date_histogram": {"field": "published", "fixed_interval": "365d"}}
            self._searcher.aggregate(node, {**terms, "year": by_year})
        assert len(found.hits) <= last - first
        return int(found.count)

    def _node(self, question: Question) -> tantivy.Query:
        words = question.words
        match question.kind:
            case "2-AND":
                return self._opened.parse_query(" AND ".join(words), ["text"])
            case "phrase":
                return self._opened.parse_query(f'"{" ".join(words)}"', ["surface"])
            case "prefix":
                return tantivy.Query.regex_query(self._opened.schema, "surface", f"{words[0]}.*")
            case "term + date range":
                first, last = (f"{year}-01-01T00:00:00Z" for year in (question.year, question.year + 1))
                return self._opened.parse_query(f"+{words[0]} +published:[{first} TO {last}}}", ["text"])
            case _:
                return self._opened.parse_query(" OR ".join(words), ["text"])
