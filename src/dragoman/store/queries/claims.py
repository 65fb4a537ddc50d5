"""Claims: a page of those that are wanted, and which claims statements bear on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from dragoman.record import Claim, ClaimStatus
from dragoman.store.bearing import MOST_DISPUTED
from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import CLAIM_SUBJECTS, CONCEPT, EVERYTHING, PARTY, SPEAKER
from dragoman.store.queries.ordering import Keys, Page, by_day, listed
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import CLAIMS, STATEMENTS

claims, statements = CLAIMS.table.c, STATEMENTS.table.c
rests_on = CLAIMS.lists["statements"].table.c
subjects = CLAIM_SUBJECTS.c


class ClaimOrder(StrEnum):
    """What a list of claims is ordered by.

    NEWEST: those with the newest statements first, the undated last. DISPUTED: what is contested,
    then what is denied, not denied, confirmed, asserted; of these those of most origins first, then
    the newest.
    """

    NEWEST = "newest"
    DISPUTED = "disputed"


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
            keys = _disputed(connection, wanted, page)
        else:
            keys = by_day(connection, wanted, subjects.day, [subjects.claim], page)
        return listed(connection, CLAIMS, keys, wanted if self.count else None)

    def _wanted(self) -> Select[Any]:
        """Choose claims where those that bear on a thing lie in the order of both lists."""
        kinds = (SPEAKER, self.speaker), (CONCEPT, self.concept), (PARTY, self.party)
        mine = [kind + value for kind, value in kinds if value is not None]
        wanted: Select[Any] = select(subjects.claim)
        wanted = wanted.where(subjects.subject == (mine[0] if mine else EVERYTHING))
        for other in mine[1:]:
            also = CLAIM_SUBJECTS.alias().c
            there = exists().where(also.claim == subjects.claim, also.subject == other)
            wanted = wanted.where(there)
        if self.status is not None:
            wanted = wanted.where(subjects.dispute == MOST_DISPUTED.index(self.status))
        if self.since is not None:
            wanted = wanted.where(subjects.day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(subjects.first_day <= last_of(self.until))
        return self._looked_up(wanted)

    def _looked_up(self, wanted: Select[Any]) -> Select[Any]:
        """Narrow the claims by what does not lie beside them."""
        if self.text is not None:
            called = exists().where(claims.id == subjects.claim)
            wanted = wanted.where(called.where(claims.text.icontains(self.text, autoescape=True)))
        if self.figures is not None:
            told = CLAIMS.lists["figures"].table.c
            with_figures = exists().where(told.claim == subjects.claim)
            wanted = wanted.where(with_figures if self.figures else ~with_figures)
        if self.statement is not None:
            borne = select(rests_on.claim).where(rests_on.value == self.statement)
            wanted = wanted.where(subjects.claim.in_(borne))
        if self.document is not None:
            inside = select(statements.id).where(statements.document == self.document)
            borne = select(rests_on.claim).where(rests_on.value.in_(inside))
            wanted = wanted.where(subjects.claim.in_(borne))
        return wanted


def _disputed(connection: Connection, wanted: Select[Any], page: Page) -> Keys:
    """Give the ids of a page, the most disputed first.

    One question for each status: the index of disputes gives its first rows at once.
    """
    key = page.key(int, int, str, str)
    rank, *behind = key or (0,)
    found: list[tuple[Any, ...]] = []
    order = subjects.origins.desc(), subjects.newest.desc(), subjects.claim
    for dispute in range(max(0, int(rank or 0)), len(MOST_DISPUTED)):
        keys = wanted.with_only_columns(
            subjects.dispute, -subjects.origins, subjects.newest, subjects.claim
        ).where(subjects.dispute == dispute)
        if behind and dispute == rank:
            keys = keys.where(_behind(*behind))
        keys = keys.order_by(*order).limit(page.limit + 1 - len(found))
        found += [tuple(row) for row in connection.execute(keys)]
        if len(found) > page.limit:
            break
    rows, last = cut(found, page.limit)
    return [row[-1] for row in rows], cursor_of(last) if last is not None else None


def _behind(fewer: Any, newest: Any, id_: Any) -> ColumnElement[bool]:
    """Make the condition that a claim comes behind a key, among those of one status."""
    origins = -fewer
    older = or_(subjects.newest < newest, and_(subjects.newest == newest, subjects.claim > id_))
    return and_(subjects.origins <= origins, or_(subjects.origins < origins, older))


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
        wanted = select(subjects.dispute, func.count()).where(subjects.subject == EVERYTHING)
        rows = connection.execute(wanted.group_by(subjects.dispute))
        found = {MOST_DISPUTED[dispute]: number for dispute, number in rows}
        return tuple((status, found[status]) for status in ClaimStatus if status in found)
