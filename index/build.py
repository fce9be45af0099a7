"""Build an index: read sources, write one segment, publish a generation.

The sources are read once. Articles are spooled as they come; which of several articles with one id was the last is
known only when all are read. Memory holds the ids and dates of all articles, but not their texts.
"""

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Article
from index.columnar import BulkWriter, ColumnarSegment, WordStatistics
from index.danish import Lexicon, WordCounts
from index.errors import BuildFailed
from index.mapping import PLAN
from index.segment_list import write_segment_list
from index.sources import Rejected, read_articles
from index.store import Draft, Store
from index.workers import BuildWorkers

LISTED_REJECTIONS = 100
"""The most rejected articles that a report lists; all of them are counted."""

Progress = Callable[[str, int, int | None], None]
"""Called with the name of the current step, the number of articles done, and the number of all articles, which is None
while it is not known."""


@dataclass
class Report:
    """What became of the articles that were read: `indexed + rejected + duplicates == read`."""

    indexed: int = 0
    rejected: int = 0
    duplicates: int = 0
    rejections: list[Rejected] = field(default_factory=list)

    @property
    def read(self) -> int:
        """The number of articles in the sources, rejected ones included."""
        return self.indexed + self.rejected + self.duplicates

    def reject(self, rejected: Rejected) -> None:
        """Count a rejected article, and list it while there are fewer than `LISTED_REJECTIONS`."""
        self.rejected += 1
        if len(self.rejections) < LISTED_REJECTIONS:
            self.rejections.append(rejected)


class NothingToIndex(BuildFailed):
    """There was no article, or all were rejected, as `report` says."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def rebuild(
    sources: Sequence[Path],
    store: Store,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = lambda *_: None,
) -> Report:
    """Build a generation from the articles of `sources` and publish it. `workers` processes analyse the texts.

    Of several articles with one id the last counts. If `strict`, the first rejected article fails the build.

    Raises BuildFailed, also where there is no article to index; IndexLocked where another process is writing. The live
    index then stays as it was.
    """
    with store.write() as draft:
        return build(sources, draft, strict=strict, workers=workers, progress=progress)


def build(sources: Sequence[Path], draft: Draft, *, strict: bool, workers: int, progress: Progress) -> Report:
    """Publish `draft` with the articles of `sources` alone. Raises as `rebuild` does."""
    new = write_segment_of(sources, draft, None, strict=strict, workers=workers, progress=progress)
    new.lexicon.write(draft.path)
    write_segment_list(draft.path, [new.segment])
    draft.publish(new.report.indexed)
    return new.report


@dataclass(frozen=True)
class NewSegment:
    """A new segment, the ids in it, the lexicon that was used for it, and the report on all articles."""

    report: Report
    segment: ColumnarSegment
    ids: Collection[bytes]
    lexicon: Lexicon


def write_segment_of(
    sources: Sequence[Path], draft: Draft, lexicon: Lexicon | None, *, strict: bool, workers: int, progress: Progress
) -> NewSegment:
    """Write one segment of the articles of `sources` into `draft`. Without a lexicon, one is learned from them. Raises
    as `rebuild` does."""
    with _without_garbage_collection():
        return _write_segment(sources, draft, lexicon, strict, workers, progress)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switch off Python's collector of reference cycles. A build makes none, and looking through its millions of words
    again and again would take a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write_segment(
    sources: Sequence[Path], draft: Draft, lexicon: Lexicon | None, strict: bool, workers: int, progress: Progress
) -> NewSegment:
    report = Report()
    last: dict[bytes, int] = {}
    articles = _valid_articles(sources, report, strict, last, progress)
    with BuildWorkers(draft.path, articles, workers) as build_workers:
        bulk = BulkWriter(PLAN, build_workers.dictionary)
        for spool in build_workers.spools():
            bulk.add(spool)
        if not last:
            raise NothingToIndex(
                f"no article to index, {report.rejected} rejected; {draft.path.parent} is as it was", report
            )
        progress("Writing", len(last), None)
        analysis = _WordAnalysis(lexicon, build_workers)
        segment = ColumnarSegment()
        segment.set_doc_count(bulk.write(segment.path(draft.path), last, analysis.ranking_terms))
    report.indexed = len(last)
    assert analysis.lexicon is not None
    return NewSegment(report, segment, last, analysis.lexicon)


@dataclass
class _WordAnalysis:
    """The ranking terms of words with a lexicon; without one, it is learned from the words themselves."""

    lexicon: Lexicon | None
    workers: BuildWorkers

    def ranking_terms(self, words: WordStatistics) -> Iterator[tuple[str, ...]]:
        if self.lexicon is None:
            counts = (column.tolist() for column in (words.totals, words.capitalised, words.inside))
            self.lexicon = Lexicon.learned(dict(zip(words.words, map(WordCounts, *counts), strict=True)))
        return self.workers.ranking_terms(words.words, self.lexicon)


def _valid_articles(
    sources: Sequence[Path], report: Report, strict: bool, last: dict[bytes, int], progress: Progress
) -> Iterator[Article]:
    """The articles that can be indexed. Rejected ones and duplicates are counted in `report`; `last` gets, for each id,
    the sequence number of the last article that has it."""
    number = 0
    for source in sources:
        for item in read_articles(source):
            if isinstance(item, Rejected):
                if strict:
                    raise BuildFailed(f"{item} (--strict: nothing was indexed)")
                report.reject(item)
                continue
            id = item.id.encode("utf-8")
            report.duplicates += id in last
            last[id] = number
            number += 1
            yield item
            progress("Indexing", number, None)
