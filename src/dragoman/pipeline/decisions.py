"""Decisions: judgements as plain values, one object each, as files and programs give them.

    {"statement": id, "decision": "accept"}                                     also "reject"
    {"statement": id, "decision": "correct", "field": "act", "value": "deny"}
    {"statement": id, "decision": "split", "value": [[span, ...], [span, ...]]}
    {"statement": id, "decision": "merge", "value": [id, ...]}
    {"document": id, "decision": "add", "value": {"content": [...], ...}}           additions.py
    {"judgement": id, "decision": "withdraw"}

`author` and `decided_at` may be in each: one that tells when it was decided stands where it stood
then, any other comes last, whatever the clock says. What `form_of` gives has `sequence`, `stood`,
`document` and `content` besides, and is read as the very same judgement, in another record of the
same articles too.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from dragoman.analysis.drafts import near_names
from dragoman.errors import JudgementError, RecordError
from dragoman.pipeline.additions import addition_from
from dragoman.record import Code, Codebook, Decision, Field, Judgement, Statement
from dragoman.record import forms as read
from dragoman.record.corrections import (
    merge_value,
    read_added,
    read_codes,
    read_joined,
    read_snapshot,
    span_form,
)
from dragoman.resolve import Knowledge, apply_judgements
from dragoman.store import View
from dragoman.store.queries.judgements import (
    DecisionsOf,
    JudgementById,
    JudgementsOn,
    JudgementState,
    JudgementStates,
    MarksOf,
)

KEYS = frozenset(
    {
        *("statement", "judgement", "field", "value", "author", "decided_at", "sequence"),
        *("id", "stood", "document", "content", "name", "state", "words"),
    }
)
"""What a decision may have besides `decision`; the last three are for people alone."""


STILL_SAID = frozenset({JudgementState.COUNTS, JudgementState.WAITING})


def form_of(judgement: Judgement) -> dict[str, object]:
    """Put a judgement as plain values."""
    about = "judgement" if judgement.decision is Decision.WITHDRAW else "statement"
    return {
        "id": judgement.id,
        about: judgement.target,
        "decision": judgement.decision.value,
        "field": judgement.field and judgement.field.value,
        "value": None if judgement.value is None else json.loads(judgement.value),
        "author": judgement.author,
        "decided_at": judgement.decided_at,
        "sequence": judgement.order[0],
        "document": judgement.document,
        "content": [span_form(span) for span in judgement.content],
        "stood": None if judgement.stood is None else json.loads(judgement.stood),
    }


def is_copy(form: object) -> bool:
    """Tell whether a decision is a whole judgement, such as another record has it."""
    told = form if isinstance(form, dict) else {}
    return "stood" in told and told.get("document") is not None


def judgement_from(
    form: object, view: View, knowledge: Knowledge, *, author: str, decided_at: str
) -> Judgement:
    """Make the judgement of a decision.

    Args:
        form: The decision.
        view: The record that it is about.
        knowledge: Who can be named as a speaker.
        author: Who decided, if it does not say.
        decided_at: When, if it does not say.

    Raises:
        JudgementError: It is malformed, or what it is about is not in the record.
    """
    try:
        given = read.fields_of(form, "decision", {"decision"}, KEYS)
        who = author if given.get("author") is None else read.text(given["author"], "author")
        when = given.get("decided_at")
        at = decided_at if when is None else read.text(when, "decided_at")
        made = _judgement_from(given, view, knowledge, who, at)
        return made if when is None else replace(made, sequence=_sequence(given, made))
    except RecordError as error:
        raise JudgementError(str(error)) from None


def _sequence(given: Mapping[str, object], made: Judgement) -> int:
    """Read where a decision stands; without it the instant that is told says so."""
    told = given.get("sequence")
    if told is None:
        return made.moment
    if isinstance(told, bool) or not isinstance(told, int):
        raise RecordError("`sequence` is a whole number")
    return told


def _judgement_from(
    given: Mapping[str, object], view: View, knowledge: Knowledge, who: str, at: str
) -> Judgement:
    decision = read.choice(Decision, given["decision"], "decision")
    if decision is Decision.WITHDRAW:
        return _withdrawal(given, view, who, at)
    if decision is Decision.ADD:
        return addition_from(given, view, author=who, decided_at=at)
    target = read.text(given.get("statement"), "statement")
    named = given.get("field")
    field = None if named is None else read.choice(Field, named, "field")
    # A field may be set to null, so the key tells whether there is a value.
    with_value = decision is Decision.CORRECT or given.get("value") is not None
    value = read.written(given.get("value")) if with_value else None
    if given.get("stood") is not None:
        return Judgement.of(
            target,
            decision,
            author=who,
            decided_at=at,
            field=field,
            value=value,
            stood=read.written(given["stood"]),
            document=read.text(given.get("document"), "document"),
            content=read.spans(given.get("content"), "content"),
        )
    statement = statement_at(view, target, knowledge)
    if statement is None:
        raise JudgementError(f"there is no statement {target}")
    if decision is Decision.MERGE and value is not None:
        value = _with_contents(value, view)
    return Judgement.on(statement, decision, author=who, decided_at=at, field=field, value=value)


def _withdrawal(given: Mapping[str, object], view: View, author: str, at: str) -> Judgement:
    target = read.text(given.get("judgement"), "judgement")
    document = given.get("document")
    if document is not None:
        told = read.text(document, "document")
        return Judgement.of(target, Decision.WITHDRAW, author=author, decided_at=at, document=told)
    judgement = view.ask(JudgementById(id=target))
    if judgement is None:
        raise JudgementError(f"there is no judgement {target} to take back")
    return Judgement.withdrawing(judgement, author=author, decided_at=at)


def _with_contents(value: str, view: View) -> str:
    """Add the contents of statements that are to be merged, so that they can be found again."""
    others = read_joined(value)
    if any(other.content for other in others):
        return value
    found = view.statements_of([other.statement for other in others])
    if missing := {other.statement for other in others} - {one.id for one in found}:
        raise JudgementError(f"there is no statement {min(missing)} to merge")
    return merge_value(found)


def statement_at(view: View, id_: str, knowledge: Knowledge) -> Statement | None:
    """Give the statement of an id, also one that was rejected. None: there is none."""
    statement = view.statement(id_)
    if statement is not None:
        return statement
    marks = view.ask(MarksOf(statements=(id_,))).get(id_, ())
    for document in {mark.judgement.document for mark in marks} - {None}:
        found = view.document(document or "")
        if found is not None:
            machine, judgements = view.ask(DecisionsOf(document=found.id))
            judged = apply_judgements(found, machine, judgements, knowledge)
            for rejected in judged.rejected:
                if rejected.id == id_:
                    return rejected
    return None


def is_decided(view: View, judgement: Judgement) -> bool:
    """Tell whether a decision is in the record, or its author has decided the same, and it counts.

    Taking back is decided where somebody has taken the judgement back.
    """
    if view.ask(JudgementById(id=judgement.id)) is not None:
        return True
    if judgement.decision is Decision.WITHDRAW:
        states = view.ask(JudgementStates(ids=(judgement.target,)))
        return states.get(judgement.target) is JudgementState.WITHDRAWN
    if judgement.decision is Decision.ADD:
        # What it added may have another id: that of the machine's statement which it has become.
        earlier = view.ask(JudgementsOn(target=judgement.target))
        states = view.ask(JudgementStates(ids=tuple(one.id for one in earlier)))
        known = [one for one in earlier if states[one.id] in STILL_SAID]
        return any(_same(one, judgement) for one in known)
    marks = view.ask(MarksOf(statements=(judgement.target,))).get(judgement.target, ())
    return any(mark.counts and _same(mark.judgement, judgement) for mark in marks)


def check_concepts(judgement: Judgement, codebook: Codebook | None) -> None:
    """See that a decision codes with concepts of the codebook, or with those that stood there.

    Args:
        judgement: The decision.
        codebook: None: there is none, and any concept may be named.

    Raises:
        RecordError: The codebook lacks one; the message names those that are near.
    """
    stood = _codes_of(read_snapshot(judgement.stood)) if judgement.stood else ()
    before = {code.concept for code in stood}
    named = {code.concept for code in _codes_of(_values(judgement))} - before
    lacks = sorted(id_ for id_ in named if codebook and codebook.concept(id_) is None)
    if lacks:
        raise RecordError("; ".join(no_concept(id_, codebook) for id_ in lacks))


def no_concept(id_: str, codebook: Codebook | None) -> str:
    """Say that the codebook has no such concept, and which are near."""
    near = near_names(id_, [concept.id for concept in codebook.concepts] if codebook else [])
    told = f"near it are: {', '.join(near)}" if near else "choose one of its own"
    return f"the codebook has no concept {id_!r}; {told}"


def _values(judgement: Judgement) -> Mapping[Field, str]:
    """Give what a decision sets fields to, as JSON."""
    if judgement.decision is Decision.ADD:
        return read_added(judgement.value or "").values
    return {judgement.field: judgement.value or ""} if judgement.field else {}


def _codes_of(values: Mapping[Field, str]) -> tuple[Code, ...]:
    return read_codes(values[Field.CODES]) if Field.CODES in values else ()


def _same(one: Judgement, other: Judgement) -> bool:
    return (one.author, one.decision, one.field, one.value) == (
        other.author,
        other.decision,
        other.field,
        other.value,
    )
