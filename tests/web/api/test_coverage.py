"""Coverage over the API: the same as the pages show, each part with its words."""

import pytest
from fastapi.testclient import TestClient

from tests.web.talks import Talks


@pytest.mark.parametrize("noun", ["claims", "meetings", "plans"])
def test_coverage_is_given_of_each_noun(client: TestClient, talks: Talks, noun: str) -> None:
    listed = client.get(f"/api/v1/{noun}").json()["items"]
    assert listed
    given = client.get(f"/api/v1/{noun}/{listed[0]['id']}/coverage").json()
    assert (given["noun"], given["id"]) == (noun.removesuffix("s"), listed[0]["id"])
    assert given["items"]
    for carrier in given["items"]:
        text = client.get(f"/api/v1/documents/{carrier['document']}").json()["text"]
        for told in carrier["told"]:
            for place in told["evidence"]:
                span = place["span"]
                assert place["document"] == carrier["document"]
                assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("noun", ["claims", "meetings", "plans"])
def test_coverage_of_what_is_not_there_is_not_found(client: TestClient, noun: str) -> None:
    assert client.get(f"/api/v1/{noun}/nothing/coverage").status_code == 404


@pytest.mark.parametrize("noun", ["claims", "meetings", "plans"])
def test_the_page_has_what_the_api_gives(client: TestClient, talks: Talks, noun: str) -> None:
    id_ = client.get(f"/api/v1/{noun}").json()["items"][0]["id"]
    given = client.get(f"/api/v1/{noun}/{id_}/coverage").json()["items"]
    page = client.get(f"/{noun}/{id_}").text
    _, _, section = page.partition('id="coverage"')
    for carrier in given:
        assert f"/documents/{carrier['document']}" in section
        for told in carrier["told"]:
            assert told["evidence"][0]["span"]["text"] or not told["evidence"]
            start = told["evidence"][0]["span"]["start"]
            assert f"/documents/{carrier['document']}?start={start}" in section
