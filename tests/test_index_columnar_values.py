"""Stored values come out as they went in, whatever JSON can say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query

from index.columnar.whoosh.values import add_value, values_of
from tests.codecs import both_indexes

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.decimals(allow_nan=False)
    | st.datetimes(timezones=st.sampled_from([None, UTC])).map(lambda moment: moment.replace(fold=0))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers() | st.binary(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def types(value: Any) -> Any:
    """The types of which a value is made."""
    if isinstance(value, list | tuple):
        return type(value), [types(item) for item in value]
    if isinstance(value, dict):
        return dict, [(types(key), types(item)) for key, item in value.items()]
    return type(value)


@settings(deadline=None, max_examples=50)
@given(articles=st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3), min_size=1, max_size=4))
def test_values_come_out_as_they_went_in(articles: list[dict[str, Any]]) -> None:
    schema = fields.Schema(a=fields.STORED(), b=fields.STORED(), c=fields.STORED())
    for optimize in (False, True):
        with TemporaryDirectory() as folder, both_indexes(Path(folder), schema, [articles], optimize=optimize) as both:
            theirs, ours = ([stored for _, stored in index.reader().iter_docs()] for index in both)
        assert ours == theirs
        for found, expected in zip(ours, theirs, strict=True):
            assert {name: types(value) for name, value in found.items()} == {
                name: types(value) for name, value in expected.items()
            }


def test_what_json_says_is_stored_as_it_is() -> None:
    stored: dict[str, Any] = {}
    add_value(stored, "article", {"title": "Storm", "places": ["Ærø", 3, None, True]})
    assert stored == {"article": {"title": "Storm", "places": ["Ærø", 3, None, True]}}
    add_value(stored, "pair", ("Ærø", 3))
    assert [*stored] == ["article", "_"]
    assert values_of(stored) == {"article": stored["article"], "pair": ("Ærø", 3)}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({1, 2}, "place: values of the type set are not stored"),
        (date(2018, 5, 1), "place: values of the type date are not stored"),
        ([{"a": (object(),)}], "place: values of the type object are not stored"),
        (datetime(2018, 5, 1, tzinfo=ZoneInfo("Europe/Copenhagen")), "place: .* would come out otherwise"),
    ],
)
def test_what_would_come_out_otherwise_is_refused_by_name(value: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        add_value({}, "place", value)


def test_moments_and_decimals_are_stored_beside_what_is_searched(tmp_path: Path) -> None:
    schema = fields.Schema(
        when=fields.DATETIME(stored=True), price=fields.NUMERIC(Decimal, decimal_places=2, stored=True)
    )
    articles = [{"when": datetime(year, 1, 1), "price": Decimal(f"{year}.50")} for year in (2016, 2017, 2018)]
    with both_indexes(tmp_path, schema, [articles]) as indexes:
        for index in indexes:
            with index.searcher() as searcher:
                hits = searcher.search(query.DateRange("when", datetime(2016, 6, 1), datetime(2017, 6, 1)))
                assert [hit.fields() for hit in hits] == [articles[1]]
