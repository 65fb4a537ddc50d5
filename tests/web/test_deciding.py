"""Decisions that forms make, and two people who decide at once."""

import re
from collections.abc import Mapping

import lxml.html  # type: ignore[import-untyped]
import pytest

from dragoman.pipeline import derive_positions, judge
from dragoman.record import Act, Decision, Field, Judgement, Stance, Statement
from dragoman.resolve import load_knowledge
from dragoman.store import Store
from dragoman.store.queries.judgements import JudgementState, JudgementStates
from dragoman.store.queries.positions import Matrix
from dragoman.store.queries.review import ReviewCount
from dragoman.web.review import deciding
from tests.web.conftest import LoggedIn, LogIn
from tests.web.forms import Form, at, decide, decisions, first_left, send, sheet
from tests.web.talks import Talks


@pytest.fixture
def ann(log_in: LogIn) -> LoggedIn:
    return log_in("ann")


# Decisions


def test_ten_statements_are_reviewed_by_sending_forms(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    """Six statements, and after taking four decisions back those four again."""
    place = "/review"
    page = ann.client.get(place).text
    first = re.search(r'href="(/review/[0-9a-f]+)" data-key="b"', page)
    assert first
    address, reviewed = first[1], list[str]()
    for number in range(6):
        form = Form.of(ann.client.get(address).text)
        reviewed.append(address.split("?")[0].rsplit("/", 1)[1])
        answer = send(ann, form, "accept" if number % 3 else "reject")
        assert answer.status_code == 303
        address = answer.headers["location"]
    assert address.startswith("/review?done="), "the queue is empty"
    assert len(set(reviewed)) == 6
    assert store.view().ask(ReviewCount())[0] == 0
    accepted = [j for j in store.view().judgements() if j.decision is Decision.ACCEPT]
    data = {"csrf": ann.csrf, "next": "/review", "id": [one.id for one in accepted]}
    assert ann.client.post("/judgements/withdraw", data=data).headers["location"] == "/review"
    for number in range(4):
        answer = send(ann, sheet(ann, first_left(store)), "accept")
        assert answer.status_code == 303, number
    assert len(decisions(store)) == 14
    assert {author for _, _, author in decisions(store)} == {"ann"}


def test_accepting_leads_to_the_next_and_tells_what_was_done(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    location = decide(ann, talks.officials, "accept")
    assert location.startswith(f"/review/{first_left(store)}?")
    page = ann.client.get(location).text
    assert "Accepted: “the offer had been sent to Sudland last week”" in page
    assert "5 statements left" in page
    (judgement,) = store.view().judgements()
    assert judgement.decision is Decision.ACCEPT
    assert judgement.decided_at.endswith("Z")
    assert judgement.id in page, "it can be taken back at once"


def test_filter_stays_while_working_through_it(ann: LoggedIn, talks: Talks) -> None:
    form = Form.of(ann.client.get(f"/review/{talks.offer.id}?party=Norland").text)
    location = send(ann, form, "accept").headers["location"]
    assert location.startswith(f"/review/{talks.ready.id}?party=Norland")


def test_speaker_is_corrected_and_the_matrix_changes(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    derive_positions(store)

    def held() -> dict[tuple[str, str], str]:
        return {(s.party, s.concept): s.holding.value for s in store.view().ask(Matrix())}

    assert held()["Norland", "truce"] == "mixed" or held()["Norland", "truce"]
    assert ("Sudland", "island") in held()
    decide(ann, talks.stays, "accept", speaker="Anna Berg", speaker_kind="person", party="Norland")
    after = held()
    assert ("Sudland", "island") not in after
    assert after["Norland", "island"] == "oppose"
    corrected = store.view().statement(talks.stays.id)
    assert corrected is not None
    assert corrected.speaker is not None
    assert (corrected.speaker.name, corrected.party) == ("Anna Berg", "Norland")
    assert [(d, f) for d, f, _ in decisions(store)] == [
        ("correct", Field.SPEAKER),
        ("accept", None),
    ]
    page = ann.client.get("/positions").text
    assert "Sudland leaves the island" in page


def test_new_speaker_brings_the_party_that_is_known(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    decide(ann, talks.officials, "correct", speaker="Volodymyr Zelensky")
    corrected = store.view().statement(talks.officials.id)
    assert corrected is not None
    assert corrected.speaker is not None
    assert (corrected.speaker.name, corrected.party) == ("Volodymyr Zelensky", "Ukraine")


def test_speaker_whom_nobody_knows_needs_a_kind(ann: LoggedIn, store: Store, talks: Talks) -> None:
    form = sheet(ann, talks.officials).with_(speaker="Olga Brandt", party="Norland")
    answer = send(ann, form, "accept")
    assert answer.status_code == 422
    assert "Olga Brandt" in Form.of(answer.text)["speaker"], "what was typed is still there"
    assert "give the kind" in answer.text
    assert decisions(store) == []
    again = Form.of(answer.text).with_(speaker_kind="person")
    assert send(ann, again, "accept").status_code == 303
    corrected = store.view().statement(talks.officials.id)
    assert corrected is not None
    assert corrected.speaker is not None
    assert (corrected.speaker.name, corrected.party) == ("Olga Brandt", "Norland")


def test_every_other_field_is_corrected(ann: LoggedIn, store: Store, talks: Talks) -> None:
    text = talks.first.text
    form = sheet(ann, talks.officials).with_(
        party="Westland", act="confirm", said_on="2025-05", code_0_concept="truce",
        code_0_stance="oppose", via_0_name="The Northern Post", via_0_kind="outlet",
    )  # fmt: skip
    form = form.with_spans("cue", at(text, "said the offer")).with_spans(
        "source", at(text, "Western officials")
    )
    form = form.with_spans("content", at(text, "the offer had been sent"), at(text, "last week"))
    form = form.with_spans("code_0_condition", at(text, "to Sudland"))
    assert send(ann, form, "correct").status_code == 303
    (corrected,) = (s for s in store.view().statements() if s.party == "Westland")
    assert (corrected.act, corrected.said_on) == (Act.CONFIRM, "2025-05")
    assert [span.text for span in corrected.content] == ["the offer had been sent", "last week"]
    assert corrected.source is not None
    assert corrected.cue is not None
    assert (corrected.source.text, corrected.cue.text) == ("Western officials", "said the offer")
    (code,) = corrected.codes
    assert (code.concept, code.stance) == ("truce", Stance.OPPOSE)
    assert code.condition is not None
    assert code.condition.text == "to Sudland"
    assert [(link.name, link.kind.value) for link in corrected.via] == [
        ("The Northern Post", "outlet")
    ]
    fields = {field for _, field, _ in decisions(store)}
    assert fields == set(Field) - {Field.SPEAKER}
    moved = ann.client.get(f"/review/{talks.officials.id}")
    assert moved.headers["location"].startswith(f"/review/{corrected.id}"), "old links still lead"


def test_fields_are_emptied(ann: LoggedIn, store: Store, talks: Talks) -> None:
    form = sheet(ann, talks.ready).with_(
        speaker="", act="", code_0_concept="", via_0_name="", source_start="", source_end=""
    )
    assert send(ann, form, "correct").status_code == 303
    (emptied,) = (s for s in store.view().statements() if s.content == talks.ready.content)
    assert (emptied.speaker, emptied.party, emptied.act, emptied.source) == (None,) * 4
    assert (emptied.codes, emptied.via) == ((), ())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"content_start": "x"}, "whole numbers"),
        ({"content_start": "5", "content_end": "5"}, "are no characters"),
        ({"content_end": "999999999999"}, "are no characters"),
        ({"content_start": "", "content_end": ""}, "a statement has a content"),
        ({"code_0_concept": "iland"}, "no concept &#39;iland&#39;; near it are: island"),
        ({"code_0_stance": "maybe"}, "is none of support, oppose"),
        ({"act": "sing"}, "is none of"),
        ({"said_on": "yesterday"}, "not an ISO 8601 date"),
        ({"via_0_name": "x", "via_0_kind": "y"}, "is none of"),
        ({"speaker": "x" * 400}, "give the kind"),
    ],
)
def test_value_that_cannot_be_comes_back_with_its_reason(
    ann: LoggedIn, store: Store, talks: Talks, changed: Mapping[str, str], words: str
) -> None:
    answer = send(ann, sheet(ann, talks.offer).with_(**changed), "accept")
    assert answer.status_code == 422
    assert words in answer.text
    assert "Nothing was decided yet" in answer.text
    assert decisions(store) == []


def test_showing_words_decides_nothing(ann: LoggedIn, store: Store, talks: Talks) -> None:
    start, end = at(talks.first.text, "stop firing")
    form = sheet(ann, talks.offer).with_(content_start=str(start), content_end=str(end))
    answer = send(ann, form, "look")
    assert answer.status_code == 200
    assert "“<bdi>stop firing</bdi>”" in answer.text
    assert decisions(store) == []


def test_corrections_without_a_correction_say_so(ann: LoggedIn, store: Store, talks: Talks) -> None:
    answer = send(ann, sheet(ann, talks.offer), "correct")
    assert answer.status_code == 422
    assert "nothing differs" in answer.text
    assert send(ann, sheet(ann, talks.offer), "sing").status_code == 400
    assert decisions(store) == []


def test_rejected_statement_goes_and_comes_back(ann: LoggedIn, store: Store, talks: Talks) -> None:
    decide(ann, talks.denial, "reject")
    assert store.view().statement(talks.denial.id) is None
    page = ann.client.get(f"/review/{talks.denial.id}")
    assert page.status_code == 410
    assert "does not stand any more" in page.text
    (judgement,) = store.view().judgements()
    data = {"csrf": ann.csrf, "id": judgement.id, "next": f"/review/{talks.denial.id}"}
    answer = ann.client.post("/judgements/withdraw", data=data)
    assert answer.headers["location"] == f"/review/{talks.denial.id}"
    assert store.view().statement(talks.denial.id) == talks.denial
    states = store.view().ask(JudgementStates(ids=(judgement.id,)))
    assert states[judgement.id] is JudgementState.WITHDRAWN
    again = ann.client.post("/judgements/withdraw", data=data)
    assert again.status_code == 303
    assert len(decisions(store)) == 2, "taking back twice is once"


def test_statement_is_split_into_marked_words_and_the_rest(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    words = at(talks.first.text, "Norland would stop firing")
    assert send(ann, sheet(ann, talks.offer), "split").status_code == 422
    form = sheet(ann, talks.offer).with_spans("part", words)
    assert send(ann, form, "split").status_code == 303
    parts = [
        " … ".join(span.text for span in s.content)
        for s in store.view().statements()
        if s.document == talks.first.id
    ]
    assert parts[:2] == ["Norland would stop firing", "once the island was empty"]
    gone = ann.client.get(f"/review/{talks.offer.id}")
    assert gone.status_code == 410
    assert "2 statements stand in its place" in gone.text


def test_statement_is_merged_with_the_next_and_the_one_before(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    decide(ann, talks.offer, "merge-after")
    merged = [s for s in store.view().statements() if s.document == talks.first.id]
    assert [len(s.content) for s in merged] == [2, 1]
    assert send(ann, sheet(ann, merged[0]), "merge-before").status_code == 422
    decide(ann, talks.denial, "merge-before")
    (second,) = (s for s in store.view().statements() if s.document == talks.second.id)
    assert {span.text for span in second.content} == {
        talks.stays.content[0].text,
        talks.denial.content[0].text,
    }


# Two at once


def test_second_of_two_reviewers_is_told_and_loses_nothing(
    ann: LoggedIn, log_in: LogIn, store: Store, talks: Talks
) -> None:
    bob = log_in("bob")
    anns, bobs = sheet(ann, talks.officials), sheet(bob, talks.officials)
    assert send(ann, anns.with_(speaker="Anna Berg", act="confirm"), "correct").status_code == 303
    late = bobs.with_(act="deny", said_on="2025-05-12")
    answer = send(bob, late, "accept")
    assert answer.status_code == 409
    assert "Somebody else was quicker" in answer.text
    table = lxml.html.fromstring(answer.text).xpath("//section[@class='conflict']//tbody/tr")
    rows = [[cell.text_content() for cell in row] for row in table]
    assert ["act", "confirms", "denies"] in rows
    assert ["said on", "none", "2025-05-12"] in rows
    assert ["speaker", "Anna Berg", "none"] in rows
    assert all(author == "ann" for _, _, author in decisions(store)), "nothing was written"
    merged = Form.of(answer.text)
    assert merged["speaker"] == "Anna Berg", "what he did not touch is as it stands"
    assert (merged["act"], merged["said_on"]) == ("deny", "2025-05-12"), "what he wrote is kept"
    assert send(bob, merged, "accept").status_code == 303
    both = store.view().statement(talks.officials.id)
    assert both is not None
    assert both.speaker is not None
    assert (both.speaker.name, both.act, both.said_on) == ("Anna Berg", Act.DENY, "2025-05-12")
    assert {author for _, _, author in decisions(store)} == {"ann", "bob"}


def test_whoever_decides_in_another_process_at_that_moment_is_not_overridden(
    ann: LoggedIn, store: Store, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sheet(ann, talks.officials).with_(act="deny")
    elsewhere(monkeypatch, store, talks.officials)
    answer = send(ann, form, "accept")
    assert answer.status_code == 409
    assert "Somebody else was quicker" in answer.text
    assert {author for _, _, author in decisions(store)} == {"another process"}


def test_a_decision_about_another_statement_of_the_article_is_no_conflict(
    ann: LoggedIn, store: Store, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sheet(ann, talks.officials).with_(act="deny")
    elsewhere(monkeypatch, store, talks.ready)
    assert send(ann, form, "accept").status_code == 303
    assert {author for _, _, author in decisions(store)} == {"another process", "ann"}


def elsewhere(monkeypatch: pytest.MonkeyPatch, store: Store, statement: Statement) -> None:
    """Let another process decide once, between our look at the record and our decision."""
    waiting = [statement]

    def after_the_other(*arguments: object, **named: object) -> None:
        if waiting:
            theirs = Judgement.on(
                waiting.pop(),
                Decision.CORRECT,
                field=Field.ACT,
                value='"promise"',
                author="another process",
                decided_at="2026-01-01T00:00:00Z",
            )
            judge(store, [theirs], load_knowledge())
        judge(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "judge", after_the_other)


def test_form_of_a_statement_that_was_rejected_meanwhile_says_so(
    ann: LoggedIn, log_in: LogIn, talks: Talks
) -> None:
    bob = log_in("bob")
    late = sheet(bob, talks.officials).with_(said_on="2025")
    decide(ann, talks.officials, "reject")
    answer = send(bob, late, "accept")
    assert answer.status_code == 409
    assert "does not stand any more" in answer.text
    assert "rejected" in answer.text


def test_form_that_was_sent_twice_decides_once(ann: LoggedIn, store: Store, talks: Talks) -> None:
    form = sheet(ann, talks.officials)
    assert [send(ann, form, "accept").status_code for _ in range(2)] == [303, 409]
    assert len(decisions(store)) == 1


def test_second_look_offers_what_others_have_judged(
    ann: LoggedIn, log_in: LogIn, talks: Talks
) -> None:
    bob = log_in("bob")
    decide(ann, talks.ready, "accept")
    offered = bob.client.get("/review?second=1").text
    assert f"/review/{talks.ready.id}?second=1" in offered
    assert talks.offer.id not in offered
    own = ann.client.get("/review?second=1").text
    assert talks.ready.id not in own
