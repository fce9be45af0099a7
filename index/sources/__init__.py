"""Read articles from files: one reader for each format, which yields articles and rejections.

`files` chooses the reader for a file, `jsonl` and `text` are readers, `record` checks what makes a valid article.
"""

from index.sources.files import UnknownFormat, check_formats, read_articles
from index.sources.record import MAX_ID_LENGTH, MAX_RECORD_BYTES, Rejected

__all__ = ["MAX_ID_LENGTH", "MAX_RECORD_BYTES", "Rejected", "UnknownFormat", "check_formats", "read_articles"]
