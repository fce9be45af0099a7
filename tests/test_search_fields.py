"""What fields, phrases, prefixes and dates mean, shown by which articles of a small index answer.

Questions are asked as typed (`exact`), so that an article answers only where it holds everything.
"""

from collections.abc import Callable

import pytest

from search import Engine, Request
from tests.asking import hits

ARTICLES = [
    {"id": "minister", "title": "Kilde: Minister går af", "body": "Ingen ved hvorfor.", "published": "2019-06-30"},
    {
        "id": "fregat",
        "title": "Fregatterne Alken og Svanen",
        "body": "Mågen fulgte dem hjem.",
        "published": "2018-02-15T23:30:00+01:00",
        "source": "Ritzau",
        "section": "udland",
    },
    {
        "id": "skib",
        "body": "Skibet, en fregat, fulgte Alken til TV 2 i Aarhus.",
        "published": "2016-12-31T23:59:59+01:00",
        "source": "Fyns Tidende",
        "section": "indland",
    },
    {"id": "udateret", "body": "Fregat i tv, kanal 2, siger Nato-chefen.", "source": "RITZAU", "section": "Udland"},
    {"id": "dato", "body": "Datoen blev i går flyttet til 2018-13."},
]
ALL = "minister fregat skib udateret dato"

Table = dict[str, str]
"""Questions, and the ids of the articles that answer each."""

FIELDS: Table = {
    "titel:fregat": "fregat",
    "title:fregatten": "fregat",
    "titel:måge": "",
    "titel:freg*": "fregat",
    "titel:FREGATTERS*": "",
    "fregat -titel:alk*": "skib udateret",
    'titel:"fregatterne alken"': "fregat",
    'title:"alken fregatterne"': "",
    'titel:"fregatter alken"': "",
    "kilde:ritzau": "fregat udateret",
    "source:RITZAU": "fregat udateret",
    'kilde:"fyns tidende"': "skib",
    'source:"FYNS  Tidende"': "skib",
    "kilde:fyns": "",
    "sektion:udland": "fregat udateret",
    "section:UDLAND fregat": "fregat udateret",
    "sektion:udland kilde:ritzau -titel:svanen": "udateret",
    "kilde:ritzau sektion:indland": "",
    "fregat -titel:alken": "skib udateret",
    "fregat -kilde:ritzau": "skib",
    "titel:svane ELLER kilde:ritzau": "fregat udateret",
    'kilde:"" fregat': "fregat skib udateret",
    'titel:"" fregat': "fregat skib udateret",
    'titel:"alken': "fregat",
    'kilde:"ritzau alken': "fregat",
}
NO_FIELDS: Table = {
    "Kilde: Minister går af": "minister",
    "kilde: minister": "minister",
    "KILDE:minister": "minister",
    "Kilde:minister": "minister",
    "kilde minister": "minister",
    "kilde:": "minister",
    "nykilde:minister": "",
    "emne:minister": "",
    "kilde :minister": "minister",
}
PHRASES: Table = {
    '"tv 2"': "skib",
    "“tv 2”": "skib",
    "„TV 2“": "skib",
    '”tv 2"': "skib",
    "tv 2": "skib udateret",
    '"tv  2."': "skib",
    '"2 tv"': "",
    '"til TV 2 i Århus"': "skib",
    '"fregat"': "skib udateret",
    '"fregatterne"': "fregat",
    '"nato chefen"': "udateret",
    '"natochefen"': "udateret",
    '"siger nato"': "udateret",
    '"kilde:minister"': "minister",
    # Never across title and body.
    '"alken og svanen"': "fregat",
    '"mågen fulgte"': "fregat",
    '"svanen mågen"': "",
    "svanen mågen": "fregat",
}
PREFIXES: Table = {
    "fre*": "fregat skib udateret",
    "fregatt*": "fregat",
    "Fregatt*": "fregat",
    "fregatterne*": "fregat",
    "svan* måg*": "fregat",
    "fre* -fregatt*": "skib udateret",
    "fregat -fulg*": "udateret",
    "(fregatt* ELLER tids*)": "fregat",
    "aarh*": "skib",
    "natoch*": "udateret",
    "nato-ch*": "udateret",
    # The star stands behind two letters, at the end of a word.
    "fregat *": "fregat skib udateret",
    "*": ALL,
    "*gat": "",
    "fre*t": "",
    "fre*,": "",
    '"fre*"': "",
}
DATES: Table = {
    "dato:2018": "fregat",
    "date:2018": "fregat",
    "dato:2018-02": "fregat",
    "dato:2018-02-15": "fregat",
    "dato:2018-02-16": "",
    'dato:"2018"': "fregat",
    "dato:2016": "skib",
    "dato:2017": "",
    "dato:2016..2018": "fregat skib",
    "dato:2018..2016": "fregat skib",
    "dato:2016-12-31..2018-02-14": "skib",
    "dato:2018-02-15..2019-06": "fregat minister",
    "dato:2018..": "fregat minister",
    "dato:..2018": "fregat skib",
    "dato:..9999": "fregat skib minister",
    "dato:2016.. fregat": "fregat skib",
    "fregat -dato:2018": "skib udateret",
    "-dato:2018": "minister skib udateret dato",
    "dato:2016 ELLER dato:2019": "skib minister",
    # What is no date is words.
    "dato:..": "dato",
    "dato:2018-13": "dato",
    "dato:i går": "dato",
    "-dato:2018-13": "minister fregat skib udateret",
    "dato:2018-02-30": "",
    "2018-13": "dato",
    "2018-14": "",
}
TABLES = {"fields": FIELDS, "no fields": NO_FIELDS, "phrases": PHRASES, "prefixes": PREFIXES, "dates": DATES}


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


@pytest.mark.parametrize("table", TABLES)
def test_each_question_is_answered_by_what_it_means(table: str, engine: Engine) -> None:
    answers = {question: set(hits(engine, question, exact=True)) for question in TABLES[table]}
    assert answers == {question: set(ids.split()) for question, ids in TABLES[table].items()}


def test_a_prefix_scores_every_article_alike(engine: Engine) -> None:
    """However often and however prominently an article holds it."""
    prefix = engine.search(Request("fre*"))
    assert len({hit.score for hit in prefix.hits}) == 1
    assert prefix.hits[0].score > 0


def test_a_phrase_scores_as_its_words_do(engine: Engine) -> None:
    phrase, words = engine.search(Request('"tv 2"')), engine.search(Request("tv 2"))
    assert phrase.hits[0].score == {hit.article.id: hit.score for hit in words.hits}["skib"]
