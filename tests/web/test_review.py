"""Review as a browser without scripts does it: the queue, forms that are filled in, decisions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import lxml.html
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.pipeline import derive_positions
from dragoman.record import Act, Decision, Field, Stance, Statement
from dragoman.store import Store
from dragoman.store.queries.judgements import JudgementState, JudgementStates
from dragoman.store.queries.positions import Matrix
from dragoman.store.queries.review import ReviewCount, ReviewFilter, ReviewQueue
from dragoman.store.ranking import Doubts, Reasons
from dragoman.store.users import Role
from tests import make
from tests.web.conftest import LoggedIn, LogIn
from tests.web.talks import Talks


@pytest.fixture
def ann(log_in: LogIn) -> LoggedIn:
    return log_in("ann")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a sheet as a browser holds it."""

    action: str
    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, html: str) -> "Form":
        form = lxml.html.fromstring(html).get_element_by_id("review-form")
        return cls(form.get("action"), tuple((n, v or "") for n, v in form.form_values()))

    def __getitem__(self, name: str) -> str:
        return dict(self.values)[name]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.values if key == name]

    def with_(self, **changed: str) -> "Form":
        """Fill in other values; of several fields of one name the first."""
        left = dict(changed)
        values = tuple((name, left.pop(name, value)) for name, value in self.values)
        assert not left, f"the form has no field {sorted(left)}"
        return replace(self, values=values)

    def with_spans(self, name: str, *spans: tuple[int, int]) -> "Form":
        """Mark other words for a field, as the script does: one pair of numbers for each run."""
        names = (f"{name}_start", f"{name}_end")
        kept = tuple(pair for pair in self.values if pair[0] not in names)
        pairs = [(n, str(v)) for span in spans for n, v in zip(names, span, strict=True)]
        return replace(self, values=(*kept, *pairs))

    def body(self, decision: str) -> str:
        from urllib.parse import urlencode

        return urlencode([*self.values, ("decision", decision)])


FORM = {"content-type": "application/x-www-form-urlencoded"}


def sheet(user: LoggedIn, statement: Statement | str) -> Form:
    id_ = statement if isinstance(statement, str) else statement.id
    answer = user.client.get(f"/review/{id_}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return Form.of(answer.text)


def send(user: LoggedIn, form: Form, decision: str):  # type: ignore[no-untyped-def]
    return user.client.post(form.action, content=form.body(decision), headers=FORM)


def decide(user: LoggedIn, statement: Statement, decision: str, **changed: str) -> str:
    """Send a statement's form and give where it leads."""
    answer = send(user, sheet(user, statement).with_(**changed), decision)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def at(document_text: str, words: str) -> tuple[int, int]:
    start = document_text.index(words)
    return start, start + len(words)


def decisions(store: Store) -> list[tuple[str, Field | None, str]]:
    return [(j.decision.value, j.field, j.author) for j in store.view().judgements()]


# The queue


def test_queue_begins_with_what_is_most_doubtful_and_weighs_most(
    store: Store, talks: Talks
) -> None:
    ranked = store.view().ask(ReviewQueue()).items
    by_id = {one.statement: one for one in ranked}
    # Two doubts and a contested claim; one doubt more, but nothing rests on it; a sure one.
    assert [one.statement for one in ranked][:2] == [talks.officials.id, talks.unresolved.id]
    assert ranked[-1].statement == talks.ready.id or ranked[-1].statement == talks.stays.id
    officials = by_id[talks.officials.id]
    assert officials.doubts == Doubts.READING | Doubts.SPEAKER
    assert officials.reasons == Reasons.CONTESTED
    assert officials.rank == pytest.approx(2 * (1 - 0.6 * 0.5))
    assert by_id[talks.unresolved.id].rank == pytest.approx(1 - 0.55 * 0.5)
    offer = by_id[talks.offer.id]
    assert (offer.doubts, offer.reasons) == (Doubts.CODES, Reasons.CODED)
    assert offer.rank == pytest.approx(2 * (1 - 0.9 * 0.8))


def test_queue_is_cut_by_party_concept_doubt_and_document(store: Store, talks: Talks) -> None:
    def ids(**conditions: object) -> set[str]:
        wanted = ReviewFilter(**conditions)  # type: ignore[arg-type]
        return {one.statement for one in store.view().ask(ReviewQueue(filter=wanted)).items}

    assert ids(party="Norland") == {talks.offer.id, talks.ready.id}
    assert ids(concept="island") == {talks.stays.id}
    assert ids(doubt=Doubts.CODES) == {talks.offer.id}
    assert ids(document=talks.third.id) == {talks.unresolved.id}
    assert ids(party="Norland", concept="island") == set()


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
        left = store.view().ask(ReviewQueue(limit=1)).items[0]
        answer = send(ann, sheet(ann, left.statement), "accept")
        assert answer.status_code == 303, number
    assert len(decisions(store)) == 14
    assert {author for _, _, author in decisions(store)} == {"ann"}


def test_accepting_leads_to_the_next_and_tells_what_was_done(
    ann: LoggedIn, store: Store, talks: Talks
) -> None:
    location = decide(ann, talks.officials, "accept")
    assert location.startswith(f"/review/{talks.unresolved.id}?")
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
        ({"code_0_concept": "nothing"}, "no concept"),
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
        assert "\u202e" not in page.replace("%E2%80%AE", "")


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


# Names and scripts


def test_names_are_offered_while_typing(ann: LoggedIn, talks: Talks) -> None:
    names = [one["name"] for one in ann.client.get("/review/speakers?q=ber").json()]
    assert names[0] == "Anna Berg", "those of the dossier come first"
    known = ann.client.get("/review/speakers", params={"q": "zelensk"}).json()
    assert "Volodymyr Zelensky" in [one["name"] for one in known]
    assert ann.client.get("/review/speakers?q=").json() == []


def test_script_gets_the_next_address_instead_of_a_page(ann: LoggedIn, talks: Talks) -> None:
    form = sheet(ann, talks.officials)
    headers = FORM | {"accept": "application/json"}
    answer = ann.client.post(form.action, content=form.body("accept"), headers=headers)
    told = answer.json()
    assert told["next"].startswith(f"/review/{talks.unresolved.id}?")
    assert told["note"].startswith("Accepted: ")
    assert re.fullmatch("[0-9a-f]{16}", told["done"])


def test_no_page_of_review_has_inline_script_or_style(ann: LoggedIn, talks: Talks) -> None:
    decide(ann, talks.officials, "reject")
    for path in (
        "/review",
        f"/review/{talks.ready.id}",
        f"/review/{talks.officials.id}",
        "/judgements",
        "/login",
    ):
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
