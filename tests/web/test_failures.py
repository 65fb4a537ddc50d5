"""Failures: what a reader is told where there is no page, or no answer to what was asked."""

import pytest
from fastapi.testclient import TestClient


def test_an_address_without_a_page_is_named(client: TestClient) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert "There is no page at /nothing-here." in answer.text
    assert ">Search</a>" in answer.text


def test_a_missing_thing_leads_to_the_list_of_its_kind(client: TestClient) -> None:
    answer = client.get("/documents/0000")
    assert answer.status_code == 404
    main = answer.text.partition("<main")[2]
    assert 'href="/documents">Documents</a>' in main


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/documents?since=nonsense", "since: “nonsense” is no day"),
        ("/positions?as_of=2030-99-99", "as of: “2030-99-99” is no day"),
        ("/claims?status=wrong", "status: “wrong” is none of"),
    ],
)
def test_what_cannot_be_read_is_told_in_plain_words(
    client: TestClient, address: str, told: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert told in answer.text
    assert "Input should" not in answer.text
