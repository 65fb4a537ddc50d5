"""Asking: what stands in an address; a form of a page can be sent as it stands."""

import pytest
from fastapi.testclient import TestClient

from tests.web.trees import page_at

PAGES = (
    "/", "/positions", "/shifts", "/timeline", "/claims", "/meetings", "/plans", "/plans/compare",
    "/documents", "/families", "/statements", "/actors", "/outlets", "/network", "/agreement",
    "/packages", "/what-if", "/stability", "/codebook", "/search", "/quarantine", "/judgements",
    "/as-of", "/review",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_form_can_be_sent_as_it_stands(client: TestClient, address: str) -> None:
    client.follow_redirects = True
    for form in page_at(client, address).xpath("//form[@method='get']"):
        fields = [(name, value or "") for name, value in form.form_values()]
        answer = client.get(form.get("action"), params=fields)
        assert answer.status_code == 200, (form.get("action"), fields)
