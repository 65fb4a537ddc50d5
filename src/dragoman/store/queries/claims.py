"""Claims: a page of those that are wanted, and which claims statements bear on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select, tuple_

from dragoman.record import Claim, ClaimStatus
from dragoman.store.finders import first_of, last_of
from dragoman.store.queries.ordering import Page, by_day, count, listed
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import CLAIMS, STATEMENTS

claims, statements = CLAIMS.table.c, STATEMENTS.table.c
rests_on = CLAIMS.lists["statements"].table.c
codes = STATEMENTS.lists["codes"].table.c


class ClaimOrder(StrEnum):
    """What a list of claims is ordered by.

    NEWEST: those with the newest statements first, the undated last. DISPUTED: what is contested,
    then what is denied, not denied, confirmed, asserted; of these those of most origins first, then
    the newest.
    """

    NEWEST = "newest"
    DISPUTED = "disputed"


MOST_DISPUTED = (
    ClaimStatus.CONTESTED,
    ClaimStatus.DENIED,
    ClaimStatus.NOT_DENIED,
    ClaimStatus.CONFIRMED,
    ClaimStatus.ASSERTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimList:
    """A page of claims.

    Attributes:
        status: Only those that stand so. None: all.
        party: Only those that a statement of this party bears on. None: all.
        concept: Only those of which a statement bears on this concept. None: all.
        document: Only those of which a statement is in this document. None: all.
        statement: Only those that this statement bears on. None: all.
        speaker: Only those that a statement of this actor bears on, by its id. None: all.
        since: ISO 8601: only those with a statement of this day or later.
        until: ISO 8601: only those with a statement of this day or earlier.
        text: Only those whose text has these characters. None: all.
        figures: Only those with figures, or without. None: all.
        order: In which order.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    status: ClaimStatus | None = None
    party: str | None = None
    concept: str | None = None
    document: str | None = None
    statement: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    figures: bool | None = None
    order: ClaimOrder = ClaimOrder.NEWEST
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Claim]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        wanted = self._wanted()
        page = Page(after=self.after, limit=self.limit)
        if self.order is ClaimOrder.DISPUTED:
            return self._most_disputed(connection, wanted, page)
        keys = by_day(connection, wanted, claims.day, [claims.id], page, since=self.since)
        return listed(connection, CLAIMS, keys, wanted if self.count else None)

    def _most_disputed(
        self, connection: Connection, wanted: Select[Any], page: Page
    ) -> Listed[Claim]:
        """Give the page, the most disputed first.

        There are few claims beside statements, so that sorting them all takes milliseconds; and
        whoever sorts all of them has counted them too.
        """
        whole = self.count and page.after is None
        found = connection.execute(_disputed(wanted, page, None if whole else page.limit + 1)).all()
        rows, last = cut(found, page.limit)
        return Listed(
            items=tuple(CLAIMS.load(connection, [row[-1] for row in rows])),
            next=cursor_of(tuple(last)) if last is not None else None,
            total=len(found) if whole else count(connection, wanted if self.count else None),
        )

    def _wanted(self) -> Select[Any]:
        wanted = select(claims.id)
        if self.status is not None:
            wanted = wanted.where(claims.status == self.status.value)
        if self.party is not None:
            joined = rests_on.value == statements.id
            mine = exists().where(rests_on.claim == claims.id, joined)
            wanted = wanted.where(mine.where(statements.party == self.party))
        if self.since is not None:
            wanted = wanted.where(claims.day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(claims.first_day <= last_of(self.until))
        if self.text is not None:
            wanted = wanted.where(claims.text.icontains(self.text, autoescape=True))
        if self.figures is not None:
            told = CLAIMS.lists["figures"].table.c
            with_figures = exists().where(told.claim == claims.id)
            wanted = wanted.where(with_figures if self.figures else ~with_figures)
        return self._of_statements(wanted)

    def _of_statements(self, wanted: Select[Any]) -> Select[Any]:
        """Narrow the claims by what their statements are, of which there are few."""
        found: list[Select[Any]] = []
        if self.statement is not None:
            found.append(select(rests_on.claim).where(rests_on.value == self.statement))
        if self.speaker is not None:
            said = select(statements.id).where(statements.speaker_id == self.speaker)
            found.append(select(rests_on.claim).where(rests_on.value.in_(said)))
        if self.document is not None:
            inside = select(statements.id).where(statements.document == self.document)
            found.append(select(rests_on.claim).where(rests_on.value.in_(inside)))
        if self.concept is not None:
            coded = select(codes.statement).where(codes.concept == self.concept)
            found.append(select(rests_on.claim).where(rests_on.value.in_(coded)))
        for narrower in found:
            wanted = wanted.where(claims.id.in_(narrower))
        return wanted


def _disputed(wanted: Select[Any], page: Page, limit: int | None) -> Select[Any]:
    """Order claims and choose those that a page begins with. No limit: all behind it too."""
    ranks = {status.value: rank for rank, status in enumerate(MOST_DISPUTED)}
    newest = func.coalesce(claims.day, "")
    order = case(ranks, value=claims.status), -claims.origins, newest
    keys = wanted.with_only_columns(*order, claims.id)
    key = page.key(int, int, str, str)
    if key is not None:
        rank, origins, day, id_ = key
        behind = (newest < day) | ((newest == day) & (claims.id > id_))
        same = tuple_(*order[:2]) == tuple_(rank, origins)
        keys = keys.where((tuple_(*order[:2]) > tuple_(rank, origins)) | (same & behind))
    return keys.order_by(*order[:2], newest.desc(), claims.id).limit(limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimById:
    """One claim.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Claim | None:
        """Give the claim. None: there is none of this id."""
        return next(iter(CLAIMS.load(connection, [self.id])), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsOfStatements:
    """Which claims statements bear on.

    Attributes:
        ids: Ids of the statements.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Claim, ...]:
        """Give the claims, ordered by their text."""
        found: set[str] = set()
        for batch in batched(dict.fromkeys(self.ids)):
            borne = select(rests_on.claim).where(rests_on.value.in_(batch))
            found |= set(connection.scalars(borne))
        loaded = CLAIMS.load(connection, sorted(found))
        return tuple(sorted(loaded, key=lambda claim: (claim.text, claim.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCounts:
    """How many claims stand how."""

    def run(self, connection: Connection) -> tuple[tuple[ClaimStatus, int], ...]:
        """Give each status that there is with its claims, in the order of ClaimStatus."""
        wanted = select(claims.status, func.count()).group_by(claims.status)
        found = {status: number for status, number in connection.execute(wanted)}  # noqa: C416
        return tuple((status, found[status]) for status in ClaimStatus if status in found)
