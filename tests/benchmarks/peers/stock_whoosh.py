"""Whoosh with its own codec, collectors and scores."""

from datetime import UTC, datetime
from pathlib import Path

import snowballstemmer
from whoosh import fields, query, sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.index import create_in, open_dir

from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.questions import Question

STEMMER = snowballstemmer.stemmer("danish")


def stem(word: str) -> str:
    """The stem of a word: a function of a module, as Whoosh pickles it."""
    return str(STEMMER.stemWord(word))


SURFACE = RegexTokenizer(r"\w+") | LowercaseFilter()
STEMMED = SURFACE | StemFilter(stemfn=stem, cachesize=100_000)


class StockWhoosh:
    """Whoosh."""

    name = "Whoosh"

    def build(self, source: Path, folder: Path, workers: int) -> None:
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            text=fields.TEXT(STEMMED, phrase=False),
            surface=fields.TEXT(SURFACE),
            article=fields.STORED(),
            published=fields.DATETIME(sortable=True),
            source=fields.ID(sortable=True),
            section=fields.ID(sortable=True),
        )
        writer = create_in(str(folder), schema).writer(limitmb=512)
        for article in articles_of(source):
            text = f"{article.title} {article.text}"
            moment = article.published.astimezone(UTC).replace(tzinfo=None) if article.published else None
            writer.add_document(
                id=article.id, text=text, surface=text, article=(article.title, article.body), published=moment,
                source=article.source, section=article.section,
            )  # fmt: skip
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        self._searcher = open_dir(str(folder)).searcher()

    def ask(self, question: Question) -> int:
        words = [word.lower() for word in question.words]
        terms = [query.Term("text", stem(word)) for word in words]
        first, last = deep(question)
        options: dict[str, object] = {}
        match question.kind:
            case "2-AND":
                node: query.Query = query.And(terms)
            case "phrase":
                node = query.Phrase("surface", words)
            case "prefix":
                node = query.Prefix("surface", words[0])
            case "term + date range":
                start, end = datetime(question.year, 1, 1), datetime(question.year + 1, 1, 1)
                node = query.And([*terms, query.DateRange("published", start, end, endexcl=True)])
            case _:
                node = query.Or(terms) if len(terms) > 1 else terms[0]
        if question.kind == "sort by date":
            options["sortedby"] = sorting.FieldFacet("published", reverse=True)
        if question.kind == "facets over all hits":
            options["groupedby"] = {f: sorting.FieldFacet(f, maptype=sorting.Count) for f in ("source", "section")}
        results = self._searcher.search(node, limit=last, **options)
        assert all(hit.docnum >= 0 for hit in results[first:last])
        return len(results)
