"""Finders: which records a question means, as a query for their keys in their order.

Every order ends with an id, so that it is the same whatever was added first. A date that is less
precise than the limit it is compared with counts as within the limit: "2023-11" may be 30 November.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_

from dragoman.record import Act
from dragoman.store import sqlite
from dragoman.store.tables import (
    ACTORS,
    CLAIMS,
    DATE_RANGES,
    DOCUMENTS,
    HANDLED,
    JUDGEMENTS,
    MEETINGS,
    PLANS,
    QUARANTINE,
    RUNS,
    STATEMENTS,
    folded,
)

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
actors, claims, judgements = ACTORS.table.c, CLAIMS.table.c, JUDGEMENTS.table.c
meetings, plans = MEETINGS.table.c, PLANS.table.c
quarantine, runs = QUARANTINE.table.c, RUNS.table.c

Keys = Select[tuple[str]]


def within(
    date: ColumnElement[str], since: str | None, until: str | None
) -> Iterator[ColumnElement[bool]]:
    """Make the conditions that a date may lie between two days, both included."""
    if since is not None:
        yield date >= func.substr(since, 1, func.length(date))
    if until is not None:
        yield func.substr(date, 1, len(until)) <= until


def documents_where(
    *,
    outlet: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    by_date: bool,
) -> Keys:
    """Choose documents, ordered by name or by date with the undated last."""
    keys = select(documents.id).where(*within(documents.published_value, since, until))
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
        outlet: The outlet of their document.
        since: ISO 8601, the first day. A statement counts by when it was said, or if the text
            does not tell by when its document was published; without a date it is left out.
        until: ISO 8601, the last day.
    """

    document: str | None = None
    speaker: str | None = None
    speaker_is: str | None = None
    party: str | None = None
    act: Act | None = None
    concept: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Put the filter as conditions on statements joined with their documents."""
        for column, value in (
            (statements.document, self.document),
            (statements.party, self.party),
            (statements.act, self.act),
            (documents.outlet, self.outlet),
        ):
            if value is not None:
                yield column == str(value)
        if self.speaker is not None:
            yield sqlite.holds(statements.speaker_folded, folded(self.speaker))
        if self.speaker_is is not None:
            whole = self.speaker_is
            yield (statements.speaker_name == whole) | (statements.speaker_id == whole)
        if self.concept is not None:
            codes = STATEMENTS.lists["codes"].table.c
            yield statements.id.in_(select(codes.statement).where(codes.concept == self.concept))
        said = func.coalesce(statements.said_on, documents.published_value)
        yield from within(said, self.since, self.until)


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
    quarantine.name, quarantine.stage, quarantine.id, quarantine.document
)
CLAIMS_IN_ORDER = select(claims.id).order_by(claims.text, claims.id)
MEETINGS_IN_ORDER = select(meetings.id).order_by(
    meetings.date.is_(None), meetings.date, meetings.id
)
PLANS_IN_ORDER = select(plans.id).order_by(plans.date.is_(None), plans.date, plans.name, plans.id)
JUDGEMENTS_IN_ORDER = select(judgements.id).order_by(judgements.decided_at, judgements.id)
