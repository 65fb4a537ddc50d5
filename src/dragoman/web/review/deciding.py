"""Deciding: what somebody sent with a form becomes judgements, unless it is stale or wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

from starlette.datastructures import FormData

from dragoman.errors import JudgementError
from dragoman.pipeline import judge
from dragoman.pipeline.judging import OvertakenError
from dragoman.record import Decision, Field, Judgement, Statement
from dragoman.record.corrections import read_snapshot, span_form
from dragoman.record.forms import written
from dragoman.store.queries.judgements import DecisionsOf, Marked
from dragoman.store.users import User
from dragoman.web.desk import Desk
from dragoman.web.review.entries import Entries, entries_from, entries_in, entries_of, merged
from dragoman.web.review.knowing import knowledge_of
from dragoman.web.review.reading import FORM, Desktop, Filled, read_entries
from dragoman.web.review.sheet import (
    Conflict,
    Difference,
    Showing,
    decided_of,
    desktop_of,
    marks_on,
    shown_digest,
)
from dragoman.web.review.values import differing

# Of one process; that no other decides meanwhile is seen to in the database (known, below).
ONE_AT_A_TIME = Lock()

TRIES = 3
"""How often a form is judged where another process was quicker each time."""


class Doing(StrEnum):
    """What a button of the form does."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SPLIT = "split"
    MERGE_BEFORE = "merge-before"
    MERGE_AFTER = "merge-after"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was sent.

    Attributes:
        doing: Which button was pressed.
        shown: Digest of what the form was filled in from.
        seen: Ids of the judgements that were shown with it.
        form: Its fields.
    """

    doing: Doing
    shown: str
    seen: tuple[str, ...]
    form: FormData


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a form.

    Attributes:
        done: The judgements that were made. Empty: none, and the sheet is shown again.
        desktop: The statement as it stands. None: it is not there any more.
        showing: What the sheet shows if it is shown again.
        status: The HTTP status of that.
    """

    done: tuple[Judgement, ...] = ()
    desktop: Desktop | None = None
    showing: Showing | None = None
    status: int = 200


def decide(desk: Desk, statement_id: str, sent: Sent, user: User) -> Outcome:
    """Carry out what a form says, if it fits what stands now.

    Nothing that was filled in is lost: where somebody else has changed the statement meanwhile,
    or a field has no value that it can have, the form comes back with all its entries.

    Raises:
        StoreError: The record cannot be written.
    """
    with ONE_AT_A_TIME:
        for left in reversed(range(TRIES)):
            try:
                return _decide(desk, statement_id, sent, user)
            except OvertakenError:
                # By another process. What it decided is read now: about this statement, and the
                # form comes back; or about another one of the document, and nothing is lost.
                if not left:
                    raise
    raise AssertionError("one of the tries returns or raises")


def _decide(desk: Desk, statement_id: str, sent: Sent, user: User) -> Outcome:
    statement = desk.view.statement(statement_id)
    if statement is None:
        return Outcome(status=409)
    # Read before what the form is compared with: whatever is decided from here on overtakes us.
    _, before = desk.view.ask(DecisionsOf(document=statement.document))
    statement = desk.view.statement(statement_id)
    if statement is None:
        return Outcome(status=409)
    desktop, marks = desktop_of(desk, statement), marks_on(desk, statement)
    entries = entries_in(sent.form, desktop.document)
    if sent.doing is not Doing.LOOK and sent.shown != shown_digest(statement, marks):
        showing = _overtaken(desk, desktop, marks, entries, sent)
        return Outcome(desktop=desktop, showing=showing, status=409)
    filled = read_entries(entries, desktop)
    problems = dict(filled.problems) if sent.doing is not Doing.REJECT else {}
    if sent.doing is Doing.LOOK:
        return Outcome(desktop=desktop, showing=Showing(entries=entries, problems=problems))
    judgements: tuple[Judgement, ...] = ()
    if not problems:
        judgements, problems = _judgements(sent.doing, desktop, filled, user)
    if not problems:
        known = frozenset(judgement.id for judgement in before)
        try:
            judge(
                desk.store,
                judgements,
                desktop.knowledge,
                parties_of(desk),
                known=known,
                now=True,
            )
        except OvertakenError:
            raise
        except JudgementError as error:
            problems = {FORM: str(error)}
    if problems:
        showing = Showing(entries=entries, problems=problems)
        return Outcome(desktop=desktop, showing=showing, status=422)
    return Outcome(done=judgements, desktop=desktop)


def withdraw(desk: Desk, judgements: Sequence[Judgement], user: User) -> None:
    """Take judgements back.

    Raises:
        JudgementError: One of them is not there.
    """
    with ONE_AT_A_TIME:
        when = instants()
        taken = [
            Judgement.withdrawing(one, author=user.name, decided_at=next(when))
            for one in judgements
        ]
        judge(desk.store, taken, knowledge_of(desk), parties_of(desk), now=True)


def parties_of(desk: Desk) -> tuple[str, ...]:
    """Give the parties whose coded statements weigh more in the queue."""
    return desk.codebook.parties if desk.codebook else ()


def instants() -> Iterator[str]:
    """Give the instant, and after it later ones, so that decisions keep their order."""
    instant = datetime.now(UTC)
    while True:
        yield instant.isoformat(timespec="microseconds").replace("+00:00", "Z")
        instant += timedelta(microseconds=1)


def _judgements(
    doing: Doing, desktop: Desktop, filled: Filled, user: User
) -> tuple[tuple[Judgement, ...], dict[str, str]]:
    """Make the judgements: a correction for each changed field, then what the button says."""
    when = instants()
    if doing is Doing.REJECT:
        return (_on(desktop.statement, Decision.REJECT, user, when),), {}
    made = [
        _on(
            desktop.statement, Decision.CORRECT, user, when, field=field, value=filled.values[field]
        )
        for field in Field
        if field in filled.values
    ]
    result = filled.result or desktop.statement
    if doing is Doing.ACCEPT:
        made.append(_on(result, Decision.ACCEPT, user, when))
    elif doing is Doing.SPLIT:
        if len(filled.parts) < 2:
            told = "mark the words of one part, and split again; what is left is the other part"
            return (), {"part": told}
        groups = [[span_form(span) for span in part] for part in filled.parts]
        made.append(_on(result, Decision.SPLIT, user, when, value=written(groups)))
    elif doing in (Doing.MERGE_BEFORE, Doing.MERGE_AFTER):
        other = _other(desktop, -1 if doing is Doing.MERGE_BEFORE else 1)
        if other is None:
            return (), {"merge": "there is no such statement in the article"}
        content = [span_form(span) for span in other.content]
        joined = [{"statement": other.id, "content": content}]
        made.append(_on(result, Decision.MERGE, user, when, value=written(joined)))
    elif not made:
        return (), {FORM: "nothing differs from the record; accept it, or change a field first"}
    return tuple(made), {}


def _on(
    statement: Statement,
    decision: Decision,
    user: User,
    when: Iterator[str],
    *,
    field: Field | None = None,
    value: str | None = None,
) -> Judgement:
    return Judgement.on(
        statement, decision, author=user.name, decided_at=next(when), field=field, value=value
    )


def _other(desktop: Desktop, distance: int) -> Statement | None:
    """Give the statement so many places on in the article."""
    place = [one.id for one in desktop.siblings].index(desktop.statement.id) + distance
    return desktop.siblings[place] if 0 <= place < len(desktop.siblings) else None


def _overtaken(
    desk: Desk, desktop: Desktop, marks: Sequence[Marked], mine: Entries, sent: Sent
) -> Showing:
    """Show what somebody else did while a form was open, and keep what was filled in."""
    news = [mark for mark in marks if mark.judgement.id not in sent.seen]
    now = entries_of(desktop.statement)
    stood = next((mark.judgement.stood for mark in news if mark.judgement.stood), None)
    # Without it nobody can tell what was changed here and what there: then all is kept as it is.
    base = entries_from(read_snapshot(stood)) if stood else None
    return Showing(
        entries=merged(base, mine, now) if base else mine,
        conflict=Conflict(
            wanted=sent.doing.partition("-")[0],
            news=tuple(decided_of(desk, mark) for mark in news),
            differences=tuple(_differences(desk, mine, now)),
        ),
    )


def _differences(desk: Desk, mine: Entries, now: Entries) -> Iterator[Difference]:
    for name, (ours, theirs) in differing(desk, mine, now).items():
        yield Difference(field=name, now=theirs, yours=ours)
