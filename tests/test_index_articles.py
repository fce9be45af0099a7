"""What an article is made of where its source is silent: title, headline, id, source and moment."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import Article, read_articles
from index.dates import DANISH_TIME, parse_published
from search import Engine
from tests.asking import hits
from tests.feeding import line

LEAD = "Færgen til Samsø sejler igen. Det siger havnefogeden."


def read(path: Path, data: bytes) -> Article:
    """The one article of a file with `data` in it."""
    path.write_bytes(data)
    (article,) = read_articles(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        pytest.param(f"Færgen sejler\n\n{LEAD}", "Færgen sejler", LEAD, id="a headline"),
        pytest.param(f"\n\n  Færgen sejler  \r\n \t\r\n\r\n{LEAD}\r\n", "Færgen sejler", LEAD, id="white space"),
        pytest.param(f"Sejler færgen?\n\n{LEAD}", "Sejler færgen?", LEAD, id="a question"),
        pytest.param(f"{'x' * 120}\n\n{LEAD}", "x" * 120, LEAD, id="120 characters"),
        pytest.param(f"{'x' * 121}\n\n{LEAD}", "", f"{'x' * 121}\n\n{LEAD}", id="121 characters"),
        pytest.param(f"Færgen sejler.\n\n{LEAD}", "", f"Færgen sejler.\n\n{LEAD}", id="a full stop"),
        pytest.param(f"Færgen sejler\n{LEAD}", "", f"Færgen sejler\n{LEAD}", id="no blank line"),
        pytest.param("Færgen sejler\n\n", "", "Færgen sejler", id="nothing behind it"),
    ],
)
def test_the_first_line_of_a_text_file_is_its_title_where_it_reads_like_one(
    tmp_path: Path, text: str, title: str, body: str
) -> None:
    article = read(tmp_path / "a.txt", text.encode())
    assert (article.title, article.body) == (title, body)


@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        ("Færgen sejler", LEAD, "Færgen sejler"),
        ("", LEAD, "Færgen til Samsø sejler igen."),
        (" ", "- Vi sejler, siger havnefogeden. Det glæder ham.", "Vi sejler, siger havnefogeden."),
        ("", "Færgen\ntil  Samsø sejler\n\nDet siger havnefogeden.", "Færgen til Samsø sejler"),
        ("", "Vi " + "sejler " * 30, "Vi " + "sejler " * 15 + "sejler…"),
        ("", "Færgen sejler. /ritzau/", "Færgen sejler."),
        ("", "-\n\nFærgen sejler.", "Færgen sejler."),
        ("", "- –", "- –"),
        ("", "/ritzau/", "/ritzau/"),
    ],
)
def test_an_article_without_a_title_is_shown_under_its_first_sentence(
    tmp_path: Path, title: str, body: str, headline: str
) -> None:
    article = read(tmp_path / "a.jsonl", line(title=title, body=body))
    assert (article.headline, article.title, article.body) == (headline, title.strip(), body)
    assert len(article.headline) <= 120


def test_a_headline_out_of_the_body_is_no_title(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([{"id": "uden", "body": LEAD}, {"id": "med", "title": "Færgen sejler", "body": LEAD}])
    assert hits(engine, "titel:færgen") == ["med"]
    assert hits(engine, "samsø") == ["uden", "med"]  # "med" is the longer one


def test_an_id_is_made_of_title_and_body_in_nfc(tmp_path: Path) -> None:
    expected = hashlib.sha256("Ål\0Ålen er fredet.".encode()).hexdigest()[:16]
    for form in ("Å", "A\u030a", "\u212b"):
        made = read(tmp_path / "a.jsonl", line(title=f"{form}l", body=f"{form}len er fredet.", id=" ", url="x"))
        assert made.id == expected
        assert made.body == f"{form}len er fredet."
    assert read(tmp_path / "a.txt", "Ål\n\nÅlen er fredet.".encode()).id == expected
    assert read(tmp_path / "a.jsonl", line(title="Ål", body="Ålen er fredet.", id="a/å b")).id == "a/å b"


@pytest.mark.parametrize(
    ("end", "source", "text"),
    [
        ("\n/ritzau/", "Ritzau", ""),
        ("\n\n/ritzau/\n", "Ritzau", ""),
        ("\r\n  /ritzau/\r\n", "Ritzau", ""),
        ("\n/ritzau/Reuters/", "Ritzau", ""),
        ("\n/ritzau/AFP", "Ritzau", ""),
        (" /ritzau/", "Ritzau", ""),
        (" /AP/", "AP", ""),
        ("\n/Reuters/", "Reuters", ""),
        ("\n/Havne & Sø/", "Havne & Sø", ""),
        (" Prisen er 20 kr. /stk.", "", None),
        (" Den kan hentes /efter aftale", "", None),
        (" Det er og/eller", "", None),
        (" Kampen endte /2-1/", "", None),
        (" /ritzau/ Det slutter her.", "", None),
        (" Se flere på /nyheder/", "", None),
        ("\n//", "", None),
    ],
)
def test_a_closing_agency_line_fills_the_source_and_is_not_text(
    tmp_path: Path, end: str, source: str, text: str | None
) -> None:
    article = read(tmp_path / "a.jsonl", line(body=LEAD + end))
    assert (article.source, article.text) == (source, LEAD + (end if text is None else text))
    assert article.body == LEAD + end
    assert read(tmp_path / "a.jsonl", line(body=LEAD + end, source="Havneposten")).source == "Havneposten"


def test_an_agency_line_is_a_source_to_filter_by_and_no_word_to_find(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([{"id": "a", "body": f"{LEAD}\n/ritzau/"}, {"id": "b", "body": "Ritzau skriver om færgen."}])
    assert hits(engine, "ritzau") == ["b"]
    assert hits(engine, "færgen kilde:ritzau") == ["a"]


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2018", "2017-12-31T23:00:00"),
        ("2018-07", "2018-06-30T22:00:00"),
        ("2018-02-15", "2018-02-14T23:00:00"),
        (" 2020-02-29 ", "2020-02-28T23:00:00"),
        ("2018-02-15T08:30", "2018-02-15T07:30:00"),
        ("2018-07-15T08:30:15", "2018-07-15T06:30:15"),
        ("2018-07-15 08:30:15.123456789", "2018-07-15T06:30:15.123456"),
        ("2018-07-15T08:30:15.5Z", "2018-07-15T08:30:15.500000"),
        ("2018-07-15t08:30:15z", "2018-07-15T08:30:15"),
        ("2018-07-15T08:30:15-00:00", "2018-07-15T08:30:15"),
        ("2018-01-01T00:30:00+05:45", "2017-12-31T18:45:00"),
        ("2018-12-31T20:00:00-08:00", "2019-01-01T04:00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),  # a leap second
        ("2018-03-25T01:59", "2018-03-25T00:59:00"),  # the last minute of winter time
        ("2018-03-25T03:00", "2018-03-25T01:00:00"),  # the first of summer time
        ("2018-10-28T02:30", "2018-10-28T00:30:00"),  # twice there: the first of the two
        ("2018-10-28T03:00", "2018-10-28T02:00:00"),
        ("1943-06-01", "1943-05-31T22:00:00"),
        ("9999-12-31", "9999-12-30T23:00:00"),
    ],
)
def test_a_date_is_kept_in_utc(tmp_path: Path, published: str, moment: str) -> None:
    article = read(tmp_path / "a.jsonl", line(body=LEAD, published=published))
    assert article.published == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert article.published.tzinfo is UTC


@pytest.mark.parametrize(
    "published",
    [
        *("2018-13", "2018-00", "2018-02-30", "2018-02-29", "2018-02-00", "2018-2-1", "18", "0000", "20180215"),
        *("2018-02-15T25:00", "2018-02-15T08:60", "2018-02-15T08:30:61", "2018-02-15T08", "2018-02-15T08:30+1"),
        *("2018-02-15T08:30+25:00", "2018-02-15Z", "2018-02-15T", "2018-W07-4", "15.2.2018", "２０１８", "+2018"),
        *("0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-01:00", "9999-12-31T23:30:00Z"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_the_date(published: str) -> None:
    with pytest.raises(ValueError, match="is not a date that exists") as refused:
        parse_published(published)
    assert repr(published) in str(refused.value)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC)), st.integers(-1439, 1439))
@example(datetime(2018, 10, 28, 0, 30, tzinfo=UTC), 0)
@example(datetime(2018, 10, 28, 1, 30, tzinfo=UTC), 0)
def test_a_moment_is_the_same_in_every_offset_and_as_it_is_shown(moment: datetime, minutes: int) -> None:
    assert parse_published(moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat()) == moment
    assert parse_published(moment.astimezone(DANISH_TIME).isoformat()) == moment


def test_undated_articles_come_last_and_match_no_date(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine(
        [
            {"id": "uden", "body": LEAD, "published": ""},
            {"id": "ny", "body": LEAD, "published": "2018-12-31T23:30:00Z"},  # 2019 in Denmark
            {"id": "gammel", "body": LEAD, "published": "2018"},
        ]
    )
    assert hits(engine, sort="newest") == ["ny", "gammel", "uden"]
    assert hits(engine, sort="oldest") == ["gammel", "ny", "uden"]
    assert hits(engine, "dato:2018") == ["gammel"]
    assert hits(engine, "dato:2019..") == ["ny"]
    assert hits(engine, "dato:..9999") == ["ny", "gammel"]
