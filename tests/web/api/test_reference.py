"""The page of the API."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.web.api.given import ROOT
from dragoman.web.api.reference import build_reference


def test_every_operation_and_model_is_described(reader: TestClient, served: FastAPI) -> None:
    page = reader.get("/api/docs").text
    schema = served.state.api.openapi()
    anchors = set(re.findall(r'id="([\w-]+)"', page))
    operations = {o["operationId"] for path in schema["paths"].values() for o in path.values()}
    assert operations <= anchors
    assert {f"m-{name}" for name in schema["components"]["schemas"]} <= anchors
    targets = set(re.findall(r'href="#([\w-]+)"', page))
    assert targets <= anchors


def test_every_operation_parameter_and_field_has_words(served: FastAPI) -> None:
    reference = build_reference(served.state.api.openapi())
    operations = [one for group in reference.groups for one in group.operations]
    assert all(one.description and one.answers for one in operations)
    wordless = [(o.id, v.name) for o in operations for v in o.parameters if not v.description]
    assert wordless == []
    fields = [(m.name, f) for m in reference.models for f in m.fields]
    assert [(name, f.name) for name, f in fields if not f.description and not f.model] == []
    assert [model.name for model in reference.models if "__" in model.name] == []


def test_description_is_openapi_3_1_with_problems_and_validators(reader: TestClient) -> None:
    described = reader.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["servers"][0]["url"] == ROOT
    assert "HTTPValidationError" not in described["components"]["schemas"]
    listing = described["paths"]["/statements"]["get"]["responses"]
    assert list(listing["422"]["content"]) == ["application/problem+json"]
    assert {"ETag", "Link"} <= listing["200"]["headers"].keys()
    assert "304" in listing
    single = described["paths"]["/statements/{id}"]["get"]["responses"]
    assert list(single["422"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("list_statements?party=Norland&since=&limit=2", "/statements?party=Norland&limit=2"),
        ("give_position?party=A%2FB&concept=truce", "/positions/A/B/truce"),
        ("give_statement?id=%3Cb%3E", "/statements/%3Cb%3E"),
        ("give_statement?id=..%2F..%2Flogin", "/statements/../../login"),
    ],
)
def test_form_leads_to_the_address_that_it_means(
    reader: TestClient, asked: str, address: str
) -> None:
    answer = reader.get(f"/api/docs/try/{asked}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == ROOT + address


def test_form_without_what_the_path_needs_is_refused(reader: TestClient) -> None:
    assert reader.get("/api/docs/try/give_statement?id=").status_code == 400
    assert reader.get("/api/docs/try/nothing").status_code == 404
