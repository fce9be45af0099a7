"""Ten thousand random and hostile questions through the API: each is answered, or refused with a 400 that names the
limit or the parameter it is about."""

import random
import string
from collections.abc import Iterator
from importlib.resources import as_file
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from index import Store, rebuild
from search import SORTS, Limits, limit_table
from web import create_app

QUESTIONS = 10_000
SEEDS = 10

PARAMETERS = ("q", "page", "size", "sort", "source", "section", "byline", "from", "to", "exact", "explain")
NAMES = {*PARAMETERS, *(name for name, _, _ in limit_table())}

SYNTAX = [
    *("OG", "ELLER", "IKKE", "AND", "OR", "NOT", "og", "(", ")", '"', "“", "”", "„", "*", "-", "--", "-(", '-"', ":"),
    *("titel:", "kilde:", "sektion:", "dato:", "title:", "source:", "date:", 'titel:"', "dato:2018", "dato:2018.."),
    *("dato:9999", "dato:0001", "..2016", "..", "%", "'", "’", "’s", "&", "<b>", "\\", "/", "?", "#", "[", "{", "}"),
    *("^", "~", "|", "\0"),
]
WORDS = [
    *("soldat", "Nato-chefen", "USA's", "7.500", "7", "mia", "42 %", "Aarhus", "A\u030arhus", "i", "og", "2018-02-15"),
    *("færge*", "is*", "vand*", "a-b-c-d-e-f-g-h-i-j-k-l", "x" * 300, "1-" * 50 + "1", "o'" * 40 + "o", "0" * 200),
    *("ſ", "ß", "İ", "ﬁ", "Ǆ", "½", "²"),
]
SIGNS = "\u200b\u200d\u00ad\ufeff\u2028\u0301\u030a\u1160\u202e\u0e33\ud7ff\ue000\ufffe\U0001f600\U000e0001\U0010ffff"
SPACES = " \t\n\r\x0b\x1c\x85\xa0\u2009\u3000"


def soup(draw: random.Random, length: int) -> str:
    """A question of about `length` characters, made of one kind of thing or of all."""
    kinds = [SYNTAX, WORDS, list(SIGNS), list(SPACES), list(string.printable), [chr(draw.randrange(0xD800))]]
    chosen = draw.sample(kinds, draw.randint(1, len(kinds)))
    glue = draw.choice(("", " ", " ", draw.choice(SPACES)))
    parts: list[str] = []
    while length > 0:
        parts.append(draw.choice(draw.choice(chosen)))
        length -= len(parts[-1]) + len(glue)
    return glue.join(parts)


def repeated(draw: random.Random, length: int) -> str:
    """A question of about `length` characters that says the same again and again."""
    part = "".join(draw.choices([*SYNTAX, *WORDS, *SIGNS, *SPACES], k=draw.randint(1, 3)))
    return part * (length // len(part) + 1)


def question(draw: random.Random) -> str:
    (most,) = draw.choices((2.0, 3.0, 5.0), weights=(90, 9.7, 0.3))
    return draw.choice((soup, soup, repeated))(draw, int(10 ** draw.uniform(0, most)))


def parameters(draw: random.Random) -> str:
    """Further parameters of an address, good or bad."""
    values = {
        "page": ("1", "2", "100", "101", "0", "-1", "1e3", "9" * 40, "١", " 1", ""),
        "size": ("1", "50", "51", "0", "x", "1.0"),
        "sort": (*SORTS, "score", "NEWEST", "\0"),
        "source": ("Ritzau", "", " ", "x" * 5000, "\0"),
        "section": ("vejr", "VEJR", "%", "a&section=b"),
        "byline": ("Af", "af  ", "Mette", "*"),
        "from": ("2016", "2016-02-30", "9999", "0001", "0000", "٢٠١٦", "-", "2016-1"),
        "to": ("2018-12", "9999-12-31", "0001-01-01", "2018-12-31T00:00"),
        "exact": ("0", "1", "true", "2", "ja"),
        "explain": ("0", "1", "x"),
        "q": ("igen",),
        "ukendt": ("ja",),
    }
    names = draw.choices(list(values), k=draw.choice((0, 0, 0, 0, 0, 1, 1, 2)))
    return "".join(f"&{name}={quote(draw.choice(values[name]))}" for name in names) or "&size=1"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The API over some of the sample articles, with all the time in the world: what it answers does not hang on the
    machine."""
    store = Store(tmp_path_factory.mktemp("hostile") / "index")
    with as_file(data.ARTICLES) as articles:
        rebuild([articles / "vejr.jsonl", articles / "telegram-traening.txt"], store)
    app = create_app({"INDEX": str(store.path), "LIMITS": Limits(seconds=600.0)})
    yield app.test_client(use_cookies=False)
    app.extensions["engine"].close()


def require_answer(api: FlaskClient, question: str, more: str = "") -> None:
    response = api.get(f"/api/search?q={quote(question, errors='surrogatepass')}{more}")
    body = response.get_json()
    if response.status_code == 200:
        assert body["total"] >= len(body["hits"])
    else:
        assert response.status_code == 400, (question, more, body)
        assert response.mimetype == "application/problem+json"
        words = body["detail"].replace("'", " ").split()
        assert NAMES.intersection(words), body["detail"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_hostile_questions_are_answered_or_refused_by_name(seed: int, api: FlaskClient) -> None:
    draw = random.Random(seed)
    for _ in range(QUESTIONS // SEEDS):
        require_answer(api, question(draw), parameters(draw))


@pytest.mark.slow
@given(st.text(max_size=1200) | st.lists(st.sampled_from([*SYNTAX, *WORDS, " ", " "]), max_size=80).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_text_is_answered_or_refused_by_name(api: FlaskClient, text: str) -> None:
    require_answer(api, text)


LONG = ["(", ")", '"', "a ", "-a", "a OG ", "(a ELLER ", "å", "\U0001f600", " ", "titel:", "a" * 99 + "*"]


@pytest.mark.parametrize("text", LONG)
def test_a_hundred_thousand_characters_are_refused(api: FlaskClient, text: str) -> None:
    response = api.get(f"/api/search?q={quote(text * (100_000 // len(text)))}")
    assert (response.status_code, "'characters'" in response.get_json()["detail"]) == (400, True)


@pytest.mark.parametrize("half", ["%ED%A0%80", "%FF", "%C3", "%", "%u00e5"])
def test_what_is_no_utf8_is_answered_all_the_same(api: FlaskClient, half: str) -> None:
    assert api.get(f"/api/search?q=sne{half}").status_code == 200
