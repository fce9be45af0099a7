"""An article as its page shows it: paragraphs and quotes for readers, linked data (schema.org) for machines."""

import re
from dataclasses import dataclass
from typing import Any

from index import Article
from index.dates import format_published
from search import Marker, Segment, marked

# A blank line, or a line that begins with a dash, as agencies begin a quote.
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[-–—]\s)")
_QUOTE = re.compile(r"\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in segments, some of which match the question; `is_quote` where it begins with a dash."""

    segments: tuple[Segment, ...]
    is_quote: bool


def paragraphs(body: str, marker: Marker) -> list[Paragraph]:
    """The paragraphs of the text `body`, with the matches of `marker`.

    >>> marker = Marker(terms=frozenset({"færg"}))
    >>> [(part.segments, part.is_quote) for part in paragraphs("Færgen sejler.\\n- Ja, siger hun.", marker)]
    [((('Færgen', True), (' sejler.', False)), False), ((('- Ja, siger hun.', False),), True)]
    """
    parts = [part.strip() for part in _BREAK.split(body.replace("\r\n", "\n")) if part.strip()]
    return [
        Paragraph(segments, bool(_QUOTE.match(part)))
        for part, segments in zip(parts, marked(parts, marker), strict=True)
    ]


def linked_data(article: Article, origin: str | None) -> dict[str, Any]:
    """The article as a `NewsArticle` (https://schema.org/NewsArticle), without the properties that are not known.

    `origin` is the address where it was published first.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "inLanguage": "da",
        "datePublished": format_published(article.published),
        "articleSection": article.section or None,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        "url": origin,
    }
    return {key: value for key, value in data.items() if value is not None}
