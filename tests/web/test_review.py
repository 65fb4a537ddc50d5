"""The queue and the sheets of review, read and filled in as without scripts."""

import re
from dataclasses import replace

import lxml.html  # type: ignore[import-untyped]
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.queries.review import ReviewFilter, ReviewQueue
from dragoman.store.ranking import Doubts, Reasons
from dragoman.store.users import Role
from tests.web.conftest import LoggedIn, LogIn
from tests.web.forms import FORM, at, decide, decisions, first_left, send, sheet
from tests.web.talks import Talks, take_truce_back


@pytest.fixture
def ann(log_in: LogIn) -> LoggedIn:
    return log_in("ann")


# The queue


def test_queue_begins_with_what_is_most_doubtful_and_weighs_most(
    store: Store, talks: Talks
) -> None:
    ranked = store.view().ask(ReviewQueue()).items
    by_id = {one.statement: one for one in ranked}
    # Two doubts and a contested claim; one doubt more, but nothing rests on it; a sure one.
    assert [one.statement for one in ranked][:2] == [talks.officials.id, talks.unresolved.id]
    assert ranked[-1].statement == talks.denial.id
    officials = by_id[talks.officials.id]
    assert officials.doubts == Doubts.READING | Doubts.SPEAKER
    assert officials.reasons == Reasons.CONTESTED
    assert officials.rank == pytest.approx(2 * (1 - 0.6 * 0.5))
    assert by_id[talks.unresolved.id].rank == pytest.approx(1 - 0.55 * 0.5)
    offer = by_id[talks.offer.id]
    assert (offer.doubts, offer.reasons) == (Doubts(0), Reasons.CODED)
    assert offer.rank == pytest.approx(2 * (1 - 0.9 * 0.8))


def test_queue_is_cut_by_party_concept_doubt_and_document(store: Store, talks: Talks) -> None:
    def ids(**conditions: object) -> set[str]:
        wanted = ReviewFilter(**conditions)  # type: ignore[arg-type]
        return {one.statement for one in store.view().ask(ReviewQueue(filter=wanted)).items}

    assert ids(party="Norland") == {talks.offer.id, talks.ready.id}
    assert ids(concept="island") == {talks.stays.id}
    assert ids(doubt=Doubts.READING) == {talks.officials.id, talks.unresolved.id}
    assert ids(document=talks.third.id) == {talks.unresolved.id}
    assert ids(party="Norland", concept="island") == set()


def test_a_code_that_is_likely_to_be_wrong_is_a_doubt(store: Store, talks: Talks) -> None:
    said = take_truce_back(store, talks)
    store.writer().rank_review(("Norland", "Sudland"), (said.document,))
    asked = ReviewQueue(filter=ReviewFilter(doubt=Doubts.CODES))
    assert [one.statement for one in store.view().ask(asked).items] == [said.id]


def test_queue_is_walked_both_ways_without_a_gap(store: Store, talks: Talks) -> None:
    everything = [one.statement for one in store.view().ask(ReviewQueue()).items]
    walked, after = list[str](), None
    while True:
        part = store.view().ask(ReviewQueue(after=after, limit=1))
        walked += [one.statement for one in part.items]
        after = part.next
        if after is None:
            break
    assert walked == everything
    last = store.view().ask(ReviewQueue(limit=6)).items[-1]
    back = store.view().ask(ReviewQueue(after=last.cursor, backward=True)).items
    assert [one.statement for one in back] == everything[-2::-1]


def test_queue_page_explains_its_order_and_links_to_statements(
    client: TestClient, talks: Talks
) -> None:
    page = client.get("/review").text
    assert "Ordered by doubt times weight" in page
    assert "6 statements that nobody has judged" in page
    assert page.index(talks.officials.id) < page.index(talks.ready.id)
    assert "contested claim" in page
    filtered = client.get("/review", params={"party": "Norland", "concept": "", "doubt": ""}).text
    assert talks.offer.id in filtered
    assert talks.stays.id not in filtered
    assert "Nothing of this kind is left" in client.get("/review?concept=nothing").text


def test_hostile_words_are_text(ann: LoggedIn, talks: Talks) -> None:
    for path in ("/review", f"/review/{talks.unresolved.id}"):
        page = ann.client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<b>Gossip" not in page


# Forms


def test_form_holds_what_the_record_says(ann: LoggedIn, talks: Talks) -> None:
    form = sheet(ann, talks.offer)
    assert form["speaker"] == "Anna Berg"
    assert form["party"] == "Norland"
    assert form["act"] == "propose"
    assert (form["code_0_concept"], form["code_0_stance"]) == ("truce", "support")
    start, end = at(talks.first.text, "once the island was empty")
    assert (form["code_0_condition_start"], form["code_0_condition_end"]) == (str(start), str(end))
    assert form.all("content_start") == [str(talks.offer.content[0].start), ""]


def test_sheet_marks_the_words_in_the_article(ann: LoggedIn, talks: Talks) -> None:
    page = lxml.html.fromstring(ann.client.get(f"/review/{talks.offer.id}").text)
    (article,) = page.xpath("//article[@data-article='review-form']")
    runs = {int(run.get("data-start")): run.text for run in article.xpath(".//span[@data-start]")}
    for start, text in runs.items():
        assert talks.first.text[start : start + len(text)] == text
    marked = "".join(article.xpath(".//mark//text()"))
    assert marked == talks.offer.content[0].text
    assert "".join(article.xpath(".//span[@class='src']//text()")) == "Minister Anna Berg"


def test_what_follows_the_sentence_is_not_indented_by_the_space_between(
    ann: LoggedIn, talks: Talks
) -> None:
    page = lxml.html.fromstring(ann.client.get(f"/review/{talks.offer.id}").text)
    (sentence,) = page.xpath("//article/p[contains(@class, 'said-here')]")
    assert sentence.text_content().endswith("once the island was empty. ")
    (after,) = sentence.xpath("following-sibling::p[1]")
    assert after.text_content().startswith('"We are ready for a truce')


def test_reading_is_open_and_the_form_is_not(client: TestClient, talks: Talks) -> None:
    page = client.get(f"/review/{talks.offer.id}")
    assert page.status_code == 200
    assert '<fieldset class="all" disabled>' in page.text
    assert f"/login?next=%2Freview%2F{talks.offer.id}" in page.text


def test_nobody_and_no_reader_decides(
    client: TestClient, log_in: LogIn, store: Store, talks: Talks
) -> None:
    reader = log_in("rita", Role.READER)
    form = sheet(reader, talks.offer)
    for who in (client, reader.client):
        answer = who.post(form.action, content=form.body("reject"), headers=FORM)
        assert answer.status_code in (401, 403)
        assert who.post("/judgements/withdraw", data={"id": "x"}).status_code in (401, 403)
        assert who.get("/review/speakers?q=berg").status_code in (401, 403)
    assert decisions(store) == []


def test_form_without_the_sessions_token_decides_nothing(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    form = sheet(ann, talks.offer)
    assert send(ann, form.with_(csrf="wrong"), "reject").status_code == 403
    bare = replace(form, values=tuple(pair for pair in form.values if pair[0] != "csrf"))
    assert send(ann, bare, "reject").status_code == 403
    assert decisions(store) == []


# Names and scripts


def test_names_are_offered_while_typing(ann: LoggedIn, talks: Talks) -> None:
    names = [one["name"] for one in ann.client.get("/review/speakers?q=ber").json()]
    assert names[0] == "Anna Berg", "those of the dossier come first"
    known = ann.client.get("/review/speakers", params={"q": "zelensk"}).json()
    assert "Volodymyr Zelensky" in [one["name"] for one in known]
    assert ann.client.get("/review/speakers?q=").json() == []


def test_script_gets_the_next_address_instead_of_a_page(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    form = sheet(ann, talks.officials)
    headers = FORM | {"accept": "application/json"}
    answer = ann.client.post(form.action, content=form.body("accept"), headers=headers)
    told = answer.json()
    assert told["next"].startswith(f"/review/{first_left(store)}?")
    assert told["note"].startswith("Accepted: ")
    assert re.fullmatch("[0-9a-f]{16}", told["done"])


def test_no_page_of_review_has_inline_script_or_style(ann: LoggedIn, talks: Talks) -> None:
    decide(ann, talks.officials, "reject")
    sheets = [f"/review/{statement.id}" for statement in (talks.ready, talks.officials)]
    for path in ("/review", *sheets, "/judgements", "/login"):
        page = lxml.html.fromstring(ann.client.get(path).text)
        assert page.xpath("//@style") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert [s for s in page.xpath("//script") if not s.get("src")] == []
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), "an id stands for one element"


def test_pages_work_under_a_base_path(
    store: Store, talks: Talks, app: FastAPI, log_in: LogIn
) -> None:
    from dragoman.web import create_app

    served = create_app(app.state.desk.dossier, store, base_path="/talks")
    client = TestClient(served, follow_redirects=False)
    for path in ("/talks/review", f"/talks/review/{talks.ready.id}", "/talks/judgements"):
        page = client.get(path)
        assert page.status_code == 200
        links = re.findall(
            r'(?:href|src|action|data-next|data-offers|data-withdraw)="(/[^"]*)"', page.text
        )
        assert [link for link in links if not link.startswith("/talks/")] == []
