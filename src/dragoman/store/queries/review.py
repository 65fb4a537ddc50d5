"""Review: the statements that a person should look at, those of most doubt and weight first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from dragoman.record import Judgement
from dragoman.store.derived import REVIEW_TALLIES
from dragoman.store.queries.ordering import Page, count
from dragoman.store.queries.paging import Key, Listed, cursor_of, cut
from dragoman.store.ranking import REVIEW, Doubts, Reasons
from dragoman.store.shapes import batched
from dragoman.store.tables import JUDGED, JUDGEMENTS, STATEMENTS

ranks = REVIEW.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A statement's place in the queue.

    Attributes:
        statement: Its id.
        document: Id of its document.
        rank: Its doubt times its weight.
        doubts: Which of its fields are in doubt.
        reasons: Why it weighs more than others.
    """

    statement: str
    document: str
    rank: float
    doubts: Doubts
    reasons: Reasons

    @property
    def cursor(self) -> str:
        """The cursor of what comes behind it."""
        return cursor_of((self.rank, self.statement))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilter:
    """Which statements are to be reviewed: those that meet every condition that is not None.

    Attributes:
        party: The side that the speaker speaks for.
        concept: A concept that they bear on.
        doubt: A field that is in doubt.
        document: Id of their document.
        second_by: An account: only statements that others have judged and this one has not.
            None: only statements that nobody has judged.
    """

    party: str | None = None
    concept: str | None = None
    doubt: Doubts | None = None
    document: str | None = None
    second_by: str | None = None

    def narrowing(self) -> Iterator[ColumnElement[bool]]:
        """Put what it asks of statements, judged or not, as conditions on REVIEW."""
        if self.party is not None:
            yield ranks.party == self.party
        if self.document is not None:
            yield ranks.document == self.document
        if self.doubt is not None:
            yield ranks.doubts.bitwise_and(int(self.doubt)) != 0
        if self.concept is not None:
            codes = STATEMENTS.lists["codes"].table.c
            yield ranks.statement.in_(select(codes.statement).where(codes.concept == self.concept))

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Put the filter as conditions on REVIEW."""
        yield from self.narrowing()
        judged = select(JUDGED.c.statement)
        if self.second_by is None:
            yield ~judged.where(JUDGED.c.statement == ranks.statement).exists()
            return
        # Each of the two is looked up once and not again for every row.
        joined = JUDGED.c.judgement == JUDGEMENTS.table.c.id
        by = judged.join_from(JUDGED, JUDGEMENTS.table, joined)
        yield ranks.statement.in_(judged)
        yield ranks.statement.not_in(by.where(JUDGEMENTS.table.c.author == self.second_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQueue:
    """A part of the queue.

    Attributes:
        filter: Which statements are wanted.
        after: The cursor of the statement before. None: from the beginning.
        limit: How many at most.
        backward: Whether those before the cursor are wanted, the nearest first.
        count: Whether all that are wanted are counted.
    """

    filter: ReviewFilter = field(default_factory=ReviewFilter)
    after: str | None = None
    limit: int = 50
    backward: bool = False
    count: bool = False

    def run(self, connection: Connection) -> Listed[Ranked]:
        """Give the part.

        Raises:
            QueryError: The cursor is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        wanted: Select[Any] = select(REVIEW).where(*self.filter.conditions())
        key = page.key(float, str)
        paged = wanted.where(_beyond(key, self.backward)) if key is not None else wanted
        order = (ranks.rank, ranks.statement.desc()) if self.backward else _ORDER
        rows = connection.execute(paged.order_by(*order).limit(self.limit + 1)).all()
        found, last = cut(rows, self.limit)
        items = tuple(_ranked(row) for row in found)
        return Listed(
            items=items,
            next=items[-1].cursor if last else None,
            total=self._count(connection, wanted) if self.count else None,
        )

    def _count(self, connection: Connection, wanted: Select[Any]) -> int | None:
        """Count all that are wanted: of the tally those that are judged are taken away."""
        asked = self.filter
        if any(one is not None for one in (asked.concept, asked.document, asked.second_by)):
            return count(connection, wanted.with_only_columns(ranks.rank))
        there = tallied(connection, asked.party, asked.doubt)
        judged = select(func.count(JUDGED.c.statement.distinct())).join(
            REVIEW, ranks.statement == JUDGED.c.statement
        )
        done = connection.scalar(judged.where(*asked.narrowing())) or 0
        return there - done


def tallied(connection: Connection, party: str | None = None, doubt: Doubts | None = None) -> int:
    """Count ranked statements, judged or not, of a party and with a field in doubt."""
    wanted = select(REVIEW_TALLIES.c.doubts, REVIEW_TALLIES.c.number)
    if party is not None:
        wanted = wanted.where(REVIEW_TALLIES.c.party == party)
    rows = connection.execute(wanted).all()
    return sum(number for doubts, number in rows if doubt is None or int(doubts) & doubt)


_ORDER = ranks.rank.desc(), ranks.statement


def _beyond(key: Key, backward: bool) -> ColumnElement[bool]:
    """Make the condition that a row comes behind a key, or before it."""
    rank, statement = key
    if backward:
        near = (ranks.rank == rank) & (ranks.statement < statement)
        return (ranks.rank >= rank) & or_(ranks.rank > rank, near)
    near = (ranks.rank == rank) & (ranks.statement > statement)
    return (ranks.rank <= rank) & or_(ranks.rank < rank, near)


def _ranked(row: Row[Any]) -> Ranked:
    return Ranked(
        statement=row.statement,
        document=row.document,
        rank=row.rank,
        doubts=Doubts(row.doubts),
        reasons=Reasons(row.reasons),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RankOf:
    """The place of one statement in the queue, whether it is judged or not.

    Attributes:
        statement: Its id.
    """

    statement: str

    def run(self, connection: Connection) -> Ranked | None:
        """Give its place. None: there is no such statement, or it has not been ranked yet."""
        row = connection.execute(select(REVIEW).where(ranks.statement == self.statement)).first()
        return _ranked(row) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCount:
    """How many statements nobody has judged yet, and how many somebody has."""

    def run(self, connection: Connection) -> tuple[int, int]:
        """Give both numbers."""
        judged = select(JUDGED.c.statement).distinct()
        known = ranks.statement.in_(judged)
        done = connection.scalar(select(func.count()).select_from(REVIEW).where(known)) or 0
        return tallied(connection) - done, done


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What has become of a statement that was judged: other spans, several parts, one of a merge.

    Attributes:
        statement: Its id at the time.
    """

    statement: str

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids of the statements that stand in its place; none if it was rejected."""
        about = select(JUDGEMENTS.table.c.id).where(JUDGEMENTS.table.c.target == self.statement)
        there = STATEMENTS.table.c
        mine = JUDGED.c.judgement.in_(about) | (JUDGED.c.machine == self.statement)
        now = select(JUDGED.c.statement).where(mine)
        found = select(there.id).where(there.id.in_(now)).order_by(there.begins, there.id)
        return tuple(connection.scalars(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementsAbout:
    """The judgements about a statement, by the id that it had or has, with their withdrawals.

    Attributes:
        statement: The id.
    """

    statement: str

    def run(self, connection: Connection) -> tuple[Judgement, ...]:
        """Give them, the newest first."""
        table = JUDGEMENTS.table.c
        found = set(connection.scalars(select(table.id).where(table.target == self.statement)))
        at = JUDGED.c.statement == self.statement
        found |= set(connection.scalars(select(JUDGED.c.judgement).where(at)))
        for batch in batched(sorted(found)):
            found |= set(connection.scalars(select(table.id).where(table.target.in_(batch))))
        judgements = JUDGEMENTS.load(connection, sorted(found))
        return tuple(sorted(judgements, key=lambda one: one.order, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Who has decided anything."""

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the names in order."""
        author = JUDGEMENTS.table.c.author
        return tuple(connection.scalars(select(author).distinct().order_by(author)))
