"""The audit page: who changed what, taking back, agreement."""

import lxml.html  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient

from dragoman.record import Act, Decision, Field
from dragoman.store import Store
from tests import make
from tests.web.conftest import LoggedIn, LogIn
from tests.web.forms import decide
from tests.web.talks import Talks


@pytest.fixture
def ann(log_in: LogIn) -> LoggedIn:
    return log_in("ann")


# The audit


def test_audit_tells_who_changed_what_from_what_to_what(
    ann: LoggedIn, client: TestClient, talks: Talks
) -> None:
    decide(ann, talks.stays, "correct", act="deny")
    page = lxml.html.fromstring(client.get("/judgements").text)
    (row,) = page.xpath("//table[@class='audit']/tbody/tr")
    words = [" ".join(cell.text_content().split()) for cell in row]
    assert words[1:4] == ["ann", "act corrected", "rejects → denies"]
    assert "The island stays with us" in words[4]
    assert words[5].startswith("counts")
    assert row.xpath(".//time/@datetime")[0].endswith("Z")
    assert not row.xpath(".//button"), "who is not logged in takes nothing back"


def test_audit_is_cut_by_author_field_decision_and_document(
    ann: LoggedIn, log_in: LogIn, talks: Talks
) -> None:
    bob = log_in("bob")
    decide(ann, talks.stays, "correct", act="deny")
    decide(ann, talks.officials, "reject")
    decide(bob, talks.ready, "accept")

    def rows(**asked: str) -> int:
        page = lxml.html.fromstring(ann.client.get("/judgements", params=asked).text)
        return len(page.xpath("//table[@class='audit']/tbody/tr"))

    assert rows() == 3
    assert rows(author="ann") == 2
    assert rows(field="act", author="") == 1
    assert rows(decision="reject") == 1
    assert rows(document=talks.first.id) == 2
    assert rows(author="nobody") == 0


def test_audit_measures_agreement_once_two_have_judged_the_same(
    ann: LoggedIn, log_in: LogIn, talks: Talks
) -> None:
    bob = log_in("bob")
    assert "Nobody has decided anything yet" in ann.client.get("/judgements").text
    decide(ann, talks.ready, "accept")
    assert "nothing tells how far they agree" in ann.client.get("/judgements").text
    decide(bob, talks.ready, "accept", act="promise")
    page = lxml.html.fromstring(ann.client.get("/judgements").text)
    rows = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]]
        for row in page.xpath("//details//tbody/tr")
    }
    assert rows["act"][1:] == ["0%", "1", "2"]
    assert rows["speaker"] == ["–", "100%", "1", "2"]


def test_name_of_an_author_from_elsewhere_is_shown_as_text(
    client: TestClient, store: Store, talks: Talks
) -> None:
    from dragoman.pipeline import judge
    from dragoman.resolve import load_knowledge

    hostile = '<img src=x onerror="alert(1)">\u202eeve'
    judgement = make.judgement(
        talks.ready, Decision.CORRECT, field=Field.PARTY, value="<b>Norland</b>", author=hostile
    )
    judge(store, [judgement], load_knowledge())
    for path in ("/judgements", f"/review/{talks.ready.id}", f"/judgements?author={hostile}"):
        page = client.get(path).text
        assert "<img" not in page
        assert "<b>Norland" not in page
        assert "\u202e" not in lxml.html.fromstring(page).text_content()


def test_withdrawing_is_a_decision_that_can_be_taken_back(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    decide(ann, talks.stays, "correct", act="deny")
    for _ in range(2):
        last = list(store.view().judgements())[-1]
        data = {"csrf": ann.csrf, "id": last.id, "next": "https://elsewhere.example/"}
        answer = ann.client.post("/judgements/withdraw", data=data)
        assert answer.headers["location"] == "/"
    statement = store.view().statement(talks.stays.id)
    assert statement is not None
    assert statement.act is Act.DENY, "the withdrawal was taken back"
    assert "took back" in ann.client.get("/judgements").text


def test_withdrawing_what_is_not_there_says_so(ann: LoggedIn) -> None:
    data = {"csrf": ann.csrf, "id": "0123456789abcdef"}
    assert ann.client.post("/judgements/withdraw", data=data).status_code == 404
