"""The mapping: what of an article goes into a segment, under which fields, and how it comes out again.

Two kinds of field hold words. The ranking fields (`text`, `title_text`) hold stems and how often they occur; the
surface fields (`title`, `body`) hold words as they are written, with their positions. Scores come from `text` alone.
`index.schema` says the same to Whoosh.
"""

from dataclasses import fields as fields_of
from datetime import datetime

from index.article import Article
from index.columnar import Derived, Document, Plan, Stored
from index.danish import SURFACE
from index.dates import UNDATED, to_microseconds
from index.keywords import KEYWORDS, fold_value

SCHEMA_VERSION = 4
"""Raised by whoever changes the fields or what they hold: an index of another version is not opened."""

TITLE_WEIGHT = 2
"""How many times a word of the title counts in `text`: an integer, so that frequency and length agree (BM25F
proper)."""

_ARTICLE_FIELDS = tuple(field.name for field in fields_of(Article))

COMPLETED_FIELDS = ("title", "body")
"""The surface fields of which words and phrases are offered, and learned from."""

PLAN = Plan(
    surface=dict.fromkeys((*COMPLETED_FIELDS, *(field.words_field for field in KEYWORDS if field.by_words)), SURFACE),
    completed=COMPLETED_FIELDS,
    derived={"text": Derived({"title": TITLE_WEIGHT, "body": 1}, scored=True), "title_text": Derived({"title": 1})},
    names=tuple(field.name for field in KEYWORDS),
)
"""How a segment of many articles is made: the fields that `index.schema` declares to Whoosh, for the bulk writer."""

FIELDS = ("id", "published", "article", *PLAN.surface, *PLAN.derived, *PLAN.names)
"""All fields of an index."""


def to_document(article: Article) -> Document:
    """What the bulk writer takes in of `article`."""
    values = {field: field.of(article) for field in KEYWORDS}
    return Document(
        id=article.id.encode("utf-8"),
        date=to_microseconds(article.published) if article.published else UNDATED,
        texts={
            "title": article.title,
            "body": article.text,
            **{field.words_field: value for field, value in values.items() if field.by_words},
        },
        names={
            field.name: (fold_value(value).encode("utf-8"), value.encode("utf-8")) for field, value in values.items()
        },
        stored=stored_fields(article),
    )


def stored_fields(article: Article) -> Stored:
    """What is kept of `article` to be shown: all of it."""
    published = article.published.isoformat() if article.published else None
    return {"article": {name: getattr(article, name) for name in _ARTICLE_FIELDS} | {"published": published}}


def to_article(stored: Stored) -> Article:
    """The article of a document's stored fields."""
    values = stored["article"]
    return Article(**{**values, "published": values["published"] and datetime.fromisoformat(values["published"])})
