"""Lucene, through JPype in this process: its Danish analyzer without stop words, as no engine here has any; BM25, exact
counts by looking at every match.

Times are those of Lucene and of the few calls into Java that a question takes, Java's compiler and collector included.
A server is warm: an index that is opened is first asked questions of every class, made of its most common words, until
what they run is compiled. A build starts cold, with the start of Java in its time. Lucene's cache of filters is off: a
question is asked several times, and an answer that is remembered is no search.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from index import Article
from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.peers.jvm import lucene, require_lucene, start_java
from tests.benchmarks.questions import CLASSES, Question

BUFFER = 400.0
"""Megabytes that a writer gathers before it writes a segment."""

EXACTLY = 2**31 - 1
"""So many hits are counted before a count may be a lower bound."""

NONE = "-"
"""What a facet holds where an article has no value: Lucene takes no empty one."""

COMPILE_AT_ONCE = "-Xbatch"
"""Java compiles while it is called: the time is counted where it is spent, not with the engine that is asked next."""

WARM_UP, COMMON = 300, 1000
"""Questions of each class that are asked beforehand, and the words they are drawn from."""


class Lucene:
    """Lucene."""

    name = "Lucene"

    def __init__(self) -> None:
        require_lucene()

    def build(self, source: Path, folder: Path, workers: int) -> None:
        config = lucene("index.IndexWriterConfig")(_analyzer()).setRAMBufferSizeMB(BUFFER)
        if workers == 1:
            config.setMergeScheduler(lucene("index.SerialMergeScheduler")())
        writer = lucene("index.IndexWriter")(lucene("store.MMapDirectory")(folder), config)
        articles, lock, document = articles_of(source), Lock(), _documents()

        def add_all() -> None:
            while True:
                with lock:
                    article = next(articles, None)
                if article is None:
                    return
                writer.addDocument(document(article))

        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(add_all) for _ in range(workers)]:
                done.result()
        writer.forceMerge(1)
        writer.close()

    def open(self, folder: Path) -> None:
        start_java(COMPILE_AT_ONCE)
        self._reader = lucene("index.DirectoryReader").open(lucene("store.MMapDirectory")(folder))
        self._searcher = lucene("search.IndexSearcher")(self._reader)
        self._searcher.setQueryCache(None)
        self._parser = lucene("util.QueryBuilder")(_analyzer())
        self._facets = lucene("facet.sortedset.DefaultSortedSetDocValuesReaderState")(self._reader)
        date = lucene("search.SortField")("published", lucene("search.SortField$Type").LONG, True)
        self._newest = lucene("search.Sort")(date)
        self._warm_up()

    def _warm_up(self) -> None:
        order = lucene("misc.HighFreqTerms$DocFreqComparator")()
        common = lucene("misc.HighFreqTerms").getHighFreqTerms(self._reader, COMMON, "surface", order)
        words = [str(term.termtext.utf8ToString()) for term in common]
        draw = random.Random(1)
        for kind in CLASSES * WARM_UP:
            self.ask(Question(kind, tuple(draw.choices(words, k=3)), 2018))

    def ask(self, question: Question) -> int:
        first, last = deep(question)
        if question.kind == "sort by date":
            best = lucene("search.TopFieldCollector").create(self._newest, last, EXACTLY)
        else:
            best = lucene("search.TopScoreDocCollector").create(last, EXACTLY)
        if question.kind == "facets over all hits":
            hits = lucene("facet.FacetsCollector")()
            self._searcher.search(self._query(question), lucene("search.MultiCollector").wrap(best, hits))
            names = lucene("facet.sortedset.SortedSetDocValuesFacetCounts")(self._facets, hits)
            for field in ("source", "section", "year"):
                names.getTopChildren(20, field)
        else:
            self._searcher.search(self._query(question), best)
        assert len(best.topDocs(first, last - first).scoreDocs) <= last - first
        return int(best.getTotalHits())

    def _query(self, question: Question) -> Any:
        words, occur = " ".join(question.words), lucene("search.BooleanClause$Occur")
        match question.kind:
            case "2-AND":
                return self._parser.createBooleanQuery("text", words, occur.MUST)
            case "phrase":
                return self._parser.createPhraseQuery("surface", words)
            case "prefix":
                return lucene("search.PrefixQuery")(lucene("index.Term")("surface", words))
            case "term + date range":
                term = self._parser.createBooleanQuery("text", question.words[0], occur.MUST)
                years = (datetime(year, 1, 1, tzinfo=UTC) for year in (question.year, question.year + 1))
                start, end = (int(moment.timestamp()) for moment in years)
                by_point = lucene("document.LongPoint").newRangeQuery("published", start, end - 1)
                by_column = lucene("document.NumericDocValuesField").newSlowRangeQuery("published", start, end - 1)
                period = lucene("search.IndexOrDocValuesQuery")(by_point, by_column)
                both = lucene("search.BooleanQuery$Builder")().add(term, occur.MUST).add(period, occur.FILTER)
                return both.build()
            case _:
                return self._parser.createBooleanQuery("text", words, occur.SHOULD)


def _analyzer() -> Any:
    """Danish stems in `text`; words as they stand, but for case, elsewhere."""
    danish = lucene("analysis.da.DanishAnalyzer")(lucene("analysis.CharArraySet").EMPTY_SET)
    standard = lucene("analysis.standard.StandardAnalyzer")()
    return lucene("analysis.miscellaneous.PerFieldAnalyzerWrapper")(standard, {"text": danish})


def _documents() -> Callable[[Article], Any]:
    """What makes Lucene's document of an article."""
    field, keyword, stored = lucene("document.Field"), lucene("document.StringField"), lucene("document.StoredField")
    point, column = lucene("document.LongPoint"), lucene("document.NumericDocValuesField")
    facet, facets = lucene("facet.sortedset.SortedSetDocValuesFacetField"), lucene("facet.FacetsConfig")()
    options, kinds = lucene("index.IndexOptions"), []
    for name, option in (("text", options.DOCS_AND_FREQS), ("surface", options.DOCS_AND_FREQS_AND_POSITIONS)):
        kind = lucene("document.FieldType")()
        kind.setIndexOptions(option)
        kinds.append((name, kind))

    def document(article: Article) -> Any:
        made = lucene("document.Document")()
        for name, kind in kinds:
            made.add(field(name, f"{article.title} {article.text}", kind))
        made.add(keyword("id", article.id, field.Store.YES))
        made.add(stored("article", f"{article.title}\n{article.body}".encode()))
        for name, value in (("source", article.source), ("section", article.section)):
            made.add(keyword(name, value, field.Store.YES))
            made.add(facet(name, value or NONE))
        made.add(facet("year", str(article.published.year) if article.published else NONE))
        if article.published:
            moment = int(article.published.timestamp())
            made.add(point("published", moment))
            made.add(column("published", moment))
            made.add(stored("published", article.published.isoformat()))
        return facets.build(made)

    return document
