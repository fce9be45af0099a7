"""Build an index: from sources to a published generation.

The sources are read once: articles go into blocks as they come, and when all have come it is known which of several
with one id was the last. Memory holds their ids and dates, not the articles.
"""

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Article
from index.columnar import BulkWriter, ColumnarSegment, Words
from index.columnar.whoosh.contents import write_contents
from index.danish import Analysis, Lexicon, WordCounts
from index.errors import BuildFailed
from index.mapping import PLAN
from index.schema import make_schema
from index.sources import Rejected, read_articles
from index.store import Draft, Store
from index.work import Work

LISTED_REJECTIONS = 100
"""Rejected articles that a report names; of more it knows the number."""

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many articles are done, and of how many (None while that is not known)."""


@dataclass
class Report:
    """What became of the articles that were read: `indexed + rejected + duplicates == read`."""

    indexed: int = 0
    rejected: int = 0
    duplicates: int = 0
    rejections: list[Rejected] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Articles that the sources held, good or bad."""
        return self.indexed + self.rejected + self.duplicates

    def reject(self, rejected: Rejected) -> None:
        """Count a rejected article, and keep its reason as long as there are few."""
        self.rejected += 1
        if len(self.rejections) < LISTED_REJECTIONS:
            self.rejections.append(rejected)


class NothingToIndex(BuildFailed):
    """All articles were rejected, or there were none: `report` says why."""

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
    """Build a generation from all articles of `sources` and publish it; `workers` processes analyse the texts.

    Of several articles with one id the last counts. With `strict` the first rejected article fails the build. Raises
    BuildFailed, with the live index as it was, also where no article could be indexed; IndexLocked where another
    process is writing.
    """
    with store.write() as draft:
        new = write_segment_of(sources, draft, None, strict=strict, workers=workers, progress=progress)
        new.lexicon.write(draft.path)
        write_segment_list(draft.path, [new.segment])
        draft.publish(new.report.indexed)
    return new.report


@dataclass(frozen=True)
class NewSegment:
    """A segment that was written: what became of the articles, the ids that are in it, and the lexicon under which they
    were read."""

    report: Report
    segment: ColumnarSegment
    ids: Collection[bytes]
    lexicon: Lexicon


def write_segment_of(
    sources: Sequence[Path], draft: Draft, lexicon: Lexicon | None, *, strict: bool, workers: int, progress: Progress
) -> NewSegment:
    """Write one segment of all articles of `sources` into `draft`. Where there is no lexicon yet, one is learned from
    them. Raises as `rebuild` does."""
    with _no_collector():
        return _write_segment(sources, draft, lexicon, strict, workers, progress)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without Python's collector of cyclic garbage: it would take a tenth of the time to find none, again and again,
    among the millions of words of a build."""
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
    with Work(draft.path, _good(sources, report, strict, last, progress), workers) as work:
        bulk = BulkWriter(PLAN, work.dictionary)
        for block in work.blocks():
            bulk.add(block)
        if not last:
            raise NothingToIndex(
                f"no article to index, {report.rejected} rejected; {draft.path.parent} is as it was", report
            )
        progress("Writing", len(last), None)
        deriving = _Deriving(lexicon, work)
        segment = ColumnarSegment()
        segment.set_doc_count(bulk.write(segment.path(draft.path), last, deriving.derive))
    report.indexed = len(last)
    assert deriving.lexicon is not None
    return NewSegment(report, segment, last, deriving.lexicon)


@dataclass
class _Deriving:
    """Derives the ranking terms of words under a lexicon, which is learned from them if there is none."""

    lexicon: Lexicon | None
    work: Work

    def derive(self, words: Words) -> Iterator[tuple[str, ...]]:
        if self.lexicon is None:
            counts = (column.tolist() for column in (words.totals, words.capitalised, words.inside))
            self.lexicon = Lexicon.learned(dict(zip(words.words, map(WordCounts, *counts), strict=True)))
        return self.work.ranking_terms(words.words, self.lexicon)


def write_segment_list(folder: Path, segments: Sequence[ColumnarSegment]) -> None:
    """Write which segments a generation consists of into its folder. The schema that goes along is never used: a
    lexicon is no pickle."""
    write_contents(folder, make_schema(Analysis()), segments)


def _good(
    sources: Sequence[Path], report: Report, strict: bool, last: dict[bytes, int], progress: Progress
) -> Iterator[Article]:
    """The articles that can be indexed; for each id the number of the last one that has it goes into `last`, the rest
    into `report`."""
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
