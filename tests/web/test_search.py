"""Search: what is found, marked and told when there is nothing."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.web.foreign import Foreign
from tests.web.reading import Served, found, item, page, serve, words
from tests.web.talks import Talks


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("dossier")) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> TestClient:
    return served.client


@pytest.fixture(scope="module")
def talks(served: Served) -> Talks:
    return served.talks


@pytest.fixture(scope="module")
def foreign(served: Served) -> Foreign:
    return served.foreign


def hits(body: str) -> list[str]:
    return re.findall(r'<li class="said hit" id="q-(\w+)"', body)


def marked(body: str) -> list[str]:
    return [words(mark) for mark in found(body, "//main//mark")]


def test_statement_is_found_and_its_words_marked(client: TestClient, talks: Talks) -> None:
    body = page(client, "/search?q=READY")
    assert hits(body) == [talks.ready.id]
    assert marked(body) == ["ready"]
    assert "statements 1 articles 1" in words(body)


def test_statement_is_found_by_its_speaker(client: TestClient, talks: Talks) -> None:
    assert set(hits(page(client, "/search?q=holm"))) == {talks.stays.id, talks.denial.id}


def test_words_in_order_and_beginnings(client: TestClient, talks: Talks) -> None:
    assert hits(page(client, '/search?q="island stays"')) == [talks.stays.id]
    assert hits(page(client, '/search?q="stays island"')) == []
    assert talks.stays.id in hits(page(client, "/search?q=isl*"))


def test_articles_are_found_by_their_text_and_title(client: TestClient, talks: Talks) -> None:
    body = page(client, "/search?q=envoys&kind=articles")
    assert found(body, "//ol[@class='found']//a[@data-open]/@href") == [
        f"/documents/{talks.first.id}"
    ]
    assert "Envoys" in marked(body)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=island", 3),
        ("q=island&party=Norland", 1),
        ("q=island&outlet=Sud+Daily", 1),
        ("q=island&since=2025-05-20", 1),
        ("q=island&until=2025-05-19", 1),
        ("q=island&party=Sudland&until=2025-05-19", 0),
    ],
)
def test_filters_narrow_the_search(client: TestClient, query: str, number: int) -> None:
    number = number if "&" in query else 2
    assert len(hits(page(client, f"/search?{query}"))) == number


def test_arabic_and_hebrew_are_found(client: TestClient, foreign: Foreign) -> None:
    assert hits(page(client, "/search?q=النهر")) == [foreign.truce.id]
    body = page(client, "/search?q=ניסוג")
    assert hits(body) == [foreign.island.id]
    assert marked(body) == ["ניסוג"]


def test_markup_in_query_and_hits_is_text(client: TestClient) -> None:
    body = page(client, '/search?q="><script>alert(1)</script>')
    assert "<script>alert" not in body
    body = page(client, "/search?q=alert")
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


def test_empty_search_tells_the_syntax(client: TestClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20"):
        assert "negot*" in words(page(client, path))


def test_search_that_finds_nothing_leads_on(client: TestClient) -> None:
    told = words(page(client, "/search?q=envoys&party=Sudland"))
    assert "Nothing in the statements has all of these words under these filters" in told
    assert "Search without filters" in told
    other = page(client, "/search?q=envoys")
    assert "1 article has them" in words(other)


def test_search_is_kept_in_form_and_title(client: TestClient) -> None:
    body = page(client, "/search?q=island&order=newest&party=Norland")
    assert found(body, "//form[@class='filters']//input[@name='q']/@value") == ["island"]
    assert found(body, "//select[@name='order']/option[@selected]/@value") == ["newest"]
    assert "<title>Search: island ·" in body


def test_hit_leads_to_words_statement_and_review(client: TestClient, talks: Talks) -> None:
    hit = item(page(client, "/search?q=ready"), f"q-{talks.ready.id}")
    assert hit.xpath(".//a[@data-open]/@href") == [
        f"/documents/{talks.first.id}#s-{talks.ready.id}"
    ]
    assert hit.xpath(".//a[@data-edit]/@href") == [f"/review/{talks.ready.id}"]


@pytest.mark.parametrize("query", ["after=zzz", "order=worst", "kind=letters", "since=soon"])
def test_malformed_address_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/search?q=island&{query}").status_code == 400


def test_pages_of_hits_hold_everything_once(served: Served) -> None:
    from tests import make

    for number in range(45):
        document = make.document(f"The harbour opened on day {number}.", f"h{number}.txt")
        statement = make.statement(document, f"harbour opened on day {number}")
        served.store.writer().add_document(document)
        served.store.writer().put_reading(document.id, make.RUN.id, [statement], [])
    seen: list[str] = []
    path = "/search?q=harbour"
    while path:
        body = page(served.client, path)
        seen += hits(body)
        more = re.search(r'<a rel="next" href="([^"]+)"', body)
        path = html.unescape(more[1]) if more else ""
    assert len(seen) == len(set(seen)) == 45
