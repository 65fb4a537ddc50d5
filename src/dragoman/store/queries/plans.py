"""Plans: a page of those that are wanted."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from dragoman.record import Plan
from dragoman.store.queries.ordering import Page, by_day, listed
from dragoman.store.queries.paging import Listed
from dragoman.store.tables import DOCUMENTS, PLANS

plans, documents = PLANS.table.c, DOCUMENTS.table.c
terms = PLANS.lists["terms"].table.c
codes = PLANS.lists["terms"].lists["codes"].table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanList:
    """A page of plans, the newest first, the undated last.

    Attributes:
        by: Only those that this party puts forward. None: all.
        document: Only those of which a term is in this document. None: all.
        concept: Only those of which a term bears on this concept. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    by: str | None = None
    document: str | None = None
    concept: str | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Plan]:
        """Give the page.

        Raises:
            QueryError: The cursor is malformed.
        """
        wanted: Select[Any] = select(plans.id)
        if self.by is not None:
            wanted = wanted.where(plans.by == self.by)
        if self.document is not None:
            told = select(terms.plan).where(terms.evidence_document == self.document)
            wanted = wanted.where(plans.id.in_(told))
        if self.concept is not None:
            coded = select(codes.plan).where(codes.concept == self.concept)
            wanted = wanted.where(plans.id.in_(coded))
        page = Page(after=self.after, limit=self.limit)
        keys = by_day(connection, wanted, plans.date, [plans.name, plans.id], page)
        return listed(connection, PLANS, keys, wanted if self.count else None)


class PlanPlace(NamedTuple):
    """A document in which terms of a plan stand.

    Attributes:
        plan: Id of the plan.
        document: Id of the document.
        day: ISO day by which it was published. None: it has no place in time.
        outlet: Who published it. None: not known.
    """

    plan: str
    document: str
    day: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPlaces:
    """Where the terms of all plans stand."""

    def run(self, connection: Connection) -> tuple[PlanPlace, ...]:
        """Give each document of each plan once, by plan and document."""
        # Each document is looked up once: a plan has most of its terms from one.
        place = select(terms.plan, terms.evidence_document).distinct().subquery()
        wanted: Select[Any] = select(*place.c, documents.day, documents.outlet).join_from(
            place, DOCUMENTS.table, documents.id == place.c.evidence_document
        )
        rows = connection.execute(wanted.order_by(*place.c)).all()
        return tuple(map(PlanPlace._make, rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanById:
    """One plan.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Plan | None:
        """Give the plan. None: there is none of this id."""
        return next(iter(PLANS.load(connection, [self.id])), None)
