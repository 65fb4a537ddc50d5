"""A dossier from Python: what is read, added and decided."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import DossierError, JudgementError, QueryError, RecordError, StoreError
from dragoman.opening import OpenDossier
from dragoman.pipeline import derive_positions
from dragoman.record import ActorKind, Decision, MeetingStatus, Stance
from dragoman.store import Store
from tests import make
from tests.web.talks import Talks, make_dossier, write_talks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dossier(tmp_path).folder


@pytest.fixture
def talks(folder: Path) -> Talks:
    with Store.open(folder / "record.db") as store:
        told = write_talks(store)
        writer = store.writer()
        evidence = make.evidence(told.second, "President Karl Holm rejected the offer")
        writer.put_meetings([make.meeting(evidence, participants=["Norland"], date="2025-05")])
        term = make.term(make.evidence(told.first, "Norland would stop firing"))
        writer.put_plans([make.plan(term, by="Norland")])
        derive_positions(store)
    return told


@pytest.fixture
def opened(folder: Path, talks: Talks) -> Iterator[OpenDossier]:
    with dragoman.open(folder) as opened:
        yield opened


def test_importing_dragoman_loads_nothing_else() -> None:
    code = "import sys, dragoman; print([m for m in sys.modules if m.startswith('dragoman.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_folder_without_a_dossier_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no dossier in"):
        dragoman.open(tmp_path)


def test_folder_may_be_text_or_a_path(folder: Path, talks: Talks) -> None:
    for given in (folder, str(folder)):
        with dragoman.open(given) as opened:
            assert opened.title == "Talks between Norland and Sudland"
            assert opened.parties == ("Norland", "Sudland")
            assert opened.counts().statements == 6


def test_statements_are_filtered(opened: OpenDossier, talks: Talks) -> None:
    assert [s.id for s in opened.statements(party="Sudland", act="deny")] == [talks.denial.id]
    assert {s.id for s in opened.statements(speaker="berg")} == {talks.offer.id, talks.ready.id}
    supporting = {s.id for s in opened.statements(concept="truce", stance=Stance.SUPPORT)}
    assert supporting == {talks.offer.id, talks.ready.id}
    late = {s.id for s in opened.statements(since=date(2025, 5, 21))}
    assert late == {s.id for s in opened.statements(since="2025-05-21")}
    assert late == {talks.stays.id, talks.denial.id}
    assert {s.id for s in opened.statements(until="2025-05")} == late | {
        talks.offer.id,
        talks.ready.id,
        talks.officials.id,
    }


def test_records_are_found_by_their_ids(opened: OpenDossier, talks: Talks) -> None:
    assert opened.statement(talks.offer.id) == talks.offer
    assert opened.document(talks.first.id) == talks.first
    for noun in ("claims", "meetings", "plans", "shifts"):
        (record, *_) = getattr(opened, noun)()
        assert getattr(opened, noun[:-1])(record.id) == record
        assert getattr(opened, noun[:-1])("0123456789abcdef") is None


def test_positions_have_what_they_rest_on(opened: OpenDossier, talks: Talks) -> None:
    cells = {(step.party, step.concept): step for step in opened.positions()}
    assert cells.keys() == {("Norland", "truce"), ("Sudland", "island")}
    bases = list(opened.bases("Norland", "truce", standing="own"))
    assert {basis.statement for basis in bases} == {talks.offer.id, talks.ready.id}
    assert opened.positions(as_of=date(2025, 5, 1)) == ()
    assert list(opened.bases("Norland", "truce", as_of="2025-05-01")) == []


def test_claims_meetings_plans_and_actors_are_filtered(opened: OpenDossier) -> None:
    assert [claim.text for claim in opened.claims(status="contested")] == [
        "The offer was sent to Sudland"
    ]
    assert list(opened.claims(status="denied")) == []
    assert [m.date for m in opened.meetings(status=MeetingStatus.REPORTED)] == ["2025-05"]
    assert list(opened.meetings(party="Sudland")) == []
    assert [plan.by for plan in opened.plans(by="Norland")] == ["Norland"]
    assert [actor.name for actor in opened.actors(text="holm")] == ["Karl Holm"]
    assert {a.kind for a in opened.actors(kind="unnamed")} == {ActorKind.UNNAMED}


def test_search_gives_records(opened: OpenDossier, talks: Talks) -> None:
    assert [s.id for s in opened.search("truce")] == [talks.ready.id]
    assert list(opened.search("truce", party="Sudland")) == []
    assert [d.id for d in opened.search_documents("island rejected")] == [talks.second.id]


def test_long_lists_are_given_whole(folder: Path, talks: Talks) -> None:
    text = " ".join(f"Envoys met in room {number:04}." for number in range(1200))
    document = make.document(text, "rooms.txt")
    with Store.open(folder / "record.db") as store:
        store.writer().add_document(document)
        store.writer().put_meetings(
            make.meeting(make.evidence(document, f"room {number:04}")) for number in range(1200)
        )
    with dragoman.open(folder) as opened:
        assert len({meeting.id for meeting in opened.meetings()}) == 1200


def test_malformed_questions_are_errors(opened: OpenDossier) -> None:
    with pytest.raises(QueryError, match="ISO 8601"):
        list(opened.statements(since="May"))
    with pytest.raises(RecordError, match="act: 'shouting' is none of assert, confirm"):
        opened.statements(act="shouting")
    with pytest.raises(RecordError, match="status: 'open' is none of asserted"):
        list(opened.claims(status="open"))


def test_articles_are_added_and_read_once(folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "news.txt"
    article.write_text(
        "Envoys meet\n\nMinister Anna Berg said on Monday that a truce was near.\n", "utf-8"
    )
    names: list[str] = []
    with dragoman.open(folder) as opened:
        assert opened.add(article, progress=names.append).added == 1
        assert opened.add(str(article)).known == 1
        assert opened.run(reader="rules").documents == 1
        assert opened.run(reader="rules").documents == 0
        assert [statement.quote for statement in opened.statements()] == ["indirect"]
    assert names == ["news.txt"]


def test_correction_counts_until_it_is_withdrawn(opened: OpenDossier, talks: Talks) -> None:
    made = opened.judge(talks.denial, "correct", field="party", value="Westland", author="ann")
    changed = opened.statement(talks.denial.id)
    assert changed is not None
    assert changed.party == "Westland"
    assert list(opened.judgements()) == [made]
    opened.withdraw(made.id, author="ben")
    assert opened.statement(talks.denial.id) == talks.denial
    assert [judgement.author for judgement in opened.judgements()] == ["ann", "ben"]


def test_speaker_can_be_corrected_to_nobody(opened: OpenDossier, talks: Talks) -> None:
    opened.judge(talks.denial.id, "correct", field="speaker", value=None, author="ann")
    changed = opened.statement(talks.denial.id)
    assert changed is not None
    assert changed.speaker is None


def test_decision_that_does_not_fit_is_an_error(opened: OpenDossier, talks: Talks) -> None:
    with pytest.raises(JudgementError, match="no statement"):
        opened.judge("0123456789abcdef", Decision.ACCEPT, author="ann")
    with pytest.raises(RecordError, match="none of assert"):
        opened.judge(talks.denial, "correct", field="act", value="shout", author="ann")
    with pytest.raises(RecordError, match="decision: 'praise' is none of accept"):
        opened.judge(talks.denial, "praise", author="ann")
    with pytest.raises(RecordError, match="field: 'mood' is none of source"):
        opened.judge(talks.denial, "correct", field="mood", value="good", author="ann")
    with pytest.raises(JudgementError, match="no judgement zz to take back"):
        opened.withdraw("zz", author="ann")
    with pytest.raises(RecordError, match="author"):
        opened.judge(talks.denial, "accept", author=" ")
    assert list(opened.judgements()) == []


def test_nothing_is_asked_or_written_after_closing(folder: Path, talks: Talks) -> None:
    with dragoman.open(folder) as opened:
        view, found = opened.view, opened.statements()
        assert opened.counts().statements == 6
    opened.close()  # a second time changes nothing
    asked = (
        opened.counts,
        view.counts,
        lambda: next(found),
        lambda: opened.judge(talks.offer, "reject", author="jd"),
    )
    for ask in asked:
        with pytest.raises(StoreError, match=r"record\.db is closed; open it again"):
            ask()
    with dragoman.open(folder) as again:
        assert again.counts().statements == 6


def test_codes_are_of_the_codebook_or_stood_there(opened: OpenDossier, talks: Talks) -> None:
    codes = [{"concept": "trucee", "stance": "oppose"}]
    with pytest.raises(RecordError, match="no concept 'trucee'; near it are: truce"):
        opened.judge(talks.offer, "correct", field="codes", value=codes, author="jd")
    value = {"content": ["Envoys speak of a truce"], "codes": codes}
    with pytest.raises(RecordError, match="no concept 'trucee'"):
        opened.add_statement("first.txt", value, author="jd")
    (opened.dossier.folder / "codebook.yaml").write_text(
        "negotiation: Norland-Sudland\nissues: [x]\nconcepts: []\n", encoding="utf-8"
    )
    codes = [{"concept": "truce", "stance": "oppose"}]
    opened.judge(talks.offer, "correct", field="codes", value=codes, author="jd")
    with pytest.raises(RecordError, match="no concept 'truce'; choose one of its own"):
        opened.judge(talks.denial, "correct", field="codes", value=codes, author="jd")
