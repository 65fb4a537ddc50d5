"""Judgements applied: what stands after people's decisions."""

from dataclasses import replace

import pytest

from dragoman.record import (
    Act,
    ActorKind,
    Code,
    Decision,
    Field,
    Judgement,
    Speaker,
    Stance,
    actor_id,
    statement_id,
)
from dragoman.record.corrections import merge_value, span_form, value_of
from dragoman.resolve import in_force
from tests import make
from tests.resolve.judged import (
    CEASEFIRE,
    DENIAL,
    DOCUMENT,
    FEAR,
    JANE,
    STATEMENTS,
    TALKS,
    at,
    correct,
    judged,
    only,
)


def test_nothing_decided_leaves_everything() -> None:
    result = judged()
    assert result.statements == STATEMENTS
    assert (result.marks, result.waiting, result.rejected) == ({}, (), ())
    assert result.machine == {s.id: s.id for s in STATEMENTS}


def test_corrected_act_stands_and_tells_who_decided() -> None:
    decision = correct(FEAR, Field.ACT, "warn")
    result = judged(decision)
    assert only(result, "attack") == replace(FEAR, act=Act.WARN)
    (mark,) = result.marks[FEAR.id]
    assert (mark.judgement, mark.counts) == (decision, True)
    assert result.statements[:2] == (TALKS, DENIAL)


def test_known_speaker_brings_the_party_of_the_documents_day() -> None:
    result = judged(correct(DENIAL, Field.SPEAKER, {"name": "Dmitry Peskov"}))
    statement = only(result, "no plan")
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.party) == ("Dmitry Peskov", "Russia")
    assert [actor.name for actor in result.actors] == ["Dmitry Peskov"]


def test_speaker_may_be_named_by_id_or_another_of_his_names() -> None:
    zelensky = actor_id(ActorKind.PERSON, "Volodymyr Zelensky")
    by_id = judged(correct(DENIAL, Field.SPEAKER, {"id": zelensky}))
    by_name = judged(correct(DENIAL, Field.SPEAKER, {"name": "Volodymyr Zelenskyy"}))
    assert only(by_id, "no plan") == only(by_name, "no plan")
    assert only(by_id, "no plan").party == "Ukraine"


def test_given_party_counts_for_more_than_what_is_known() -> None:
    value = {"name": "Dmitry Peskov", "party": None}
    assert only(judged(correct(DENIAL, Field.SPEAKER, value)), "no plan").party is None


def test_speaker_of_the_document_keeps_the_side_that_he_has_there() -> None:
    result = judged(correct(DENIAL, Field.SPEAKER, {"name": "Jane Doe"}))
    statement = only(result, "no plan")
    assert statement.speaker == Speaker(id=JANE.id, name="Jane Doe", kind=ActorKind.PERSON)
    assert statement.party == "Freedonia"
    assert result.actors == ()


def test_unknown_speaker_is_known_from_this_document_alone() -> None:
    value = {"name": "John Roe", "kind": "person", "party": "Sylvania"}
    result = judged(correct(DENIAL, Field.SPEAKER, value))
    (actor,) = result.actors
    assert (actor.name, actor.party, actor.local_to) == ("John Roe", "Sylvania", DOCUMENT.id)
    speaker = only(result, "no plan").speaker
    assert speaker is not None
    assert speaker.id == actor.id == actor_id(ActorKind.PERSON, "John Roe", DOCUMENT.id)


def test_unknown_name_without_a_kind_waits_and_says_what_is_missing() -> None:
    result = judged(correct(DENIAL, Field.SPEAKER, {"name": "John Roe"}))
    (waiting,) = result.waiting
    assert "give the kind" in waiting.why
    assert result.statements == STATEMENTS


def test_nobody_speaks_for_nobody() -> None:
    statement = only(judged(correct(TALKS, Field.SPEAKER, None)), "talks")
    assert (statement.speaker, statement.party) == (None, None)


def test_corrected_speaker_undoes_an_earlier_decision_on_the_party() -> None:
    party = correct(DENIAL, Field.PARTY, "Sylvania", 0)
    speaker = correct(DENIAL, Field.SPEAKER, {"name": "Dmitry Peskov"}, 1)
    result = judged(party, speaker)
    assert only(result, "no plan").party == "Russia"
    assert [mark.counts for mark in result.marks[DENIAL.id]] == [False, True]


def test_codes_links_and_dates_are_set_as_decided() -> None:
    codes = [{"concept": "talks", "stance": "oppose"}]
    via = [{"name": "Reuters", "kind": "outlet", "span": None}]
    result = judged(
        correct(TALKS, Field.CODES, codes, 0),
        correct(TALKS, Field.VIA, via, 1),
        correct(TALKS, Field.SAID_ON, "2025-05-05", 2),
    )
    statement = only(result, "talks")
    assert statement.codes == (Code(concept="talks", stance=Stance.OPPOSE),)
    assert [link.name for link in statement.via] == ["Reuters"]
    assert statement.said_on == "2025-05-05"


def test_two_people_disagree_and_the_later_one_counts() -> None:
    first = correct(FEAR, Field.ACT, "warn", 0, "jd")
    second = correct(FEAR, Field.ACT, "predict", 1, "ed")
    result = judged(second, first)
    assert only(result, "attack").act is Act.PREDICT
    assert [(m.judgement.author, m.counts) for m in result.marks[FEAR.id]] == [
        ("jd", False),
        ("ed", True),
    ]


def test_two_people_who_agree_both_count() -> None:
    first = correct(FEAR, Field.ACT, "warn", 0, "jd")
    second = correct(FEAR, Field.ACT, "warn", 1, "ed")
    assert [mark.counts for mark in judged(first, second).marks[FEAR.id]] == [True, True]


def test_decision_that_is_taken_back_leaves_no_trace_in_the_statement() -> None:
    decision = correct(FEAR, Field.ACT, "warn")
    withdrawn = make.judgement(decision, decided_at=at(5))
    result = judged(decision, withdrawn)
    assert result.statements == STATEMENTS
    assert result.marks == {}


def test_withdrawal_can_be_taken_back_too() -> None:
    decision = correct(FEAR, Field.ACT, "warn")
    withdrawn = make.judgement(decision, decided_at=at(5))
    again = make.judgement(withdrawn, decided_at=at(6))
    assert in_force([again, decision, withdrawn]) == [decision]


def test_taking_back_the_later_of_two_gives_back_the_earlier() -> None:
    first = correct(FEAR, Field.ACT, "warn", 0)
    second = correct(FEAR, Field.ACT, "predict", 1)
    result = judged(first, second, make.judgement(second, decided_at=at(2)))
    assert only(result, "attack").act is Act.WARN


def test_corrected_content_gives_a_new_id_that_later_decisions_follow() -> None:
    content = [span_form(make.span(DOCUMENT, "talks would begin on Monday"))]
    shortened = correct(TALKS, Field.CONTENT, content, 0)
    # Decided on a page that still showed the old content.
    act = correct(TALKS, Field.ACT, "promise", 1)
    result = judged(shortened, act)
    statement = only(result, "talks")
    assert statement.id != TALKS.id
    assert statement.id == statement_id(
        DOCUMENT.id, TALKS.source, TALKS.cue, (make.span(DOCUMENT, "talks would begin on Monday"),)
    )
    assert statement.act is Act.PROMISE
    assert result.machine[statement.id] == TALKS.id
    assert len(result.marks[statement.id]) == 2


def test_rejected_statement_is_gone_but_shown_with_its_judgement() -> None:
    decision = make.judgement(FEAR, Decision.REJECT)
    result = judged(decision)
    assert result.statements == (TALKS, DENIAL)
    assert result.rejected == (FEAR,)
    assert [mark.judgement for mark in result.marks[FEAR.id]] == [decision]


def test_later_acceptance_brings_back_what_another_person_rejected() -> None:
    rejected = make.judgement(FEAR, Decision.REJECT, decided_at=at(0))
    accepted = make.judgement(FEAR, Decision.ACCEPT, decided_at=at(1), author="ed")
    result = judged(rejected, accepted)
    assert len(result.statements) == 3
    assert [mark.counts for mark in result.marks[FEAR.id]] == [False, True]


def test_acceptance_keeps_the_values_that_were_accepted_after_another_reading() -> None:
    accepted = make.judgement(TALKS, Decision.ACCEPT)
    reread = replace(TALKS, act=Act.PROMISE, party="Sylvania", codes=(), confidence=0.4)
    statement = only(judged(accepted, statements=(reread, DENIAL, FEAR)), "talks")
    assert (statement.act, statement.party) == (TALKS.act, "Freedonia")
    assert [(code.concept, code.confidence) for code in statement.codes] == [("ceasefire", 1.0)]


def test_decision_finds_its_statement_after_another_reading_by_its_content() -> None:
    decision = correct(TALKS, Field.ACT, "promise")
    other = make.statement(DOCUMENT, "talks would begin on Monday and the border would open")
    result = judged(decision, statements=(other, DENIAL))
    assert only(result, "talks") == replace(other, act=Act.PROMISE)


def test_decision_without_a_statement_waits_and_is_not_lost() -> None:
    decision = correct(TALKS, Field.ACT, "promise")
    other = make.statement(DOCUMENT, "talks would begin")
    result = judged(decision, statements=(other, DENIAL))
    assert [waiting.judgement for waiting in result.waiting] == [decision]
    assert result.statements == (other, DENIAL)


def test_spans_that_the_document_does_not_have_wait() -> None:
    wrong = {"start": 0, "end": 4, "text": "Joan"}
    (waiting,) = judged(correct(TALKS, Field.SOURCE, wrong)).waiting
    assert "has 'Jane'" in waiting.why


def test_split_statement_is_two_and_a_condition_stays_with_its_words() -> None:
    parts = [
        [span_form(make.span(DOCUMENT, "talks would begin on Monday"))],
        [span_form(make.span(DOCUMENT, "the border would open in May"))],
    ]
    decision = make.judgement(TALKS, Decision.SPLIT, value=parts)
    result = judged(decision)
    talks, border = only(result, "talks"), only(result, "border")
    assert [code.condition for code in talks.codes] == [None]
    assert [code.condition for code in border.codes] == [CEASEFIRE.condition]
    assert result.statements == (talks, border, DENIAL, FEAR)
    assert {talks.speaker, border.speaker} == {TALKS.speaker}
    assert result.machine[talks.id] == result.machine[border.id] == TALKS.id


def test_decision_on_a_part_applies_to_that_part() -> None:
    parts = [
        [span_form(make.span(DOCUMENT, "talks would begin on Monday"))],
        [span_form(make.span(DOCUMENT, "the border would open in May"))],
    ]
    split = make.judgement(TALKS, Decision.SPLIT, value=parts, decided_at=at(0))
    border = only(judged(split), "border")
    result = judged(split, correct(border, Field.ACT, "promise", 1))
    assert (only(result, "border").act, only(result, "talks").act) == (Act.PROMISE, Act.ASSERT)


def test_merged_statements_are_one_with_all_content_and_codes() -> None:
    decision = make.judgement(
        TALKS, Decision.MERGE, value=[{"statement": DENIAL.id}], decided_at=at(0)
    )
    result = judged(decision, correct(DENIAL, Field.ACT, "warn", 1))
    merged = only(result, "talks")
    assert merged.content == (*TALKS.content, *DENIAL.content)
    assert [code.concept for code in merged.codes] == ["ceasefire", "plan"]
    assert merged.act is Act.WARN  # a decision on what was taken in follows it
    assert result.statements == (merged, FEAR)


def test_merge_finds_the_others_by_their_content_after_another_reading() -> None:
    value = merge_value([DENIAL])
    decision = Judgement.on(TALKS, Decision.MERGE, author="jd", decided_at=at(0), value=value)
    reread = make.statement(DOCUMENT, "no plan", cue="replied")
    whole = make.statement(DOCUMENT, "there was no plan")
    assert len(judged(decision, statements=(TALKS, whole, FEAR)).statements) == 2
    (waiting,) = judged(decision, statements=(TALKS, reread, FEAR)).waiting
    assert "none of the statements" in waiting.why


def test_corrected_spans_that_another_statement_has_make_the_two_one() -> None:
    content = [span_form(span) for span in FEAR.content]
    decisions = [
        correct(DENIAL, Field.SOURCE, value_of(FEAR, Field.SOURCE), 0),
        correct(DENIAL, Field.CUE, value_of(FEAR, Field.CUE), 1),
        correct(DENIAL, Field.CONTENT, content, 2),
    ]
    result = judged(*decisions)
    assert [s.id for s in result.statements] == [TALKS.id, FEAR.id]
    assert result.statements[1].act is Act.DENY  # the one that a person decided about


@pytest.mark.parametrize("kind", [Decision.ACCEPT, Decision.REJECT])
def test_decision_that_only_tells_an_id_finds_it(kind: Decision) -> None:
    result = judged(make.judgement(FEAR.id, kind))
    assert (FEAR in result.statements) is (kind is Decision.ACCEPT)
    assert FEAR.id in result.marks


def test_accepted_speaker_of_another_reading_is_kept_by_name_and_kind() -> None:
    accepted = make.judgement(TALKS, Decision.ACCEPT)
    reread = replace(TALKS, speaker=None, party=None)
    result = judged(accepted, statements=(reread, DENIAL, FEAR))
    assert only(result, "talks").speaker == TALKS.speaker
    assert [actor.local_to for actor in result.actors] == [DOCUMENT.id]


def test_body_without_an_entry_keeps_its_id() -> None:
    ministry = make.actor("Freedonian Foreign Ministry", ActorKind.ORGANISATION)
    value = {"id": ministry.id, "name": ministry.name, "kind": "organisation"}
    (actor,) = judged(correct(DENIAL, Field.SPEAKER, value)).actors
    assert actor == ministry


def test_unknown_id_without_a_name_waits() -> None:
    (waiting,) = judged(correct(DENIAL, Field.SPEAKER, {"id": "0" * 16})).waiting
    assert "give a name" in waiting.why
