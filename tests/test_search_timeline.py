"""The timeline counts every dated hit once, without gaps, in units that make few bars."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import ColumnarSegment, Leaf, SegmentFile
from index.columnar.segment_file import write_segment
from index.dates import parse_period, to_microseconds
from search import Bar, Engine
from search.columnar import Hits, LeafHits
from search.columnar.date_counts import timeline
from search.columnar.scored_documents import ScoredDocuments
from search.timeline import MOST_BARS
from tests.asking import ask


def bars(days: list[date]) -> tuple[Bar, ...]:
    """The timeline of articles that were published at noon of these days: their segment is written to a file and
    read."""
    noon = sorted((to_microseconds(datetime(*day.timetuple()[:3], 12, tzinfo=UTC)) for day in days), reverse=True)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "days.opslag"
        write_segment(path, len(days), {}, {"published": np.array(noon, np.int64)}, [b""] * len(days), b"")
        leaf = Leaf(ColumnarSegment(), SegmentFile.open(path), 0, None)
        return timeline(Hits([LeafHits(leaf, ScoredDocuments(np.arange(len(days), dtype=np.uint32)))]))


def test_without_days_there_is_no_timeline() -> None:
    assert bars([]) == ()


@pytest.mark.parametrize(
    ("days", "first", "last", "count"),
    [
        (["2018-02-15"], "2018-02-15", "2018-02-15", 1),
        (["2018-12-31", "2019-01-02"], "2018-12-31", "2019-01-02", 3),
        (["2018-01-01", "2018-03-01"], "2018-01-01", "2018-03-01", 60),
        (["2018-01-01", "2018-03-02"], "2018-01", "2018-03", 3),
        (["2014-01-31", "2018-12-01"], "2014-01", "2018-12", 60),
        (["2014-01-31", "2019-01-01"], "2014", "2019", 6),
        (["1959-06-01", "2018-06-01"], "1959", "2018", 60),
        (["1958-06-01", "2018-06-01"], "1950", "2019", 7),
        (["0002-01-01", "9999-12-31"], "0002", "9999", 10),
    ],
)
def test_the_unit_is_the_shortest_that_makes_few_bars(days: list[str], first: str, last: str, count: int) -> None:
    found = bars([date.fromisoformat(day) for day in days])
    assert (found[0].first, found[-1].last, len(found)) == (first, last, count)


@given(st.lists(st.dates(date(2, 1, 1)), min_size=1, max_size=50))
def test_every_day_is_counted_once_in_the_bar_that_holds_it(days: list[date]) -> None:
    found = bars(days)
    assert len(found) <= MOST_BARS
    for bar in found:
        start, end = parse_period(bar.first).start, parse_period(bar.last).end
        assert start is not None
        first = date.fromisoformat((bar.first + "-01-01")[:10])
        inside = Counter(first <= day and (end is None or _after(bar.last) > day) for day in days)[True]
        assert bar.count == inside
    assert sum(bar.count for bar in found) == len(days)


def _after(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        return date.fromordinal(date(year, month, day).toordinal() + 1)
    return date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1) if year < 9999 else date.max


def test_an_answer_has_the_timeline_of_all_its_hits(make_engine: Callable[..., Engine]) -> None:
    articles = [{"id": str(number), "body": "Sne.", "published": f"{2010 + number % 7}-01-01"} for number in range(21)]
    answer = ask(make_engine([*articles, {"id": "udateret", "body": "Sne."}]), "sne", size=2)
    assert [(bar.first, bar.count) for bar in answer.timeline] == [(str(year), 3) for year in range(2010, 2017)]
    assert answer.total == 22
