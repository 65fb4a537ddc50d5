"""Kin: what joining documents to families needs to know of those that are there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import DateBasis, Document, PublishedOn
from dragoman.store.family_tables import COMPARISONS, SHINGLE_KEYS, SKETCHES
from dragoman.store.shapes import batched
from dragoman.store.sketches import Step
from dragoman.store.tables import DOCUMENTS

documents, sketches = DOCUMENTS.table.c, SKETCHES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCompare:
    """Documents that have not been compared with all others.

    Attributes:
        limit: How many at most.
    """

    limit: int

    def run(self, connection: Connection) -> tuple[tuple[int, str], ...]:
        """Give the serial numbers and ids, those that came first first."""
        last = select(func.coalesce(func.max(sketches.serial), 0)).scalar_subquery()
        new = select(documents.serial, documents.id).where(documents.serial > last)
        found = list(connection.execute(new.order_by(documents.serial).limit(self.limit)))
        held = select(sketches.serial, sketches.document).where(sketches.step == Step.HELD)
        found += connection.execute(held.order_by(sketches.serial).limit(self.limit))
        return tuple((serial, id_) for serial, id_ in sorted(map(tuple, found))[: self.limit])


@dataclass(frozen=True, slots=True, kw_only=True)
class ToJoin:
    """Documents that have been compared, but are not in their families yet.

    Attributes:
        limit: How many at most.
    """

    limit: int

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids, those that came first first."""
        wanted = select(sketches.document).where(sketches.step == Step.COMPARED)
        return tuple(connection.scalars(wanted.order_by(sketches.serial).limit(self.limit)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDocuments:
    """Documents with their texts; ask for few at a time.

    Attributes:
        ids: Ids of the documents.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Document, ...]:
        """Give the documents in the order of the ids, without those that are not there."""
        return tuple(DOCUMENTS.load(connection, self.ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUnder:
    """Which documents are held under keys.

    Attributes:
        keys: The keys; in ascending order they are found faster.
    """

    keys: Sequence[int]

    def run(self, connection: Connection) -> tuple[tuple[int, int], ...]:
        """Give keys with the serial numbers of documents."""
        table, found = SHINGLE_KEYS.c, []
        for batch in batched(self.keys):
            wanted = select(table.key, table.document).where(table.key.in_(batch))
            found += [(key, serial) for key, serial in connection.execute(wanted)]
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a sketch tells of a document's length and words.

    Attributes:
        document: Its id.
        digest: Fingerprint of its words. None: it has none.
        shingles: How many different shingles it has.
    """

    document: str
    digest: str | None
    shingles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the sketches of documents tell.

    Attributes:
        serials: The serial numbers of the documents.
    """

    serials: Sequence[int]

    def run(self, connection: Connection) -> Mapping[int, Measure]:
        """Give the measures by serial number."""
        found: dict[int, Measure] = {}
        told = (sketches.serial, sketches.document, sketches.digest, sketches.shingles)
        for batch in batched(dict.fromkeys(self.serials)):
            for serial, id_, digest, shingles in connection.execute(
                select(*told).where(sketches.serial.in_(batch))
            ):
                found[serial] = Measure(document=id_, digest=digest, shingles=shingles)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWith:
    """The first documents that have some words.

    Attributes:
        digests: Fingerprints of words.
    """

    digests: Sequence[str]

    def run(self, connection: Connection) -> Mapping[str, int]:
        """Give by fingerprint the serial number of the document that came first."""
        found: dict[str, int] = {}
        first = func.min(sketches.serial)
        for batch in batched(dict.fromkeys(self.digests)):
            wanted = select(sketches.digest, first).where(sketches.digest.in_(batch))
            rows = connection.execute(wanted.group_by(sketches.digest))
            found |= {digest: serial for digest, serial in rows}  # noqa: C416
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A document as families order it.

    Attributes:
        id: Its id.
        name: Its name.
        published: When it was published. None: nothing tells.
        digest: Fingerprint of its words. None: it has none.
        address: Its normalised address. None: not known.
    """

    id: str
    name: str
    published: PublishedOn | None
    digest: str | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDocuments:
    """Documents as families order them.

    Attributes:
        ids: Ids of the documents.
        addresses: Those of these addresses too.
    """

    ids: Sequence[str] = ()
    addresses: Sequence[str] = ()

    def run(self, connection: Connection) -> tuple[Placed, ...]:
        """Give the documents, by id."""
        told = select(
            documents.id,
            documents.name,
            documents.published_value,
            documents.published_basis,
            sketches.digest,
            sketches.address,
        ).join(SKETCHES, sketches.document == documents.id)
        found: dict[str, Placed] = {}
        for column, values in ((documents.id, self.ids), (sketches.address, self.addresses)):
            for batch in batched(dict.fromkeys(values)):
                rows = connection.execute(told.where(column.in_(batch)))
                found |= {row[0]: _placed(*row) for row in rows}
        return tuple(found[id_] for id_ in sorted(found))


def _placed(
    id_: str,
    name: str,
    value: str | None,
    basis: str | None,
    digest: str | None,
    address: str | None,
) -> Placed:
    published = PublishedOn(value=value, basis=DateBasis(basis)) if value and basis else None
    return Placed(id=id_, name=name, published=published, digest=digest, address=address)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPairs:
    """Which comparisons of documents there are.

    Attributes:
        documents: Ids of the documents.
    """

    documents: Sequence[str]

    def run(self, connection: Connection) -> Mapping[str, tuple[str, str]]:
        """Give by id the document and the one it is compared with."""
        return dict(self._rows(connection))

    def _rows(self, connection: Connection) -> Iterator[tuple[str, tuple[str, str]]]:
        table = COMPARISONS.table.c
        for batch in batched(dict.fromkeys(self.documents)):
            wanted = select(table.id, table.document, table.against)
            for id_, document, against in connection.execute(
                wanted.where(table.document.in_(batch))
            ):
                yield id_, (document, against)
