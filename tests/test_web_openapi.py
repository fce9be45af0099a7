"""The API keeps to its own description: schemathesis asks the running service what the description allows, and what it
does not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import schemathesis
from hypothesis import settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from search import DEFAULT_LIMITS, Limits
from tests.serving import Service, serving
from tests.webpages import browsing, make_index
from web.openapi import describe

ARTICLES = [
    {"id": "færge", "title": "Færgen sejler", "body": "Færgen sejler igen.", "published": "2018-02-15", "section": "x"},
    {"id": "0", "body": "Ingen ord her.", "source": "Øposten", "byline": "Ane Bølgelund", "url": "https://example.org"},
]

INEXPRESSIBLE = ("'words'", "'nesting'", "'prefix'", "'filters'", "from is later than to", "that exists")
"""Why a question is refused that is as the description, which knows no more than lengths and patterns, wants it."""

schema = schemathesis.openapi.from_dict(describe("", DEFAULT_LIMITS))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("openapi")
    with serving(make_index(folder, ARTICLES), folder, "--workers", "1") as service:
        yield service


KEYWORDS = ("source", "section", "byline")


def as_described(url: str, operation: dict[str, Any]) -> bool:
    """Whether the question in an address is one that the description allows. What schemathesis means to be wrong need
    not be so any more as text in an address: the number 1 among sources is the source "1"."""
    schemas = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    return all(
        name not in schemas or schemas[name]["type"] == "array" or (len(values) == 1 and fits(values[0], schemas[name]))
        for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()
    )


def fits(value: str, schema: dict[str, Any]) -> bool:
    """Whether a text is, or means, a value of a schema of the description; an empty one counts as absent."""
    if schema["type"] == "integer":
        return not value or bool(re.fullmatch("[0-9]+", value) and schema["minimum"] <= int(value) <= schema["maximum"])
    allowed = not value or value in schema.get("enum", [value])
    return bool(
        allowed and len(value) <= schema.get("maxLength", 99999) and re.search(schema.get("pattern", ""), value)
    )


def keeps_to_its_description(case: Case[Any], service: Service) -> None:
    response = case.call(base_url=service.address)
    excluded: list[Any] = []
    if response.status_code == 400 and any(reason in response.json()["detail"] for reason in INEXPRESSIBLE):
        excluded.append(positive_data_acceptance)
    if response.status_code == 414 or as_described(str(response.request.url), case.operation.definition.raw):
        excluded.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excluded)


# One test for each address: under one name all would have the same id.
asked = settings(max_examples=40, deadline=None)


@schema.include(path="/api/search").parametrize()
@asked
def test_search_keeps_to_its_description(case: Case[Any], service: Service) -> None:
    keeps_to_its_description(case, service)


@schema.include(path="/api/suggest").parametrize()
@asked
def test_suggest_keeps_to_its_description(case: Case[Any], service: Service) -> None:
    keeps_to_its_description(case, service)


@schema.include(path="/api/articles/{id}").parametrize()
@asked
def test_articles_keep_to_their_description(case: Case[Any], service: Service) -> None:
    keeps_to_its_description(case, service)


@schema.include(path="/api/openapi.json").parametrize()
@asked
def test_the_description_keeps_to_itself(case: Case[Any], service: Service) -> None:
    keeps_to_its_description(case, service)


@schema.include(path="/healthz").parametrize()
@asked
def test_health_keeps_to_its_description(case: Case[Any], service: Service) -> None:
    keeps_to_its_description(case, service)


def test_the_service_hands_out_this_description(service: Service) -> None:
    assert json.loads(service.get("/api/openapi.json").body) == describe("", DEFAULT_LIMITS)


def test_every_address_of_the_api_is_described(tmp_path: Path) -> None:
    with browsing(tmp_path) as client:
        rules = {rule.rule for rule in client.application.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert {re.sub(r"<.*:(.*)>", r"{\1}", rule) for rule in rules} == set(describe("", DEFAULT_LIMITS)["paths"])


def test_what_can_be_answered_is_described_for_each_address_and_nothing_else(tmp_path: Path) -> None:
    paths = describe("", DEFAULT_LIMITS)["paths"]
    assert {path: [*paths[path]["get"]["responses"]] for path in paths} == {
        "/api/search": ["200", "304", "400", "414", "503"],
        "/api/suggest": ["200", "304", "400", "414", "503"],
        "/api/articles/{id}": ["200", "304", "503", "404"],
        "/api/openapi.json": ["200"],
        "/healthz": ["200", "503"],
    }
    with browsing(tmp_path) as client:
        for path in paths:
            response = client.get(path.replace("{id}", "x"))
            described = paths[path]["get"]["responses"][str(response.status_code)]
            assert [*described["content"]] == [response.mimetype]
            assert (response.status_code == 503) is ("503" in paths[path]["get"]["responses"])
            assert ("Retry-After" in response.headers) is ("Retry-After" in described["description"])


def test_what_an_answer_holds_is_what_is_described(tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, ARTICLES)) as client:
        found = client.get("/api/search?explain=1").get_json()
        ones = {
            "Answer": found,
            "Hit": found["hits"][0],
            "Article": client.get(f"/api/articles/{quote(found['hits'][0]['id'], safe='')}").get_json(),
            "Suggestions": client.get("/api/suggest").get_json(),
            "Health": client.get("/healthz").get_json(),
            "Problem": client.get("/api/articles/nej").get_json(),
        }
    schemas = describe("", DEFAULT_LIMITS)["components"]["schemas"]
    assert {name: [*schema["properties"]] for name, schema in schemas.items()} == {
        name: [*ones[name]] for name in schemas
    }
    assert {name: schema["required"] for name, schema in schemas.items()} == {
        name: [key for key in ones[name] if key != "why"] for name in schemas
    }
    assert [*schemas["Answer"]["properties"]["facets"]["properties"]] == [*found["facets"]]


def test_what_varies_in_an_address_is_a_parameter_of_it_that_must_be_there() -> None:
    for path, item in describe("", DEFAULT_LIMITS)["paths"].items():
        within = [parameter for parameter in item["get"]["parameters"] if parameter["in"] != "query"]
        assert [parameter["name"] for parameter in within] == re.findall("{(.*?)}", path)
        for parameter in within:
            assert (parameter["in"], parameter["required"]) == ("path", True)
            assert parameter["schema"] == {"type": "string", "minLength": 1}


def test_every_parameter_and_limit_is_described() -> None:
    limits = Limits(characters=11, words=12, nesting=13, prefix=14, page=15, size=16, filters=17)
    parameters = {p["name"]: p for p in describe("", limits)["paths"]["/api/search"]["get"]["parameters"]}
    assert list(parameters) == ["q", "page", "size", "sort", *KEYWORDS, "from", "to", "exact", "explain"]
    assert all(parameter["description"] for parameter in parameters.values())
    assert parameters["q"]["schema"]["maxLength"] == 11
    assert re.findall("[0-9]+", parameters["q"]["description"]) == ["12", "13", "14"]
    assert (parameters["page"]["schema"]["minimum"], parameters["page"]["schema"]["maximum"]) == (1, 15)
    assert (parameters["size"]["schema"]["minimum"], parameters["size"]["schema"]["maximum"]) == (1, 16)
    for name in KEYWORDS:
        assert re.findall("[0-9]+", parameters[name]["description"]) == ["17"]


def test_the_description_has_the_limits_in_force(tmp_path: Path) -> None:
    with browsing(tmp_path, LIMITS=Limits(page=7)) as client:
        assert client.get("/api/openapi.json").get_json() == describe("", Limits(page=7))
