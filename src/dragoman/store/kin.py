"""Kin: kinships, families, versions and comparisons in the place of those that were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from dragoman.record import Comparison, Family, Kinship, Versions, digest
from dragoman.store import changes, settling
from dragoman.store.family_tables import COMPARISONS, FAMILIES, KINSHIPS, VERSIONS
from dragoman.store.shapes import batched
from dragoman.store.sketches import Step, mark
from dragoman.store.tables import POSITION_BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindred:
    """What some documents belong to, and what is to be forgotten.

    Attributes:
        documents: Ids of the documents, with all their kin and all of their addresses.
        addresses: Their addresses.
        families: The families that they are of.
        versions: The versions that stood at their addresses.
        gone: Ids of the comparisons between them that nobody needs any more.
    """

    documents: tuple[str, ...]
    addresses: tuple[str, ...]
    families: tuple[Family, ...]
    versions: tuple[Versions, ...]
    gone: tuple[str, ...]


def put_kinships(
    connection: Connection, documents: Sequence[str], kinships: Iterable[Kinship]
) -> None:
    """Add kinships, and note that documents have been compared with all that may be their kin."""
    fresh = {kinship.id: kinship for kinship in kinships}
    for batch in batched(fresh):
        connection.execute(delete(KINSHIPS.table).where(KINSHIPS.table.c.id.in_(batch)))
    changes.insert_records(connection, KINSHIPS, fresh.values())
    mark(connection, documents, Step.COMPARED)


def put_comparisons(connection: Connection, comparisons: Sequence[Comparison]) -> None:
    """Add comparisons, or what they are now.

    Raises:
        SpanError: A passage has other characters.
        StoreError: A document is not there.
    """
    changes.check_spans(connection, comparisons)
    _delete_comparisons(connection, [comparison.id for comparison in comparisons])
    changes.insert_records(connection, COMPARISONS, comparisons)


def put_kindred(connection: Connection, kindred: Kindred) -> None:
    """Put what documents belong to in the place of what they did.

    Positions that rest on a document of another family than before are to be derived anew.
    """
    named = FAMILIES.lists["documents"].table.c
    before = _families_of(connection, kindred.documents)
    after = {id_: family.id for family in kindred.families for id_ in family.documents}
    _unsettle(connection, [id_ for id_ in kindred.documents if before.get(id_) != after.get(id_)])
    for batch in batched(kindred.documents):
        former = select(named.family).where(named.value.in_(batch))
        connection.execute(delete(FAMILIES.table).where(FAMILIES.table.c.id.in_(former)))
    for batch in batched(digest("versions", address) for address in kindred.addresses):
        connection.execute(delete(VERSIONS.table).where(VERSIONS.table.c.id.in_(batch)))
    _delete_comparisons(connection, kindred.gone)
    changes.insert_records(connection, FAMILIES, kindred.families)
    changes.insert_records(connection, VERSIONS, kindred.versions)
    mark(connection, kindred.documents, Step.JOINED)


def _families_of(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    named, found = FAMILIES.lists["documents"].table.c, dict[str, str]()
    for batch in batched(documents):
        rows = connection.execute(select(named.value, named.family).where(named.value.in_(batch)))
        found |= {id_: family for id_, family in rows}  # noqa: C416
    return found


def _unsettle(connection: Connection, documents: Sequence[str]) -> None:
    bases = POSITION_BASES.table.c
    for batch in batched(documents):
        rested = select(bases.document).where(bases.document.in_(batch)).distinct()
        for document in connection.scalars(rested).all():
            settling.unsettle(connection, document)


def _delete_comparisons(connection: Connection, ids: Iterable[str]) -> None:
    for batch in batched(ids):
        connection.execute(delete(COMPARISONS.table).where(COMPARISONS.table.c.id.in_(batch)))
