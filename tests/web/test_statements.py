"""Statements: the list with its filters, and one of them by itself."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from dragoman.web.judged import initials_of
from dragoman.web.pages.statement import confidence_words
from tests import make
from tests.web.reading import Served, page, serve, words
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


def test_statements_are_filtered_and_counted_by_act(client: TestClient, talks: Talks) -> None:
    body = page(client, "/statements?party=Sudland&outlet=Sud+Daily")
    assert f'id="q-{talks.stays.id}"' in body
    assert f'id="q-{talks.offer.id}"' not in body
    acts = words(re.findall(r'<nav class="acts".*?</nav>', body, re.DOTALL)[0])
    assert acts == "all 2 denies 1 rejects 1"
    denied = page(client, "/statements?party=Sudland&outlet=Sud+Daily&act=deny")
    assert f'id="q-{talks.denial.id}"' in denied
    assert f'id="q-{talks.stays.id}"' not in denied
    assert "1 statement," in words(denied)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("speaker=berg", 2),
        ("concept=island", 2),
        ("outlet=Sud+Daily", 2),
        ("since=2025-05-20", 4),
        ("until=2025-05-20", 4),
        ("act=warn", 0),
    ],
)
def test_statements_are_filtered_by_everything(
    client: TestClient, talks: Talks, query: str, number: int
) -> None:
    assert page(client, f"/statements?{query}").count('class="said"') == number


def test_statement_shows_all_fields_with_their_words(client: TestClient, talks: Talks) -> None:
    body = page(client, f"/statements/{talks.offer.id}")
    told = words(body)
    for part in (
        "by the words “Minister Anna Berg”",
        "by the words “said”",
        "conditionally supports",
        "on condition “once the island was empty” fairly sure (0.80)",
        "directly: no one else is named",
        "the text does not tell when",
        "sure (0.90)",
        "Nobody has judged it",
    ):
        assert part in told
    condition = make.span(talks.first, "once the island was empty")
    assert f"?start={condition.start}&amp;end={condition.end}#span" in body


def test_statement_is_shown_in_its_sentence(client: TestClient, talks: Talks) -> None:
    body = page(client, f"/statements/{talks.stays.id}")
    passage = re.findall(r"<blockquote.*?</blockquote>", body, re.DOTALL)[0]
    assert "President Karl Holm rejected the offer." in words(passage)
    assert '<span class="src">' in passage
    assert '<span class="cue">' in passage


def test_statement_stands_in_its_claims(client: TestClient, talks: Talks) -> None:
    assert "contested The offer was sent" in words(page(client, f"/statements/{talks.denial.id}"))


def test_citation_names_speaker_words_outlet_date_and_place(
    client: TestClient, talks: Talks
) -> None:
    body = page(client, f"/statements/{talks.denial.id}")
    cited = html.unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", body, re.DOTALL)[0])
    span = talks.denial.content[0]
    assert cited.startswith("Karl Holm (Sudland): as reported: any offer had reached his office.")
    assert "“Sudland answers”, Sud Daily, 21 May 2025." in cited
    place = f"/documents/{talks.second.id}?start={span.start}&end={span.end}#span"
    assert cited.endswith(f"http://testserver{place}")


def test_missing_statement_is_told(client: TestClient, talks: Talks) -> None:
    assert "no statement" in words(page(client, "/statements/0000", 404))


@pytest.mark.parametrize(
    ("confidence", "told"),
    [(0.95, "sure"), (0.7, "fairly sure"), (0.5, "doubtful"), (0.1, "very doubtful")],
)
def test_confidence_is_told_in_words(confidence: float, told: str) -> None:
    assert confidence_words(confidence) == f"{told} ({confidence:.2f})"


@pytest.mark.parametrize(
    ("author", "initials"),
    [("Ada Brink", "AB"), ("ada.brink", "AB"), ("editor", "ED"), ("a b c", "AB"), ("é", "É")],
)
def test_initials_of_authors(author: str, initials: str) -> None:
    assert initials_of(author) == initials
