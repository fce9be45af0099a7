"""The trees of fields (`titel:`, `kilde:`, `sektion:`, `byline:`, `dato:`) and of prefixes."""

from collections.abc import Sequence
from datetime import datetime

from index.danish import fold, without_points
from index.dates import UNDATED, Period, parse_period, to_microseconds
from index.keywords import KeywordField, fold_value
from search.tree import DateRange, Filter, Node, Phrase, Prefix, Term, all_of, any_of
from search.words import QuotedPhrase, surface_words

PREFIX_SCORE = 1.0
"""The score that a prefix adds for every article that has it."""

PREFIX_FIELDS = ("title", "body")
"""The fields in which a prefix is searched if the question names none."""


def prefix_tree(prefix: str, fields: Sequence[str] = PREFIX_FIELDS) -> Node:
    """The articles with a word in one of `fields` that begins with `prefix`."""
    start = surface_prefix(prefix)
    return Filter(any_of([Prefix(field, start) for field in fields]), PREFIX_SCORE)


def surface_prefix(prefix: str) -> str:
    """`prefix` as the words of the surface fields are written: folded, without the points of an abbreviation, and
    without hyphens, as the surface fields also have hyphenated words as one.

    >>> surface_prefix("Nato-ch"), surface_prefix("f.ek")
    ('natoch', 'fek')
    """
    return without_points(fold(prefix)).replace("-", "")


def title_tree(phrase: QuotedPhrase, *, quoted: bool) -> Node:
    """The articles whose title has the words of `phrase`: in any form, or if `quoted` exactly and one after another.
    They score as the words do."""
    if quoted:
        return all_of([Filter(Phrase("title", phrase.surface)), phrase.score_tree])
    return all_of([tree for word in phrase.words for tree in (Filter(word.match_tree("title_text")), word.tree())])


def keyword_tree(field: KeywordField, value: str) -> Node | None:
    """The articles whose keyword field is `value`, without regard to case. A field that is searched by its words needs
    to have those of `value` one after another. None if `value` is blank or has no word."""
    if not field.by_words:
        return has_value(field, value) if value.strip() else None
    words = tuple(surface_words(value))
    return Filter(Phrase(field.words_field, words)) if words else None


def has_value(field: KeywordField, value: str) -> Node:
    """The articles whose keyword field is `value`, without regard to case."""
    return Filter(Term(field.name, fold_value(value)))


def date_filter(text: str) -> Node | None:
    """The articles of the year, month, day or range (`2016..2018`, with either end open) that `text` names; None if it
    names none."""
    period = read_range(text)
    return in_period(period) if period else None


def in_period(period: Period) -> Node:
    """The articles that were published in a period."""
    first = to_microseconds(period.start) if period.start else -UNDATED
    last = to_microseconds(period.end) - 1 if period.end else UNDATED - 1
    return Filter(DateRange(first, last))


def read_range(text: str) -> Period | None:
    """The period that `text` names: a year, month, day or range; None if it names none.

    >>> read_range("2016..2017") == Period(parse_period("2016").start, parse_period("2017").end)
    True
    """
    first, dots, last = text.partition("..")
    try:
        if not dots:
            return parse_period(first)
        if not (first or last):
            return None
        starts = parse_period(first) if first else None
        ends = parse_period(last) if last else None
    except ValueError:
        return None
    if starts and ends and _start(ends) < _start(starts):
        starts, ends = ends, starts
    return Period(starts.start if starts else None, ends.end if ends else None)


def _start(period: Period) -> datetime:
    assert period.start is not None
    return period.start
