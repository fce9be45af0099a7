"""The seam between questions and engines: the whole of the product runs on a second engine, over plain dictionaries,
and answers as it does on arrays."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from index import Store
from index.danish import Analysis, Lexicon
from index.dates import parse_period
from search import Engine, Hit, Limits, Reason, Request
from tests.answers.asking import ask, held
from tests.answers.comparing import differences
from tests.answers.comparing import told as told_difference
from tests.answers.drawing import draw
from tests.plain_engine import PlainBackend
from web import create_app

pytestmark = pytest.mark.slow

PATIENT = Limits(seconds=600.0)
"""The engine over dictionaries is slow."""

REQUESTS = [
    Request(),
    Request("færge"),
    Request("storm kommune", sort="newest"),
    Request("storm kommune", sort="oldest", page=2, size=3),
    Request("svendborgs værfter", explain=True),
    Request("soldat irak mission ulovlige ord"),
    Request('"første gang" færge', explain=True),
    Request("findesikke hellerikke"),
    Request('findesikke "første gang" storm'),
    Request("færge -ærø ELLER titel:storm"),
    Request("titel:storm dato:2019..2022"),
    Request("stor* kilde:ritzau", explain=True),
    Request("IKKE færge"),
    Request("faerge til aeroe"),
    Request("regeringenn kommunne"),
    Request("regeringenn kommunne", exact=True),
    Request("kommune", keywords={"source": ("Ritzau",), "section": ("politik", "INDLAND")}),
    Request("kommune", since=parse_period("2018"), until=parse_period("2021-06")),
    Request("ny", keywords={"source": ("findes ikke",)}),
    Request("af:holm"),
    Request("kommune", keywords={"byline": ("mette  HOLM", "Henrik Strandhauge")}, sort="oldest"),
    Request("svendborgs værfter", page=2, size=50),
]

DRAWN, SEED = 80, 12
"""Random questions that are asked of both engines, and what draws them."""


@pytest.fixture(scope="module")
def backend(sample_store: Store) -> PlainBackend:
    """The sample articles in the engine over dictionaries, read as those of the index were."""
    engine = Engine.over(sample_store.path)
    with sample_store.open() as generation, engine.matching(Request(), 1000) as articles:
        return PlainBackend(list(articles), Analysis(Lexicon.open(generation.folder)))


@pytest.fixture(scope="module")
def engine(backend: PlainBackend) -> Engine:
    return Engine(backend, PATIENT)


def told(hits: tuple[Hit, ...]) -> list[Any]:
    """What a reader sees of hits; sums differ in their last bits with the order of their parts."""
    return [
        (hit.article, pytest.approx(hit.score), hit.title, hit.snippet, hit.missing, [*map(reason, hit.why)])
        for hit in hits
    ]


def reason(why: Reason) -> Any:
    return why.word, why.matched_as, why.matched, pytest.approx(why.score)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.query or "all")
def test_another_engine_gives_the_same_answer(request_: Request, engine: Engine, sample_engine: Engine) -> None:
    found, expected = engine.search(request_), sample_engine.search(request_)
    assert (found.total, found.relaxed, found.unknown) == (expected.total, expected.relaxed, expected.unknown)
    assert (found.corrected, found.suggestion) == (expected.corrected, expected.suggestion)
    assert told(found.hits) == told(expected.hits)
    assert told(found.partial) == told(expected.partial)
    assert (found.facets, found.timeline) == (expected.facets, expected.timeline)


def test_another_engine_answers_random_questions_alike(
    client: FlaskClient, backend: PlainBackend, sample_store: Store
) -> None:
    plain = create_app({"BACKEND": backend, "LIMITS": PATIENT}).test_client()
    questions = draw("samples", held(sample_store.path), DRAWN, SEED)
    found, expected = ({one: ask(reader, one.address) for one in questions} for reader in (plain, client))
    differ = differences(expected, found)
    assert not differ, "\n".join(told_difference(*one) for one in differ.items())


ADDRESSES = [
    "/",
    "/soeg?q=storm+kommune&explain=1",
    "/soeg?q=svendborgs+v%C3%A6rfter&from=2018",
    "/soeg?q=&source=Ritzau&page=2",
    "/artikel/oekonomi-faerge-skaaret-over?q=f%C3%A6rge&nr=2",
    "/artikel/findes-ikke",
    "/api/search?q=storm&size=3&explain=1",
    "/api/suggest?q=f%C3%A6",
    "/api/suggest?q=den+st",
    "/api/articles/oekonomi-faerge-skaaret-over",
    "/soeg.csv?q=storm",
    "/soeg.jsonl?q=kommune+storm",
    "/soeg.atom?q=storm",
    "/soeg.json?q=storm",
    "/healthz",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_and_programs_are_served_from_another_engine(
    address: str, client: FlaskClient, backend: PlainBackend
) -> None:
    plain = create_app({"BACKEND": backend, "LIMITS": PATIENT}).test_client()
    found, expected = plain.get(address), client.get(address)
    assert found.status_code == expected.status_code
    assert timeless(found.text) == timeless(expected.text)


def timeless(text: str) -> str:
    """`text` without what differs from one answer to the next: durations, names of generations, the last digits of
    scores."""
    text = re.sub(r'"took_ms":[\d.]+|<span class="took">[^<]*</span>|gen-[\w-]+|"plain"|(?<=\.\d{6})\d+', "", text)
    return text.replace('"generation":"",', '"generation":,')
