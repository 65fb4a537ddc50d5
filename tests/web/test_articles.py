"""Articles: the text as given with its marks and margin, whatever it holds."""

import dataclasses
import html
import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement  # type: ignore[import-untyped,unused-ignore]

from dragoman.pipeline import judge
from dragoman.record import BoundSide, Decision, Judgement, Span, Statement, statement_id
from dragoman.report.characters import shown
from dragoman.resolve import load_knowledge
from dragoman.store import Store
from dragoman.web.pages.articles import build_article
from tests import make
from tests.web.foreign import Foreign
from tests.web.reading import Served, item, page, serve, words
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


RUN = re.compile(r'<span data-start="(\d+)">([^<]*)</span>')


def runs(body: str) -> list[tuple[int, str]]:
    return [(int(start), html.unescape(text)) for start, text in RUN.findall(body)]


def links(element: HtmlElement) -> list[str]:
    return [address for _, _, address, _ in element.iterlinks()]


@pytest.fixture(scope="module")
def store(served: Served) -> Store:
    return served.store


def test_text_is_shown_whole_with_the_place_of_every_run(
    client: TestClient, foreign: Foreign, talks: Talks
) -> None:
    for document in (talks.first, foreign.arabic, foreign.hebrew, foreign.hostile):
        found = runs(page(client, f"/documents/{document.id}"))
        assert "".join(text for _, text in found) == shown(document.text)
        for start, text in found:
            assert shown(document.text[start:]).startswith(text)


def test_runs_do_not_overlap(client: TestClient, talks: Talks) -> None:
    found = runs(page(client, f"/documents/{talks.first.id}"))
    assert all(start + len(text) <= after for (start, text), (after, _) in pairwise(found))


def test_words_of_a_statement_are_marked_and_noted_beside(client: TestClient, talks: Talks) -> None:
    body = page(client, f"/documents/{talks.first.id}")
    mark = item(body, f"s-{talks.ready.id}")
    assert words(mark) == "We are ready for a truce"
    assert mark.get("class").startswith("st h")
    note = words(item(body, f"n-{talks.ready.id}"))
    for told in ("Anna Berg", "asserts", "The guns fall silent", "via The Northern Post"):
        assert told in note


def test_condition_and_doubt_are_told_in_the_margin(client: TestClient, talks: Talks) -> None:
    body = page(client, f"/documents/{talks.first.id}")
    offer = words(item(body, f"n-{talks.offer.id}"))
    assert "on condition “once the island was empty”" in offer
    assert "(doubtful)" not in offer
    assert "(doubtful)" in words(item(body, f"n-{talks.officials.id}"))


def test_notes_lead_to_statement_and_review_by_keys(client: TestClient, talks: Talks) -> None:
    note = item(page(client, f"/documents/{talks.first.id}"), f"n-{talks.offer.id}")
    assert "data-step" in note.attrib
    assert note.xpath(".//a[@data-open]/@href") == [f"/statements/{talks.offer.id}"]
    assert note.xpath(".//a[@data-edit]/@href") == [f"/review/{talks.offer.id}"]


def test_statements_that_overlap_and_nest_are_each_whole(
    served: Served, client: TestClient, store: Store
) -> None:
    text = "one two three four five"
    document = make.document(text, "nested.txt")
    whole = make.statement(document)
    places = {"outer": (0, 13), "inner": (4, 7), "crossing": (8, 18)}
    made: dict[str, Statement] = {}
    for name, place in places.items():
        spans = (Span.of(text, *place),)
        id_ = statement_id(document.id, None, None, spans)
        made[name] = dataclasses.replace(whole, id=id_, content=spans)
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, list(made.values()), [])
    body = page(client, f"/documents/{document.id}")
    article = build_article(served.desk, document.id)
    for name, (start, end) in places.items():
        marked, open_marks = "", []
        for block in article.passages.blocks:
            for line in block.lines:
                for token in line.tokens:
                    if token.step == "open":
                        open_marks.append(token.key)
                    elif token.step == "close":
                        open_marks.remove(token.key)
                    elif made[name].id in open_marks:
                        marked += token.text
        assert marked == text[start:end]
        assert body.count(f'id="s-{made[name].id}"') == 1


def test_permanent_link_marks_its_span(client: TestClient, talks: Talks) -> None:
    span = make.span(talks.first, "the island was empty")
    body = page(client, f"/documents/{talks.first.id}?start={span.start}&end={span.end}")
    assert words(item(body, "span")) == "the island was empty"
    assert "the island was empty" in words(body).split("Linked to")[1][:60]


def test_link_to_a_span_over_lines_and_statements_marks_all_of_it(
    client: TestClient, talks: Talks
) -> None:
    start, end = 10, len(talks.first.text) - 5
    body = page(client, f"/documents/{talks.first.id}?start={start}&end={end}")
    assert body.count('id="span"') == 1
    assert body.count('<mark class="place"') > 3


@pytest.mark.parametrize(
    "query", ["start=5", "end=5", "start=9&end=9", "start=9&end=4", "start=0&end=100000"]
)
def test_link_to_no_span_is_refused_with_the_reason(
    client: TestClient, talks: Talks, query: str
) -> None:
    assert "span" in words(page(client, f"/documents/{talks.first.id}?{query}", 400))


@pytest.mark.parametrize("query", ["start=-1&end=5", "start=x&end=5"])
def test_link_with_no_numbers_is_refused(client: TestClient, talks: Talks, query: str) -> None:
    assert "start" in words(page(client, f"/documents/{talks.first.id}?{query}", 400))


def test_missing_document_is_told(client: TestClient, talks: Talks) -> None:
    assert "no document" in words(page(client, "/documents/0000", 404))
    assert client.get("/documents/0000/text").status_code == 404


def test_text_comes_as_given(client: TestClient, foreign: Foreign) -> None:
    for document in (foreign.hostile, foreign.arabic):
        answer = client.get(f"/documents/{document.id}/text")
        assert answer.content.decode() == document.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("attachment")


def test_markup_of_articles_is_text_everywhere(client: TestClient, foreign: Foreign) -> None:
    hostile, ships = foreign.hostile, foreign.ships
    for path in (
        "/documents",
        f"/documents/{hostile.id}",
        "/statements",
        f"/statements/{ships.id}",
        "/search?q=ships",
        "/search?q=alert&kind=articles",
    ):
        body = page(client, path)
        for live in (
            "<script>alert",
            "<img src=x",
            "<svg onload",
            "<u>Agency",
            "<b>Envoy",
            "<i>No",
        ):
            assert live not in body
        assert "&lt;" in body
        assert "49 ships" not in body
        assert 'href="javascript' not in body
        assert "\u202e" not in body


def test_boilerplate_is_folded_and_damage_told_in_words(
    client: TestClient, foreign: Foreign
) -> None:
    body = page(client, f"/documents/{foreign.arabic.id}")
    (folded,) = re.findall(r"<details class=\"fold\">.*?</details>", body, re.DOTALL)
    assert "اشترك" in folded
    assert "its end is missing" in words(body)


def test_boilerplate_that_something_rests_on_is_open(client: TestClient, foreign: Foreign) -> None:
    start = foreign.arabic.text.index("اشترك")
    body = page(client, f"/documents/{foreign.arabic.id}?start={start}&end={start + 5}")
    assert '<details class="fold">' not in body


def test_right_to_left_text_keeps_its_direction(client: TestClient, foreign: Foreign) -> None:
    body = page(client, f"/documents/{foreign.arabic.id}")
    assert '<div class="text" data-margin' in body
    assert re.search(r'<div class="text"[^>]* lang="ar"', body)
    assert '<h1 dir="auto">' in body
    lines = re.findall(r'<div class="ln [^"]*">(<p[^>]*>)', body)
    assert set(lines) == {'<p dir="auto">'}


def test_range_of_an_undated_document_shows_its_words(
    client: TestClient, store: Store, talks: Talks
) -> None:
    document = make.document("The admiral retired. Talks go on.", "undated.txt")
    other = make.evidence(talks.first, "a truce")
    date_range = make.date_range(
        document,
        make.bound(document, "2023", "The admiral", because="admiral until 2023"),
        make.bound(document, "2024-05-17", "Talks", side=BoundSide.LATEST, other=other),
    )
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [], [], date_range)
    body = page(client, f"/documents/{document.id}")
    told = words(body)
    assert "2023 to 2024-05-17" in told
    assert "not before 2023, by “The admiral” (admiral until 2023" in told
    assert words(item(body, "e-0-11")) == "The admiral"
    assert f"/documents/{talks.first.id}?start={other.span.start}&amp;end={other.span.end}" in body


def test_claims_that_rest_on_a_document_are_listed(client: TestClient, talks: Talks) -> None:
    body = page(client, f"/documents/{talks.first.id}")
    assert "The offer was sent to Sudland" in words(item(body, "resting"))
    assert f"#s-{talks.officials.id}" in links(item(body, "resting"))


def test_meetings_and_plans_that_rest_on_a_document_lead_to_their_words(
    served: Served, client: TestClient, talks: Talks
) -> None:
    told = make.evidence(talks.second, "President Karl Holm rejected the offer")
    term = make.evidence(talks.second, "The island stays with us")
    elsewhere = make.evidence(talks.first, "a truce")
    served.store.writer().put_meetings(
        [make.meeting(told, elsewhere, participants=["Norland", "Sudland"], place="the river")]
    )
    served.store.writer().put_plans([make.plan(make.term(term), name="Island plan", by="Sudland")])
    body = page(client, f"/documents/{talks.second.id}")
    rests = item(body, "resting")
    assert "Norland and Sudland, the river" in words(rests)
    assert "Island plan by Sudland" in words(rests)
    for evidence in (told, term):
        key = f"e-{evidence.span.start}-{evidence.span.end}"
        assert f"#{key}" in links(rests)
        assert words(item(body, key)) == evidence.span.text
    assert f"“{elsewhere.span.text}”" not in words(rests)


def test_judged_statement_shows_a_check_with_initials(served: Served, client: TestClient) -> None:
    statement = served.foreign.island
    decision = Judgement.on(
        statement, Decision.ACCEPT, author="ada.brink", decided_at="2026-11-22T10:00:00Z"
    )
    judge(served.store, [decision], load_knowledge())
    note = item(page(client, f"/documents/{served.foreign.hebrew.id}"), f"n-{statement.id}")
    (check,) = note.xpath(".//*[@class='judged']")
    assert words(check) == "✓accepted by AB"
    assert check.get("title") == "accepted by ada.brink, 2026-11-22"
    alone = words(page(client, f"/statements/{statement.id}"))
    assert "accepted by ada.brink 2026-11-22" in alone


def test_rejected_statement_is_told_to_be_gone(served: Served, client: TestClient) -> None:
    statement = served.foreign.go
    decision = Judgement.on(
        statement, Decision.REJECT, author="ada", decided_at="2026-11-22T10:00:00Z"
    )
    judge(served.store, [decision], load_knowledge())
    assert "rejected by ada on 2026-11-22" in words(
        page(client, f"/statements/{statement.id}", 410)
    )


def test_through_whom_statements_came_is_counted(client: TestClient, talks: Talks) -> None:
    told = words(page(client, f"/documents/{talks.first.id}"))
    assert "2 of its own" in told
    assert "1 via The Northern Post" in told


def test_long_document_is_laid_out_fast(client: TestClient, store: Store, talks: Talks) -> None:
    sentence = "The envoy said that the talks about the island would go on for many more days.\n"
    text = sentence * (100_000 // len(sentence))
    document = make.document(text, "long.txt")
    whole = make.statement(document, sentence.strip())
    found = []
    for start in range(0, len(text) - len(sentence), 3 * len(sentence)):
        spans = (Span.of(text, start + 19, start + 60),)
        id_ = statement_id(document.id, None, None, spans)
        found.append(dataclasses.replace(whole, id=id_, content=spans))
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, found, [])
    client.get(f"/documents/{document.id}")
    began = time.perf_counter()
    body = page(client, f"/documents/{document.id}")
    assert time.perf_counter() - began < 3
    assert body.count('class="note-of') == len(found) > 400
