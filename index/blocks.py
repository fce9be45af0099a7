"""Turn articles into spooled blocks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Article
from index.columnar import Block, BlockWriter
from index.mapping import to_document

FIRST_BLOCK, LARGEST_BLOCK = 1_000_000, 8_000_000
"""Characters after which the first block ends, so that all workers soon have one, and after which any block ends: what
bounds the memory of a process. Each block is twice as large as the one before."""

BLOCK_ARTICLES = 20_000
"""Articles of a block, at most."""

Batch = tuple[int, list[Article]]
"""Articles of one block, and at which place the first of them was read."""


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """`articles` cut into what becomes a block each."""
    batch: list[Article] = []
    first = characters = 0
    full = FIRST_BLOCK
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if characters >= full or len(batch) == BLOCK_ARTICLES:
            yield first, batch
            first += len(batch)
            batch, characters, full = [], 0, min(2 * full, LARGEST_BLOCK)
    if batch:
        yield first, batch


def write_block(writer: BlockWriter, folder: Path, batch: Batch) -> Block:
    """Spool one block into a folder."""
    first, articles = batch
    return writer.write(folder / f"block-{first}.arrays", first, [to_document(article) for article in articles])
