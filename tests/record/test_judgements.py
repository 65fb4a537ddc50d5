"""Judgements: what a decision must tell, and the forms that values have."""

import json

import pytest

from dragoman.errors import RecordError, SpanError
from dragoman.record import Act, ActorKind, Code, Decision, Field, Judgement, Speaker, Stance
from dragoman.record.corrections import (
    Joined,
    Named,
    check_value,
    read_act,
    read_codes,
    read_groups,
    read_joined,
    read_said_on,
    read_snapshot,
    read_span,
    read_speaker,
    read_via,
    snapshot,
    value_of,
)
from dragoman.record.forms import written
from tests import make

DOCUMENT = make.document()
SPEAKER = Speaker(id="a" * 16, name="Jane Doe", kind=ActorKind.PERSON)
STATEMENT = make.statement(
    DOCUMENT,
    ["talks would begin", "We agree"],
    source="The minister",
    cue="said",
    speaker=SPEAKER,
    party="Freedonia",
    codes=[Code(concept="talks", stance=Stance.SUPPORT, condition=make.span(DOCUMENT, "Monday"))],
)
WHEN = "2026-11-22T09:30:00Z"


def span(start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "text": DOCUMENT.text[start:end]}


def test_judgement_on_a_statement_tells_where_it_stood_and_how() -> None:
    judgement = Judgement.on(STATEMENT, Decision.ACCEPT, author="jd", decided_at=WHEN)
    assert (judgement.target, judgement.document) == (STATEMENT.id, DOCUMENT.id)
    assert judgement.content == STATEMENT.content
    assert judgement.accepted() == {field: written(value_of(STATEMENT, field)) for field in Field}


def test_only_an_acceptance_accepts() -> None:
    rejected = Judgement.on(STATEMENT, Decision.REJECT, author="jd", decided_at=WHEN)
    assert rejected.stood is not None
    assert rejected.accepted() == {}
    assert make.judgement().accepted() == {}


def test_withdrawal_names_the_judgement_and_its_document() -> None:
    judgement = make.judgement(STATEMENT)
    taken_back = Judgement.withdrawing(judgement, author="ed", decided_at=WHEN)
    assert (taken_back.target, taken_back.document) == (judgement.id, DOCUMENT.id)
    assert taken_back.decision is Decision.WITHDRAW


def test_same_decision_at_another_time_is_another_judgement() -> None:
    one = make.judgement(STATEMENT, decided_at="2026-11-22T09:30:00Z")
    other = make.judgement(STATEMENT, decided_at="2026-11-22T09:30:01Z")
    assert one.id != other.id
    assert one.order < other.order


def test_order_is_that_of_instants_not_of_their_letters() -> None:
    early = make.judgement(decided_at="2026-11-22T09:30:00Z")
    late = make.judgement(decided_at="2026-11-22T09:30:00.5Z")
    assert late.decided_at < early.decided_at
    assert early.order < late.order


@pytest.mark.parametrize(
    ("words", "decision", "field", "value"),
    [
        ("names its field", Decision.CORRECT, None, None),
        ("names its field", Decision.ACCEPT, Field.ACT, None),
        ("needs a value", Decision.CORRECT, Field.ACT, None),
        ("needs a value", Decision.SPLIT, None, None),
        ("has no value", Decision.REJECT, None, '"deny"'),
        ("none of assert", Decision.CORRECT, Field.ACT, '"shout"'),
        ("two contents", Decision.SPLIT, None, "[]"),
        ("at least one other", Decision.MERGE, None, "[]"),
    ],
)
def test_decision_without_what_it_needs_is_refused(
    words: str, decision: Decision, field: Field | None, value: str | None
) -> None:
    with pytest.raises(RecordError, match=words):
        Judgement.on(STATEMENT, decision, author="jd", decided_at=WHEN, field=field, value=value)


@pytest.mark.parametrize("decided_at", ["2026-11-22", "2026-11-22T09:30", "2026-11-22T09:30+02:00"])
def test_instant_must_be_in_utc(decided_at: str) -> None:
    with pytest.raises(RecordError, match="no instant in UTC"):
        make.judgement(decided_at=decided_at)


def test_author_must_be_told() -> None:
    with pytest.raises(RecordError, match="author"):
        make.judgement(author=" ")


def test_snapshot_reads_back_as_the_values_of_all_fields() -> None:
    values = read_snapshot(snapshot(STATEMENT))
    assert set(values) == set(Field)
    assert read_span(Field.SOURCE, values[Field.SOURCE]) == STATEMENT.source
    assert read_codes(values[Field.CODES]) == STATEMENT.codes
    assert read_act(values[Field.ACT]) is Act.ASSERT
    assert read_speaker(values[Field.SPEAKER]) == Named(
        id=SPEAKER.id, name="Jane Doe", kind=ActorKind.PERSON
    )
    assert json.loads(values[Field.PARTY]) == "Freedonia"


def test_speaker_may_be_nobody_known_or_told_with_a_party() -> None:
    assert read_speaker("null") is None
    assert read_speaker('{"name": "X", "kind": "person", "party": null}') == Named(
        name="X", kind=ActorKind.PERSON, tells_party=True
    )


def test_groups_come_back_in_the_order_of_the_text() -> None:
    first, second = read_groups(json.dumps([[span(9, 12), span(0, 3)], [span(20, 30)]]))
    assert [part.start for part in first] == [0, 9]
    assert [part.start for part in second] == [20]


def test_merged_statements_are_ids_or_ids_with_contents() -> None:
    told = read_joined(json.dumps(["s1", {"statement": "s2", "content": [span(0, 3)]}]))
    assert told[0] == Joined(statement="s1")
    assert [part.text for part in told[1].content] == ["The"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Field.SOURCE, "{", "not JSON"),
        (Field.SOURCE, '{"start": 0, "end": 3}', "text is missing"),
        (Field.SOURCE, '{"start": true, "end": 3, "text": "The"}', "start: must be a whole number"),
        (Field.CUE, '{"start": 0, "end": 3, "text": 5}', "text: must be a text"),
        (Field.CUE, '"said"', "must be an object"),
        (Field.CONTENT, "[]", "at least one span"),
        (Field.CONTENT, "null", "must be a list"),
        (Field.CONTENT, json.dumps([span(0, 5), span(3, 8)]), "overlap, at 3"),
        (Field.SPEAKER, "{}", "give the id or the name"),
        (Field.SPEAKER, '{"name": "X", "kind": "robot"}', r"speaker.kind: 'robot' is none of"),
        (Field.SPEAKER, '{"name": "X", "role": "y"}', "role is not known"),
        (Field.PARTY, '""', "must be a text"),
        (Field.ACT, "5", "must be a text"),
        (Field.CODES, '[{"concept": "a"}]', r"codes\[0\]: stance is missing"),
        (Field.CODES, '[{"concept": "a", "stance": "maybe"}]', r"codes\[0\].stance"),
        (Field.CODES, written([{"concept": "a", "stance": "oppose"}] * 2), "same stance twice"),
        (Field.VIA, '[{"name": "X", "kind": "pigeon"}]', r"via\[0\].kind"),
        (Field.SAID_ON, '"yesterday"', "ISO 8601"),
    ],
)
def test_malformed_value_is_refused_with_its_place(field: Field, value: str, words: str) -> None:
    with pytest.raises(RecordError, match=words):
        check_value(field, value)


def test_span_of_other_length_is_refused() -> None:
    with pytest.raises(SpanError):
        check_value(Field.SOURCE, '{"start": 0, "end": 9, "text": "The"}')


def test_links_and_dates_read_back() -> None:
    (link,) = read_via('[{"name": "Reuters", "kind": "outlet"}]')
    assert (link.name, link.kind, link.span) == ("Reuters", "outlet", None)
    assert read_said_on('"2023-11"') == "2023-11"
    assert read_said_on("null") is None
