"""The article: what a source hands in, what the index stores and what a reader is shown.

Where the source gave no id, headline or source, they are derived here from the text.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from index.danish import sentence_spans, truncate

HEADLINE_LENGTH = 120
"""The most characters of a headline that is taken from the lead."""

# A closing agency line. On a line of its own its last slash may be missing (/ritzau/AFP). Behind a sentence it may not,
# or "20 kr. /stk." would be an agency; inside a sentence ("se det på /nyheder/") there is never one.
_SIGNATURE = re.compile(
    r"(?:(?P<line>\A|\n[^\S\n]*)|(?<=[.!?…\"'»”)\]])\s+)"
    r"/(?P<agency>[^\W\d_][\w .&-]{0,38}[\w.])(?:/[\w .&-]{1,40}){0,3}"
    r"(?(line)/?|/)\Z"
)
_AF = re.compile(r"\A\s*af\s+(?=\S)", re.IGNORECASE)
_SIGNATURE_LENGTH = 200
"""The number of characters at the end of a body that are searched for an agency line."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as it was handed in.

    `body` is never empty, nor is `id` (`make_id` derives one where the source gave none). The other texts are empty
    where the source gave none. `published` is in UTC, or None.
    """

    id: str
    title: str
    body: str
    published: datetime | None = None
    source: str = ""
    section: str = ""
    byline: str = ""
    url: str = ""

    @property
    def headline(self) -> str:
        """The title, or else the first sentence of the body, cut to `HEADLINE_LENGTH` characters.

        A headline from the body is for display only: it is indexed as part of the body, not as a title.

        >>> Article("1", "", "Færgen sejler igen. Det siger havnefogeden.").headline
        'Færgen sejler igen.'
        """
        if self.title:
            return self.title
        text = self.text
        sentences = (" ".join(text[start:end].split()).lstrip("-–— ") for start, end in sentence_spans(text))
        return truncate(next(filter(None, sentences), " ".join(text.split())), HEADLINE_LENGTH)

    @property
    def author(self) -> str:
        """The byline without the "Af" that only introduces a name.

        >>> Article("1", "", "Færgen sejler igen.", byline="Af Mette Holm").author
        'Mette Holm'
        """
        return _AF.sub("", self.byline, count=1)

    @property
    def text(self) -> str:
        """The body without its closing agency line. This is what is indexed, and what snippets are cut from.

        >>> Article("1", "", "Færgen sejler igen.\\n\\n/ritzau/").text
        'Færgen sejler igen.'
        """
        return without_signature(self.body)


def make_id(title: str, body: str) -> str:
    """The id of an article that came without one: 16 hex digits of SHA-256 over title, NUL, body, both in NFC.

    >>> make_id("", "Færgen sejler igen.")
    '04c968f99dc2d9c7'
    """
    text = unicodedata.normalize("NFC", f"{title}\0{body}")
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def without_signature(body: str) -> str:
    """`body` without a closing agency line such as `/ritzau/`; unchanged where it consists of nothing else.

    >>> without_signature("Færgen sejler igen. /ritzau/Reuters/")
    'Færgen sejler igen.'
    """
    signature = _signature(body)
    return (body.rstrip()[: -len(signature.group())].rstrip() or body) if signature else body


def signed_source(body: str) -> str:
    """The agency of the closing agency line, with a capital letter; empty where there is no such line.

    >>> [signed_source(body) for body in ("Færgen sejler igen.\\n/ritzau/", "Det siger han. /AP/", "og/eller")]
    ['Ritzau', 'AP', '']
    """
    signature = _signature(body)
    agency = signature["agency"] if signature else ""
    return agency.capitalize() if agency.islower() else agency


def _signature(body: str) -> re.Match[str] | None:
    end = body.rstrip()[-_SIGNATURE_LENGTH:]
    return _SIGNATURE.search(end) if "/" in end else None
