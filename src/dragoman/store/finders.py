"""Finders: which records a question means, as a query for their keys in their order.

Every order ends with an id, so that it is the same whatever was added first. What may lie between
two days counts as within them: "2023-11" may be 30 November, and an undated document may be from
any day of its range.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, or_, select, tuple_

from dragoman.record import ID, Act, Stance
from dragoman.store.dates import first_of, last_of, latest_of
from dragoman.store.derived import NAME_TALLIES, is_known
from dragoman.store.expressions import holds
from dragoman.store.tables import (
    ACTORS,
    CLAIMS,
    DATE_RANGES,
    DOCUMENTS,
    HANDLED,
    JUDGEMENTS,
    MEETINGS,
    PLANS,
    POSITION_BASES,
    POSITION_STEPS,
    QUARANTINE,
    RUNS,
    SHIFTS,
    STATEMENTS,
    folded,
)

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
actors, claims, judgements = ACTORS.table.c, CLAIMS.table.c, JUDGEMENTS.table.c
meetings, plans = MEETINGS.table.c, PLANS.table.c
quarantine, runs = QUARANTINE.table.c, RUNS.table.c
bases, steps, shifts = POSITION_BASES.table.c, POSITION_STEPS.table.c, SHIFTS.table.c

Keys = Select[tuple[str]]


def within(table: Table, since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    """Make the condition that documents or statements may be from between two days.

    What has a day is found by it, and then by its first day; the rest by its first and last day.

    Args:
        table: The table, with a day and the first and the last day on which a row may be from.
        since: ISO 8601, as precise as wanted. None: no limit.
        until: As since; all of it is included.

    Raises:
        QueryError: A limit is no date.
    """
    placed: list[ColumnElement[bool]] = [table.c.day.is_not(None)]
    others: list[ColumnElement[bool]] = [table.c.day.is_(None)]
    first, last = table.c.first_day, table.c.last_day
    if since is not None:
        placed.append(table.c.day >= first_of(since))
        others.append(or_(last >= first_of(since), last.is_(None) & first.is_not(None)))
    if until is not None:
        placed += [table.c.day <= latest_of(until), first <= last_of(until)]
        others.append(or_(first <= last_of(until), first.is_(None) & last.is_not(None)))
    if since is not None or until is not None:
        yield or_(and_(*placed), and_(*others))


def documents_where(
    *,
    outlet: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    by_date: bool,
) -> Keys:
    """Choose documents, ordered by name or by date with the undated last."""
    keys = select(documents.id).where(*within(DOCUMENTS.table, since, until))
    if outlet is not None:
        keys = keys.where(documents.outlet == outlet)
    if language is not None:
        keys = keys.where(documents.language == language)
    if by_date:
        keys = keys.order_by(documents.published_value.is_(None), documents.published_value)
    return keys.order_by(documents.name, documents.id)


def documents_pending(run_id: str, after: tuple[str, str], limit: int) -> Keys:
    """Choose the next documents, by name and id, that a run has not handled."""
    done = exists().where(HANDLED.c.document == documents.id, HANDLED.c.run == run_id)
    keys = select(documents.id).where(tuple_(documents.name, documents.id) > after, ~done)
    return keys.order_by(documents.name, documents.id).limit(limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are wanted: those that meet every condition that is not None.

    Attributes:
        document: Id of their document.
        speaker: A part of the speaker's name, whatever its case and accents.
        speaker_is: The speaker's whole name or id.
        party: The side that the speaker speaks for.
        act: What they do.
        concept: A concept that they bear on.
        stance: How they bear on it, or without a concept on any.
        outlet: The outlet of their document.
        since: ISO 8601, the first day. A statement counts by when it was said, or if the text
            does not tell by when its document was published, or between which days; where
            nothing tells it is left out.
        until: ISO 8601, the last day.
    """

    document: str | None = None
    speaker: str | None = None
    speaker_is: str | None = None
    party: str | None = None
    act: Act | None = None
    concept: str | None = None
    stance: Stance | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Put the filter as conditions on statements."""
        for column, value in (
            (statements.document, self.document),
            (statements.party, self.party),
            (statements.act, self.act),
            (statements.outlet, self.outlet),
        ):
            if value is not None:
                yield column == str(value)
        if self.speaker is not None:
            yield statements.speaker_folded.in_(names_with(self.speaker))
        if self.speaker_is is not None:
            # One or the other: an index has the statements of each in the order of lists.
            by_id = ID.fullmatch(self.speaker_is) is not None
            column = statements.speaker_id if by_id else statements.speaker_name
            yield column == self.speaker_is
        if self.concept is not None or self.stance is not None:
            codes = STATEMENTS.lists["codes"].table.c
            coded = select(codes.statement)
            for column, value in ((codes.concept, self.concept), (codes.stance, self.stance)):
                coded = coded if value is None else coded.where(column == str(value))
            yield statements.id.in_(coded)
        yield from within(STATEMENTS.table, self.since, self.until)


def names_with(text: str) -> Select[tuple[str]]:
    """Choose the folded names of speakers that have some characters; there are few names."""
    name = NAME_TALLIES.c.speaker_folded
    return select(name).where(is_known(name), holds(name, folded(text))).distinct()


def statements_where(wanted: StatementFilter) -> Keys:
    """Choose statements, ordered by document and then by place."""
    keys = select(statements.id).join_from(DOCUMENTS.table, STATEMENTS.table)
    return keys.where(*wanted.conditions()).order_by(
        documents.name, documents.id, statements.begins, statements.id
    )


def actors_known() -> Keys:
    """Choose one version of every actor: where documents differ, the first by its digest."""
    keys = select(func.min(actors.version)).group_by(actors.id, actors.name, actors.kind)
    return keys.order_by(actors.name, actors.kind, actors.id)


def date_ranges_known() -> Keys:
    """Choose the ranges of documents without a date, ordered by the document's name."""
    ranges = DATE_RANGES.table
    keys = select(ranges.c.document).join_from(ranges, DOCUMENTS.table)
    return keys.where(documents.published_value.is_(None)).order_by(documents.name, documents.id)


RUNS_IN_ORDER = select(runs.id).order_by(runs.stage, runs.code, runs.model, runs.id)
QUARANTINE_IN_ORDER = select(quarantine.serial).order_by(
    quarantine.name, quarantine.stage, quarantine.id, quarantine.document.nulls_first()
)
CLAIMS_IN_ORDER = select(claims.id).order_by(claims.text, claims.id)
MEETINGS_IN_ORDER = select(meetings.id).order_by(
    meetings.date.is_(None), meetings.date, meetings.id
)
PLANS_IN_ORDER = select(plans.id).order_by(plans.date.is_(None), plans.date, plans.name, plans.id)
BASES_IN_ORDER = select(bases.serial).order_by(
    bases.party, bases.concept, bases.place, bases.statement, bases.stance, bases.serial
)
STEPS_IN_ORDER = select(steps.id).order_by(
    steps.party, steps.concept, steps.on.is_(None), steps.on, steps.id
)
SHIFTS_IN_ORDER = select(shifts.id).order_by(shifts.on, shifts.id)
JUDGEMENTS_IN_ORDER = select(judgements.id).order_by(judgements.sequence, judgements.id)
