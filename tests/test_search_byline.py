"""Who wrote an article: asked for by words of the name, filtered and counted by the whole of it, without "Af"."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index import Store
from search import Engine, FacetValue
from tests.asking import ask, hits
from web import create_app

ARTICLES = [
    {"id": "bro", "body": "Broen åbner.", "byline": "Af Mette Holm", "published": "2018"},
    {"id": "havn", "body": "Havnen lukker for Mette.", "byline": "mette  holm", "published": "2017"},
    {"id": "storm", "body": "Stormen kom.", "byline": "AF Jens Holm-Bak, Odense", "published": "2016"},
    {"id": "sne", "body": "Af Mette Holm står der her.", "published": "2015"},
    {"id": "is", "body": "Isen brød.", "byline": "Afsa Aagaard", "published": "2014"},
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


ASKED = {
    "byline:holm": ["bro", "havn", "storm"],
    "af:holm": ["bro", "havn", "storm"],
    'byline:"mette holm"': ["bro", "havn"],
    'af:"Jens Holm"': ["storm"],
    'af:"holm mette"': [],
    "byline:holm-bak": ["storm"],
    "af:odense": ["storm"],
    "af:ho*": ["bro", "havn", "storm"],
    "af:Århus*": [],
    "af:ågaard": ["is"],
    "af:af": [],
    "mette -af:mette": ["sne"],
    "mette IKKE byline:holm": ["sne"],
    "af:jens ELLER af:afsa": ["storm", "is"],
    "af: holm": ["sne"],
}


@pytest.mark.parametrize("question", ASKED)
def test_a_byline_is_asked_for_by_its_words(question: str, engine: Engine) -> None:
    assert hits(engine, question, sort="newest") == ASKED[question]


def test_it_is_counted_and_filtered_as_a_whole_without_af(engine: Engine) -> None:
    facet = ask(engine).facets["byline"]
    assert facet == [
        FacetValue("Mette Holm", 2),
        FacetValue("Afsa Aagaard", 1),
        FacetValue("Jens Holm-Bak, Odense", 1),
    ]
    assert hits(engine, keywords={"byline": ("METTE HOLM",)}) == ["bro", "havn"]
    assert hits(engine, keywords={"byline": ("Holm",)}) == []


def test_names_are_not_learned_as_words_of_the_articles(engine: Engine) -> None:
    assert engine.suggest("jen") == []
    assert hits(engine, "jens") == []


@pytest.fixture
def client(make_store: Callable[..., Store]) -> FlaskClient:
    return create_app({"INDEX": str(make_store(ARTICLES).path)}).test_client()


def test_a_page_can_be_narrowed_to_it_and_says_af_once(client: FlaskClient) -> None:
    page = client.get("/soeg?byline=Mette+Holm").text
    assert "<legend>Skribent</legend>" in page
    assert 'name="byline" value="Mette Holm" checked' in page
    article = client.get("/artikel/bro").text
    assert '<p class="byline">Af Mette Holm</p>' in article


def test_it_is_an_option_of_the_command(
    opslag: Callable[..., subprocess.CompletedProcess[str]], make_store: Callable[..., Store], tmp_path: Path
) -> None:
    make_store(ARTICLES)
    found = opslag("search", "", "--byline", "mette holm", "--json", "--index", tmp_path / "index")
    assert [hit["id"] for hit in json.loads(found.stdout)["hits"]] == ["bro", "havn"]
