"""Text files: one article each, in UTF-8, as a telegram comes off the wire."""

from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.sources.record import MAX_RECORD_BYTES, Rejected, to_article

TITLE_LENGTH = 120
"""Characters of a first line up to which it can be a title."""


def read_text(path: Path) -> Iterator[Article | Rejected]:
    """The one article of a `.txt` file.

    A first line that reads like a headline is its title: at most 120 characters, no full stop at its end, a blank
    line after it.
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
    """Title and body of a text; the title is empty where the first line is no headline.

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
