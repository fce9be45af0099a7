"""Cut a stream of articles into batches, each of which one process analyses at a time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Article
from index.columnar import Spool, SpoolWriter
from index.mapping import to_document

FIRST_BATCH, LARGEST_BATCH = 1_000_000, 8_000_000
"""Characters of text in the first batch, and in the largest ones; each batch is twice as large as the one before. The
first is small so that all workers soon have work, the largest bounds the memory of a process."""

BATCH_ARTICLES = 20_000
"""The most articles in a batch."""

Batch = tuple[int, list[Article]]
"""The sequence number of the first article, and the articles. They are numbered in the order in which they are read."""


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """Cut `articles` into batches."""
    batch: list[Article] = []
    first = characters = 0
    full = FIRST_BATCH
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if characters >= full or len(batch) == BATCH_ARTICLES:
            yield first, batch
            first += len(batch)
            batch, characters, full = [], 0, min(2 * full, LARGEST_BATCH)
    if batch:
        yield first, batch


def spool_batch(writer: SpoolWriter, folder: Path, batch: Batch) -> Spool:
    """Analyse a batch, and spool the result to a file in `folder`."""
    first, articles = batch
    return writer.write(folder / f"batch-{first}.arrays", first, [to_document(article) for article in articles])
