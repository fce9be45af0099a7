"""Build an index: from sources to a published generation.

The sources are read twice. The first reading finds what is rejected and which of several articles with one id is the
last, so that the second indexes each article once and progress knows its end. Memory holds the ids, not the articles.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from index.article import Article
from index.completion import CompletionWriter
from index.errors import BuildFailed
from index.parallel import analysed
from index.schema import make_schema, to_document
from index.sources import Rejected, read_articles
from index.store import Store

LISTED_REJECTIONS = 100
"""Rejected articles that a report names; of more it knows the number."""

POOL_MEGABYTES = 128
"""Memory in which Whoosh gathers postings before it sorts them to the disk."""

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
        report = Report()
        last = _survey(sources, report, strict, progress)
        if not last:
            raise NothingToIndex(f"no article to index, {report.rejected} rejected; {store.path} is as it was", report)
        writer = _writer(draft.path)
        completion = CompletionWriter()
        try:
            for article, words in analysed(_chosen(sources, last), workers):
                writer.add_document(**to_document(article, words))
                completion.add(words["title"], words["body"])
                report.indexed += 1
                progress("Indexing", report.indexed, len(last))
            progress("Writing", report.indexed, None)
            writer.commit()
            completion.write(draft.path)
        except BaseException:
            with suppress(Exception):  # What a full disk left half done can trip Whoosh up; the draft goes anyway.
                writer.cancel()
            raise
        if report.indexed != len(last):
            raise BuildFailed(f"the sources changed while they were read; {store.path} is as it was")
        draft.publish(report.indexed)
    return report


def _survey(sources: Sequence[Path], report: Report, strict: bool, progress: Progress) -> dict[str, int]:
    """For each id the number, in reading order, of the last article that has it; the rest goes into `report`."""
    last: dict[str, int] = {}
    good = 0
    for item in _read(sources):
        if isinstance(item, Rejected):
            if strict:
                raise BuildFailed(f"{item} (--strict: nothing was indexed)")
            report.reject(item)
            continue
        last[item.id] = good
        good += 1
        progress("Reading", good, None)
    report.duplicates = good - len(last)
    return last


def _chosen(sources: Sequence[Path], last: dict[str, int]) -> Iterator[Article]:
    articles = (item for item in _read(sources) if isinstance(item, Article))
    return (article for number, article in enumerate(articles) if last.get(article.id) == number)


def _read(sources: Sequence[Path]) -> Iterator[Article | Rejected]:
    for source in sources:
        yield from read_articles(source)


def _writer(folder: Path) -> SegmentWriter:
    """A writer of the Whoosh index in `folder`. It takes no lock: the folder is a draft, and the store's lock is
    held."""
    index = FileStorage(str(folder)).create_index(make_schema())
    return index.writer(limitmb=POOL_MEGABYTES, _lk=False)
