"""Families: lists of them, what their members leave out, and versions of addresses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, or_, select

from dragoman.record import Comparison, Family, Kinship, Versions
from dragoman.store.dates import first_of, last_of
from dragoman.store.family_tables import COMPARISONS, FAMILIES, KINSHIPS, VERSIONS
from dragoman.store.queries.ordering import Page, count
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import DOCUMENTS

documents = DOCUMENTS.table.c
members = FAMILIES.lists["documents"].table.c
versions = VERSIONS.lists["documents"].table.c
kinships, comparisons = KINSHIPS.table.c, COMPARISONS.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyHead:
    """A family in a list.

    Attributes:
        family: The family.
        outlets: How many outlets carry it, those that are not known left out.
        last_on: The ISO day of its newest document. None: none has a day.
    """

    family: Family
    outlets: int
    last_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyList:
    """The families, those with the newest documents first, the undated last.

    Attributes:
        outlet: Only those that it carries.
        across: Only those that more than one outlet carries.
        since: ISO 8601; only those with a document of that day or later.
        until: ISO 8601; only those whose newest document is of that day or earlier.
        after: Cursor of the part before. None: from the beginning.
        limit: How many at most.
        count: Whether to count the whole list.
    """

    outlet: str | None = None
    across: bool = False
    since: str | None = None
    until: str | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[FamilyHead]:
        """Answer with a part of the list.

        Raises:
            QueryError: The cursor, a day or the limit is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        wanted = self._wanted()
        found = wanted.subquery()
        last_on, id_ = func.coalesce(found.c.last_on, ""), found.c.family
        rows = select(id_, found.c.outlets, last_on.label("day")).select_from(found)
        if (key := page.key(str, str)) is not None:
            behind = (last_on == key[0]) & (id_ > key[1])
            rows = rows.where(or_(last_on < key[0], behind))
        rows = rows.order_by(last_on.desc(), id_).limit(self.limit + 1)
        items, last = cut(connection.execute(rows).all(), self.limit)
        loaded = {f.id: f for f in FAMILIES.load(connection, [row.family for row in items])}
        return Listed(
            items=tuple(
                FamilyHead(family=loaded[row.family], outlets=row.outlets, last_on=row.day or None)
                for row in items
            ),
            next=cursor_of((last.day, last.family)) if last is not None else None,
            total=count(connection, wanted if self.count else None),
        )

    def _wanted(self) -> Select[tuple[str, int, str | None]]:
        outlets = func.count(documents.outlet.distinct())
        last_on = func.max(documents.day)
        wanted = (
            select(members.family, outlets.label("outlets"), last_on.label("last_on"))
            .join(DOCUMENTS.table, documents.id == members.value)
            .group_by(members.family)
        )
        if self.outlet is not None:
            carried = select(members.family).join(DOCUMENTS.table, documents.id == members.value)
            wanted = wanted.where(
                members.family.in_(carried.where(documents.outlet == self.outlet))
            )
        if self.across:
            wanted = wanted.having(outlets > 1)
        if self.since is not None:
            wanted = wanted.having(last_on >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.having(last_on <= last_of(self.until))
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyById:
    """One family.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Family | None:
        """Give the family. None: there is none."""
        return next(iter(FAMILIES.load(connection, [self.id])), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliesOf:
    """Which families documents are of.

    Attributes:
        documents: Ids of the documents. None: all.
    """

    documents: tuple[str, ...] | None = None

    def run(self, connection: Connection) -> Mapping[str, str]:
        """Give the ids of the families by document; one without a family is left out."""
        wanted = select(members.value, members.family)
        if self.documents is None:
            return {id_: family for id_, family in connection.execute(wanted)}  # noqa: C416
        found: dict[str, str] = {}
        for batch in batched(self.documents):
            rows = connection.execute(wanted.where(members.value.in_(batch)))
            found |= {id_: family for id_, family in rows}  # noqa: C416
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class KinshipsAmong:
    """How documents are alike, as far as they have been found to be.

    Attributes:
        documents: Ids of the documents.
        beyond: Whether kinships with other documents count too.
    """

    documents: tuple[str, ...]
    beyond: bool = False

    def run(self, connection: Connection) -> tuple[Kinship, ...]:
        """Give the kinships, by id."""
        mine, found = set(self.documents), set()
        for batch in batched(sorted(mine)):
            for one in (kinships.shorter, kinships.longer):
                rows = select(kinships.id, kinships.shorter, kinships.longer).where(one.in_(batch))
                found |= {
                    id_
                    for id_, shorter, longer in connection.execute(rows)
                    if self.beyond or (shorter in mine and longer in mine)
                }
        return tuple(KINSHIPS.load(connection, sorted(found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonsOf:
    """What documents have left out, added and changed.

    Attributes:
        documents: Ids of the documents.
        against: Only what is compared with one of these. None: with any.
    """

    documents: tuple[str, ...]
    against: tuple[str, ...] | None = None

    def run(self, connection: Connection) -> tuple[Comparison, ...]:
        """Give the comparisons, in the order of the documents."""
        found: dict[str, list[str]] = defaultdict(list)
        for batch in batched(dict.fromkeys(self.documents)):
            wanted = select(comparisons.document, comparisons.id, comparisons.against)
            rows = connection.execute(wanted.where(comparisons.document.in_(batch)))
            for document, id_, against in rows:
                if self.against is None or against in self.against:
                    found[document].append(id_)
        ids = [id_ for document in dict.fromkeys(self.documents) for id_ in sorted(found[document])]
        return tuple(COMPARISONS.load(connection, ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsOf:
    """The versions that documents are of.

    Attributes:
        documents: Ids of the documents. None: all versions.
    """

    documents: tuple[str, ...] | None = None

    def run(self, connection: Connection) -> tuple[Versions, ...]:
        """Give the versions, by their addresses."""
        owner = next(iter(VERSIONS.lists["documents"].table.primary_key.columns))
        ids: set[str] = set()
        if self.documents is None:
            ids = set(connection.scalars(select(VERSIONS.table.c.id)))
        else:
            for batch in batched(self.documents):
                ids |= set(connection.scalars(select(owner).where(versions.value.in_(batch))))
        found = VERSIONS.load(connection, sorted(ids))
        return tuple(sorted(found, key=lambda v: v.address))
