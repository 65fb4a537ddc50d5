"""What is told of a document beside its text: its author, when it was fetched, its damage."""

import pytest
from fastapi.testclient import TestClient

from dragoman.ingest.damage import FUSED, NO_ARTICLE, TRANSLATED, TRUNCATED, UNCLOSED
from dragoman.ingest.decoding import MIXED
from dragoman.store import Store
from dragoman.web.pages.articles import DAMAGE
from tests import make
from tests.web.reading import page, words

FLAGS = (UNCLOSED, FUSED, TRUNCATED, NO_ARTICLE, MIXED, TRANSLATED)


@pytest.fixture
def told(store: Store) -> str:
    document = make.document("The envoy, Said that he waits.", author="Ada <Moor>", flags=FLAGS)
    store.writer().add_document(document, b"<p>", fetched_at="2025-05-21T06:00:00Z")
    return document.id


def test_article_page_names_the_author_and_explains_every_kind_of_damage(
    client: TestClient, told: str
) -> None:
    seen = words(page(client, f"/documents/{told}"))
    assert "Author Ada <Moor>" in seen
    assert set(DAMAGE) == set(FLAGS)
    for explained in DAMAGE.values():
        assert explained in seen


def test_api_tells_author_damage_and_when_the_page_was_fetched(
    client: TestClient, told: str
) -> None:
    given = client.get(f"/api/v1/documents/{told}").json()
    assert given["author"] == "Ada <Moor>"
    assert given["fetched_at"] == "2025-05-21T06:00:00Z"
    assert given["flags"] == list(FLAGS)
