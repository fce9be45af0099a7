"""Read text files: one article each, in UTF-8, as news agencies send them."""

from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.sources.record import MAX_RECORD_BYTES, Rejected, to_article

TITLE_LENGTH = 120
"""A first line with more characters than this is not a title."""


def read_text(path: Path) -> Iterator[Article | Rejected]:
    """The article of a `.txt` file, or its rejection.

    The first line is the title where it has at most 120 characters, does not end in a full stop, and is followed by a
    blank line.
    """
    with path.open("rb") as stream:
        data = stream.read(MAX_RECORD_BYTES + 1)
    if len(data) > MAX_RECORD_BYTES:
        yield Rejected(path, None, f"the file is larger than {MAX_RECORD_BYTES // 1024**2} MB")
        return
    try:
        title, body = split_headline(data.decode("utf-8-sig").replace("\r\n", "\n").strip())
        yield to_article({"title": title, "body": body})
    except UnicodeDecodeError:
        yield Rejected(path, None, "not UTF-8")
    except ValueError as error:
        yield Rejected(path, None, str(error))


def split_headline(text: str) -> tuple[str, str]:
    """The title and body of a text; the title is empty where the first line is not one.

    >>> split_headline("Færgen sejler igen\\n\\nFærgen til Samsø sejler igen.")
    ('Færgen sejler igen', 'Færgen til Samsø sejler igen.')
    >>> split_headline("Færgen sejler igen.\\n\\nDet siger rederiet.")[0]
    ''
    """
    first, _, rest = text.partition("\n")
    title = first.strip()
    blank, _, body = rest.partition("\n")
    if title and len(title) <= TITLE_LENGTH and not title.endswith(".") and not blank.strip() and body.strip():
        return title, body.strip()
    return "", text
