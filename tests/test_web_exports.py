"""Exports as someone takes them along: every hit in its order, a file that a spreadsheet opens without harm and that
`opslag rebuild` reads."""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index import Store, rebuild
from search import Engine, Limits, Request
from tests.webpages import MANY, SECURITY_HEADERS, browsing, make_index

EXPORTS = ("/soeg.csv", "/soeg.jsonl")
COLUMNS = ["id", "title", "source", "section", "byline", "published", "url", "body"]
KEYS = ["id", "title", "body", "published", "source", "section", "byline", "url"]

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org";"klik")',
    "+45 12 34 56 78",
    "-1",
    "@SUM(A1)",
    "\tindryk",
    "\r=1",
    "a=1",
    "'=1",
    '"citat", og; mere',
    "linje\nlinje\r\nlinje",
    "<script>alert(1)</script> ]]>",
    "\x01\x1b[31m\x7f\x85\u2028\ufffe\ufeff",
    "\u202eomvendt\u2066",
    "back\\slash \\u0000 \U0001f6a2",
]
WILD = [
    {
        "id": f"{text if text.isprintable() else ''}{number}",
        "title": f"{text} vild",
        "body": f"{text} vild",
        "published": f"{2000 + number}-02-15T08:30:00.{number:06}+01:00",
        "source": text,
        "section": text,
        "byline": text,
        "url": text,
    }
    for number, text in enumerate(HOSTILE)
]
BARE = [
    {"body": "Færgen er malet. Det siger havnefogeden."},
    {"id": "signeret", "body": "Færgen ligger stille.\n\n/ritzau/"},
    {"id": "gammel", "body": "Færgen er ny.", "published": "1801-04-02T10:00:00Z"},
]
STORMS = [
    {
        "id": f"storm-{number:03}",
        "title": f"Storm {number}",
        "body": "Stormen ventes. " * (number % 7 + 1),
        "published": str(1800 + number),
        "source": ("Øposten", "Vestbladet")[number % 2],
        "section": "vejr",
    }
    for number in range(130)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("exports"), [*WILD, *BARE, *STORMS])


@pytest.fixture
def ask(index: Path) -> Iterator[FlaskClient]:
    with browsing(index) as client:
        yield client


def rows(ask: FlaskClient, question: str = "") -> list[dict[str, str]]:
    """The rows of an export as CSV."""
    response = ask.get(f"/soeg.csv?{question}", buffered=True)
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline=""), strict=True))


def records(ask: FlaskClient, question: str = "") -> list[dict[str, Any]]:
    """The objects of an export as JSON Lines."""
    response = ask.get(f"/soeg.jsonl?{question}", buffered=True)
    assert response.status_code == 200
    return [json.loads(line) for line in response.data.split(b"\n")[:-1]]


def all_hits(ask: FlaskClient, question: str) -> list[str]:
    """The ids of the hits of a question, page by page."""
    ids: list[str] = []
    address = f"/api/search?{question}&size=50"
    while address:
        answer = ask.get(address).get_json()
        ids += [hit["id"] for hit in answer["hits"]]
        address = answer["next"]
    return ids


QUESTIONS = [
    "",
    "q=storm",
    "q=storm&sort=newest",
    "q=storm&sort=oldest&source=%C3%B8posten&from=1810&to=1900-06",
    "q=storm+f%C3%A6rge+findesikke",
    "q=%22stormen+f%C3%A6rgen%22+ventes",
    "q=storm+f%C3%A6rge+findesikke&exact=1",
    "section=vejr&section=x&sort=newest",
    "q=findesikke",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_export_has_every_hit_of_the_page_in_its_order(question: str, ask: FlaskClient) -> None:
    expected = all_hits(ask, question)
    for ignored in ("", "&page=2&size=1", "&page=x&size=999"):
        exported = records(ask, question + ignored)
        assert [record["id"] for record in exported] == expected
        assert [row["body"].removeprefix("'") for row in rows(ask, question + ignored)] == [
            record["body"].removeprefix("'") for record in exported
        ]


def test_csv_is_what_excel_opens(ask: FlaskClient) -> None:
    response = ask.get("/soeg.csv?q=stormen&sort=oldest", buffered=True)
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=opslag.csv"
    assert response.data.startswith("\ufeffid,title,source,section,byline,published,url,body\r\n".encode())
    lines = response.data.decode("utf-8-sig").split("\r\n")
    assert lines[2] == "storm-001,Storm 1,Vestbladet,vejr,,1800-12-31T23:09:40+00:00,,Stormen ventes. Stormen ventes. "
    assert lines[-1] == ""
    assert len(lines) == len(STORMS) + 2


def test_an_export_without_hits_is_a_header_or_nothing(ask: FlaskClient) -> None:
    assert ask.get("/soeg.csv?q=findesikke", buffered=True).data == ("\ufeff" + ",".join(COLUMNS) + "\r\n").encode()
    assert ask.get("/soeg.jsonl?q=findesikke", buffered=True).data == b""


def test_csv_keeps_every_text_and_runs_no_formula(ask: FlaskClient) -> None:
    exported = rows(ask, "q=vild&sort=oldest")
    assert [list(row) for row in exported] == [COLUMNS] * len(WILD)
    for row, article in zip(exported, WILD, strict=True):
        assert row["published"].partition("-")[2].startswith("02-15T08:30:00")
        assert row["published"].endswith("+01:00")
        for column in COLUMNS:
            if column != "published":
                dangerous = article[column][0] in "=+-@\t\r"
                assert row[column] == ("'" if dangerous else "") + article[column]
    assert not [cell for row in rows(ask) for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_shows_the_headline_where_there_is_no_title(ask: FlaskClient) -> None:
    titles = {row["id"]: row["title"] for row in rows(ask, "q=f%C3%A6rgen")}
    assert titles["signeret"] == "Færgen ligger stille."
    assert "Færgen er malet." in titles.values()


def test_json_lines_hold_the_eight_keys(ask: FlaskClient) -> None:
    response = ask.get("/soeg.jsonl?q=f%C3%A6rgen", buffered=True)
    assert response.mimetype == "application/jsonl"
    assert response.headers["Content-Disposition"] == "attachment; filename=opslag.jsonl"
    (signed,) = [record for record in records(ask, "q=f%C3%A6rgen") if record["id"] == "signeret"]
    assert list(signed) == KEYS
    assert signed == {
        **dict.fromkeys(KEYS, ""),
        "id": "signeret",
        "body": BARE[1]["body"],
        "published": None,
        "source": "Ritzau",
    }
    wild = {record["id"]: record for record in records(ask, "q=vild")}
    for article in WILD:
        texts = {key: value for key, value in article.items() if key != "published"}
        assert texts.items() <= wild[article["id"]].items()


def test_an_export_can_be_rebuilt_into_the_same_index(ask: FlaskClient, tmp_path: Path) -> None:
    exported = ask.get("/soeg.jsonl", buffered=True).data
    (tmp_path / "opslag.jsonl").write_bytes(exported)
    report = rebuild([tmp_path / "opslag.jsonl"], Store(tmp_path / "index"), strict=True)
    assert (report.indexed, report.duplicates) == (len(WILD) + len(BARE) + len(STORMS), 0)
    with browsing(tmp_path / "index") as again:
        assert again.get("/soeg.jsonl", buffered=True).data == exported
        for question in QUESTIONS:
            assert all_hits(again, question) == all_hits(ask, question)


def test_an_export_has_no_more_than_ten_thousand_articles(tmp_path: Path) -> None:
    many = [{"id": f"{number:05}", "body": "Storm.", "published": "2018"} for number in range(10_020)]
    with browsing(make_index(tmp_path, many)) as client:
        assert [record["id"] for record in records(client, "sort=newest")] == [str(a["id"]) for a in many[:10_000]]


def test_the_engine_gives_as_many_matches_as_it_is_asked_for(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine(STORMS, limits=Limits(size=5))
    for most in (0, 1, 50, 51, 130, 999):
        matches = engine.matching(Request("storm", sort="oldest", page=0, size=99), most)
        ids = [article.id for article in matches]
        assert ids == [str(storm["id"]) for storm in STORMS][:most]
        assert len(ids) == len(matches)
    matches.close()
    matches.close()
    with pytest.raises(ValueError, match="closed"):
        next(iter(matches))


@pytest.mark.parametrize("path", EXPORTS)
def test_head_is_get_without_a_body_and_no_other_method_is_allowed(path: str, ask: FlaskClient) -> None:
    get, head = ask.get(path, buffered=True), ask.head(path, buffered=True)
    assert (head.status_code, head.data, head.headers) == (200, b"", get.headers)
    assert SECURITY_HEADERS.items() <= dict(get.headers).items()
    refused = ask.post(path)
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize("path", EXPORTS)
def test_refusals_are_problem_details(path: str, ask: FlaskClient, tmp_path: Path) -> None:
    for question in ("q=a&q=b", "from=nej", "q=a*", "sort=nej", "q=" + "a" * 1001):
        response = ask.get(f"{path}?{question}")
        assert (response.status_code, response.mimetype) == (400, "application/problem+json")
        assert "Content-Disposition" not in response.headers
    with browsing(tmp_path / "intet") as client:
        assert client.get(path).status_code == 503
    many = make_index(tmp_path, [{"id": str(number), "body": "Storm."} for number in range(MANY)])
    with browsing(many, LIMITS=Limits(seconds=0)) as client:
        response = client.get(f"{path}?q=storm")
        assert (response.status_code, response.mimetype) == (503, "application/problem+json")
