"""The mapping between articles and the fields of an index.

There are two kinds of text fields. The surface fields (`title`, `body`) hold words as they are written, with their
positions; the ranking fields (`text`, `title_text`) hold stems, with their frequencies. Scores come from `text` alone.
`index.schema` declares the same fields to Whoosh.
"""

from dataclasses import fields as fields_of
from datetime import datetime

from index.article import Article
from index.columnar import DerivedField, Document, Plan, StoredFields
from index.danish import SURFACE
from index.dates import UNDATED, to_microseconds
from index.keywords import KEYWORDS, fold_value

SCHEMA_VERSION = 4
"""Whoever changes the fields, or what they hold, raises this version. An index of another version is not opened."""

TITLE_WEIGHT = 2
"""The weight of the title in `text`: how many times a word of the title counts. As in BM25F, weighted frequencies and
lengths are added up before they are scored. The weight is an integer because frequencies and lengths are."""

_ARTICLE_FIELDS = tuple(field.name for field in fields_of(Article))

COMPLETED_FIELDS = ("title", "body")
"""The surface fields whose words and phrases complete what is typed, and whose words the lexicon is learned from."""

PLAN = Plan(
    surface=dict.fromkeys((*COMPLETED_FIELDS, *(field.words_field for field in KEYWORDS if field.by_words)), SURFACE),
    completed=COMPLETED_FIELDS,
    derived={
        "text": DerivedField({"title": TITLE_WEIGHT, "body": 1}, scored=True),
        "title_text": DerivedField({"title": 1}),
    },
    keywords=tuple(field.name for field in KEYWORDS),
)
"""The fields as the bulk writer takes them."""

FIELDS = ("id", "published", "article", *PLAN.surface, *PLAN.derived, *PLAN.keywords)
"""The names of all fields of an index."""


def to_document(article: Article) -> Document:
    """`article` as the bulk writer takes it."""
    values = {field: field.of(article) for field in KEYWORDS}
    return Document(
        id=article.id.encode("utf-8"),
        date=to_microseconds(article.published) if article.published else UNDATED,
        texts={
            "title": article.title,
            "body": article.text,
            **{field.words_field: value for field, value in values.items() if field.by_words},
        },
        keywords={
            field.name: (fold_value(value).encode("utf-8"), value.encode("utf-8")) for field, value in values.items()
        },
        stored=stored_fields(article),
    )


def stored_fields(article: Article) -> StoredFields:
    """The stored fields of `article`, which hold all of it."""
    published = article.published.isoformat() if article.published else None
    return {"article": {name: getattr(article, name) for name in _ARTICLE_FIELDS} | {"published": published}}


def to_article(stored: StoredFields) -> Article:
    """The article in the stored fields of a document; the inverse of `stored_fields`."""
    values = stored["article"]
    return Article(**{**values, "published": values["published"] and datetime.fromisoformat(values["published"])})
