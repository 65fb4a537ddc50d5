"""Judgements: a page of those that are wanted, what has become of them, and those of statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select, tuple_

from dragoman.record import Decision, Field, Judgement, Statement
from dragoman.store import judging
from dragoman.store.queries.ordering import Keys, Page, listed
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import JUDGED, JUDGEMENTS, TO_RELATE

judgements, judged = JUDGEMENTS.table.c, JUDGED.c


class JudgementState(StrEnum):
    """What has become of a judgement.

    COUNTS: what was decided stands. OVERRULED: a later decision says otherwise. WAITING: it finds
    no statement in the document as it is read now, or does not fit it. WITHDRAWN: somebody has
    taken it back.
    """

    COUNTS = "counts"
    OVERRULED = "overruled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A judgement at a statement.

    Attributes:
        judgement: The judgement.
        counts: Whether what was decided stands.
    """

    judgement: Judgement
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementList:
    """A page of judgements, the newest first.

    Attributes:
        author: Only those of this person. None: all.
        decision: Only those that decide so. None: all.
        field: Only corrections of this field. None: all.
        document: Only those about this document. None: all.
        statement: Only those that have found this statement. None: all.
        waiting: Only those that wait for a statement. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    author: str | None = None
    decision: Decision | None = None
    field: Field | None = None
    document: str | None = None
    statement: str | None = None
    waiting: bool | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Judgement]:
        """Give the page.

        Raises:
            QueryError: The cursor is malformed.
        """
        wanted = self._wanted()
        keys = _newest(connection, wanted, Page(after=self.after, limit=self.limit))
        return listed(connection, JUDGEMENTS, keys, wanted if self.count else None)

    def _wanted(self) -> Select[Any]:
        wanted = select(judgements.id)
        for column, value in (
            (judgements.author, self.author),
            (judgements.decision, self.decision),
            (judgements.field, self.field),
            (judgements.document, self.document),
        ):
            if value is not None:
                wanted = wanted.where(column == str(value))
        if self.statement is not None:
            found = select(judged.judgement).where(judged.statement == self.statement)
            wanted = wanted.where(judgements.id.in_(found))
        if self.waiting is not None:
            wanted = wanted.where(_waiting() if self.waiting else ~_waiting())
        return wanted


def _waiting() -> ColumnElement[bool]:
    """Tell of a judgement that it is about a statement, has found none and is not taken back."""
    found = exists().where(judged.judgement == judgements.id)
    others = JUDGEMENTS.table.alias().c
    taken = exists().where(
        others.target == judgements.id, others.decision == Decision.WITHDRAW.value
    )
    return (judgements.decision != Decision.WITHDRAW.value) & ~found & ~taken


def _newest(connection: Connection, wanted: Select[Any], page: Page) -> Keys:
    order = judgements.sequence, judgements.id
    keys = wanted.with_only_columns(*order)
    key = page.key(int, str)
    if key is not None:
        keys = keys.where(tuple_(*order) < key)
    ordered = keys.order_by(*(column.desc() for column in order)).limit(page.limit + 1)
    rows, last = cut(connection.execute(ordered).all(), page.limit)
    return [row[-1] for row in rows], cursor_of(tuple(last)) if last is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementById:
    """One judgement.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Judgement | None:
        """Give the judgement. None: there is none of this id."""
        return next(iter(JUDGEMENTS.load(connection, [self.id])), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementsOn:
    """The judgements that name a statement, or another judgement, as their target.

    Attributes:
        target: Its id.
    """

    target: str

    def run(self, connection: Connection) -> tuple[Judgement, ...]:
        """Give the judgements, the newest first."""
        wanted = select(judgements.id).where(judgements.target == self.target)
        order = judgements.sequence.desc(), judgements.id.desc()
        ids = connection.scalars(wanted.order_by(*order)).all()
        return tuple(JUDGEMENTS.load(connection, ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementStates:
    """What has become of some judgements.

    Attributes:
        ids: Their ids.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, JudgementState]:
        """Give the states by id, without judgements that are not there."""
        found: dict[str, JudgementState] = {}
        for batch in batched(dict.fromkeys(self.ids)):
            known = select(judgements.id, judgements.decision).where(judgements.id.in_(batch))
            rows = connection.execute(known)
            decisions = {id_: decision for id_, decision in rows}  # noqa: C416
            marks = select(judged.judgement, judged.counts).where(judged.judgement.in_(batch))
            counts: dict[str, bool] = defaultdict(bool)
            for id_, holds in connection.execute(marks):
                counts[id_] |= bool(holds)
            withdrawn = _withdrawn(connection, set(decisions))
            for id_, decision in decisions.items():
                found[id_] = _state(decision, counts.get(id_), id_ in withdrawn)
        return found


def _state(decision: str, counts: bool | None, withdrawn: bool) -> JudgementState:
    if withdrawn:
        return JudgementState.WITHDRAWN
    if counts or decision == Decision.WITHDRAW.value:
        return JudgementState.COUNTS
    return JudgementState.WAITING if counts is None else JudgementState.OVERRULED


def _withdrawn(connection: Connection, ids: set[str]) -> set[str]:
    """Choose the judgements that a withdrawal in force takes back."""
    if not ids:
        return set()
    by_target: dict[str, set[str]] = defaultdict(set)
    for batch in batched(sorted(ids)):
        taken = select(judgements.target, judgements.id).where(
            judgements.target.in_(batch), judgements.decision == Decision.WITHDRAW.value
        )
        for target, id_ in connection.execute(taken):
            by_target[target].add(id_)
    void = _withdrawn(connection, {id_ for found in by_target.values() for id_ in found})
    return {target for target, found in by_target.items() if found - void}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksOf:
    """Which judgements are at statements, rejected ones too.

    Attributes:
        statements: Ids of the statements.
    """

    statements: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, tuple[Marked, ...]]:
        """Give the judgements by statement, the first first; nobody's are left out."""
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for batch in batched(dict.fromkeys(self.statements)):
            rows = select(judged.statement, judged.judgement, judged.counts)
            for statement, id_, counts in connection.execute(
                rows.where(judged.statement.in_(batch))
            ):
                found[statement].append((id_, bool(counts)))
        ids = sorted({id_ for marks in found.values() for id_, _ in marks})
        known = {judgement.id: judgement for judgement in JUDGEMENTS.load(connection, ids)}
        return {
            statement: tuple(
                sorted(
                    (Marked(judgement=known[id_], counts=counts) for id_, counts in marks),
                    key=lambda marked: marked.judgement.order,
                )
            )
            for statement, marks in found.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDocuments:
    """The ids of the documents that people have judged, in their order."""

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids."""
        told = select(judgements.document).where(judgements.document.is_not(None))
        bare = select(judged.document)
        return tuple(sorted({*connection.scalars(told.distinct()), *connection.scalars(bare)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """A judgement about a statement that somebody else has judged too.

    Attributes:
        document: Id of the document.
        statement: Id of the statement.
        judgement: Id of the judgement.
        counts: Whether what was decided stands.
    """

    document: str
    statement: str
    judgement: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTwice:
    """All judgements about statements that two people or more have judged."""

    def run(self, connection: Connection) -> tuple[Twice, ...]:
        """Give the judgements, by document, statement and id."""
        both = select(judged.statement).join_from(
            JUDGED, JUDGEMENTS.table, judgements.id == judged.judgement
        )
        both = both.group_by(judged.statement).having(func.count(judgements.author.distinct()) > 1)
        order = judged.document, judged.statement, judged.judgement
        rows = connection.execute(
            select(*order, judged.counts).where(judged.statement.in_(both)).order_by(*order)
        )
        return tuple(
            Twice(document=a, statement=b, judgement=c, counts=bool(d)) for a, b, c, d in rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsOf:
    """What the machine found in a document, and all that people have decided about it.

    Attributes:
        document: Id of the document.
    """

    document: str

    def run(self, connection: Connection) -> tuple[tuple[Statement, ...], tuple[Judgement, ...]]:
        """Give the machine's statements by place, and the judgements, withdrawals too."""
        statements = judging.machine_statements(connection, self.document)
        found = judging.judgements_of(connection, self.document, statements)
        return tuple(statements), tuple(sorted(found, key=lambda judgement: judgement.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRelate:
    """The documents that have been judged since what depends on them was derived."""

    def run(self, connection: Connection) -> Mapping[str, frozenset[str]]:
        """Give their ids with those of the statements that they had before."""
        found: dict[str, set[str]] = defaultdict(set)
        for document, statement in connection.execute(select(TO_RELATE)):
            found[document].add(statement)
        return {document: frozenset(ids - {""}) for document, ids in found.items()}
