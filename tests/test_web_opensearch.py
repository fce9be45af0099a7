"""The OpenSearch description, with which a browser takes Opslag up among its search engines."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_can_take_the_search_up_among_its_own(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert (response.status_code, response.mimetype) == (200, "application/opensearchdescription+xml")
    description = ElementTree.fromstring(response.data)
    assert description.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert [description.findtext(OPENSEARCH + name) for name in ("ShortName", "Description", "Language")] == [
        "Opslag",
        "Søg i danske nyheder",
        "da",
    ]
    templates = {url.get("type"): url.get("template") or "" for url in description.findall(f"{OPENSEARCH}Url")}
    for kind, mimetype in (("text/html", "text/html"), ("application/atom+xml", "application/atom+xml")):
        address = templates[kind].replace("{searchTerms}", "f%C3%A6rgen")
        assert address.startswith("http://localhost/soeg")
        assert address.endswith("?q=f%C3%A6rgen")
        if kind != "text/html":
            assert client.get(address).mimetype == mimetype
    image = description.findtext(f"{OPENSEARCH}Image") or ""
    assert client.get(urlsplit(image).path, buffered=True).mimetype == "image/svg+xml"


@pytest.mark.parametrize("path", ["/soeg.atom", "/opensearch.xml"])
def test_what_names_whole_addresses_is_sound_whatever_host_it_is_asked_at(path: str, client: FlaskClient) -> None:
    response = client.get(path, headers={"Host": "x\"><script>&'"})
    assert response.status_code == 200
    assert "<script" not in response.text
    ElementTree.fromstring(response.data)


def test_the_description_names_the_place_where_it_is_served(client: FlaskClient) -> None:
    described = client.get("/opensearch.xml", base_url="https://avis.example/opslag").text
    assert '"https://avis.example/opslag/soeg?q={searchTerms}"' in described


def test_head_is_get_without_a_body_and_no_other_method_is_allowed(client: FlaskClient) -> None:
    get, head = client.get("/opensearch.xml"), client.head("/opensearch.xml")
    assert (head.status_code, head.data, head.headers) == (200, b"", get.headers)
    refused = client.post("/opensearch.xml")
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")
