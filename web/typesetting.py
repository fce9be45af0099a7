"""An article set for its readers: paragraphs and quotes for people, linked data for machines."""

import re
from dataclasses import dataclass
from typing import Any

from index import Article
from index.dates import format_published
from search import Marker, Segment, marked

# A blank line, or a line that begins a quote as agencies write them.
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[-–—]\s)")
_QUOTE = re.compile(r"\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the question's words marked, and whether somebody speaks in it."""

    segments: tuple[Segment, ...]
    is_quote: bool


def paragraphs(body: str, marker: Marker) -> list[Paragraph]:
    """The paragraphs of a text, marked.

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
    """The article as a schema.org `NewsArticle` (https://schema.org/NewsArticle), without what is not known; `origin`
    is its address on the web."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "inLanguage": "da",
        "datePublished": format_published(article.published) if article.published else None,
        "articleSection": article.section or None,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        "url": origin,
    }
    return {key: value for key, value in data.items() if value is not None}
