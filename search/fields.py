"""What `titel:`, `kilde:`, `sektion:`, `dato:` and prefixes ask of the index."""

from collections.abc import Sequence
from datetime import datetime

from whoosh import query

from index.danish import fold, without_points
from index.dates import UNDATED, Period, parse_period, to_microseconds
from index.mapping import fold_name
from search.nodes import Begins, Exact, Filter, Published
from search.words import Phrase, all_of, any_of

PREFIX_SCORE = 1.0
"""What a prefix adds to the score of every article that has it."""


PREFIX_FIELDS = ("title", "body")
"""Where a prefix is looked for that no field is named with."""


def prefix_tree(prefix: str, fields: Sequence[str] = PREFIX_FIELDS) -> query.Query:
    """The articles with a word in one of `fields` that begins with `prefix`."""
    start = surface_prefix(prefix)
    return Filter(any_of([Begins(field, start) for field in fields]), PREFIX_SCORE)


def surface_prefix(prefix: str) -> str:
    """`prefix` as the words of the surface fields begin; a hyphen is taken out, as the joined word is there too, and so
    are the points of an abbreviation.

    >>> surface_prefix("Nato-ch"), surface_prefix("f.ek")
    ('natoch', 'fek')
    """
    return without_points(fold(prefix)).replace("-", "")


def title_tree(phrase: Phrase, *, quoted: bool) -> query.Query:
    """The articles whose own title has the words of `phrase`, by their stems or, `quoted`, exactly; scored as the
    words are."""
    if quoted:
        return all_of([Filter(Exact("title", phrase.surface)), phrase.scores])
    return all_of([tree for word in phrase.words for tree in (Filter(word.held("title_text")), word.tree())])


def name_filter(field: str, name: str) -> query.Query:
    """The articles whose `field`, `source` or `section`, is `name`, without regard to case."""
    return Filter(query.Term(field, fold_name(name)))


def date_filter(text: str) -> query.Query | None:
    """The articles of the year, month, day or range (`2016..2018`, open at either end) in `text`; None where it is no
    date."""
    period = read_range(text)
    if period is None:
        return None
    first = to_microseconds(period.start) if period.start else -UNDATED
    last = to_microseconds(period.end) - 1 if period.end else UNDATED - 1
    return Filter(Published(first, last))


def read_range(text: str) -> Period | None:
    """The period that `text` names, or None.

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
