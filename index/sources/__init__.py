"""Where articles come from: one reader per format, each a stream of articles and of what was rejected.

`read_articles` is the door; `jsonl` and `text` read a file each, `record` says what a valid article is.
"""

from index.sources.files import UnknownFormat, check_formats, read_articles
from index.sources.record import MAX_ID_LENGTH, MAX_RECORD_BYTES, Rejected

__all__ = ["MAX_ID_LENGTH", "MAX_RECORD_BYTES", "Rejected", "UnknownFormat", "check_formats", "read_articles"]
