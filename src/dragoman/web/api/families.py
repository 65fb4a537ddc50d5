"""Families: documents that carry one text, what each leaves out, and versions of an address."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.families import (
    ComparisonsOf,
    FamilyById,
    FamilyHead,
    FamilyList,
    KinshipsAmong,
    VersionsOf,
)
from dragoman.store.queries.paging import Listed
from dragoman.web.api.given import AtHere, Given, Here, Paged, Part, Place
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Documents"], route_class=ConditionalRoute)


class FamilyInList(Paged):
    """Documents that carry one text."""

    id: str = Field(description="Digest of its first document.")
    documents: list[str] = Field(description="Ids, the earliest first, the undated last.")
    outlets: int = Field(description="How many known outlets carry it.")
    last_on: str | None = Field(description="ISO 8601 day of its newest document. null: none.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("families", self.id)


class Families(Part[FamilyInList]):
    """A part of a list of families."""


class Kinship(Given):
    """Two documents of which one has words of the other, or both have those of a third."""

    shorter: str = Field(description="Id of the document with fewer words.")
    longer: str = Field(description="Id of the other.")
    likeness: record.Likeness
    jaccard: float = Field(description="Share of all their runs of words that both have.")
    containment: float = Field(description="Share of the shorter one's that the longer one has.")


class TextDifference(Given):
    """A passage that one of two documents lacks, or has in other words."""

    kind: record.DifferenceKind
    was: Place | None = Field(description="In the document compared with. null: it was added.")
    now: Place | None = Field(description="In the document. null: it was dropped.")


class TextComparison(Given):
    """What a document left out, added and changed, against another one."""

    document: str = Field(description="Its id.")
    against: str = Field(description="Id of what it is compared with.")
    kept: float = Field(description="Share of the other one's words that it has as they were.")
    differences: list[TextDifference] = Field(description="In the order of the document.")


class Family(Paged):
    """Documents that carry one text, with what differs between them."""

    id: str = Field(description="Digest of its first document.")
    documents: list[str] = Field(description="Ids, the earliest first, the undated last.")
    kinships: list[Kinship] = Field(description="How they are alike, two by two, where measured.")
    comparisons: list[TextComparison] = Field(
        description="Each against the first; who has the same words is left out."
    )

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("families", self.id)


class Versions(Given):
    """The texts that stood at one address, in their order."""

    id: str = Field(description="Digest of the address.")
    address: str = Field(description="Without what does not lead to another page.")
    documents: list[str] = Field(description="Ids, the earliest first.")
    comparisons: list[TextComparison] = Field(description="Each version against the one before.")


class FamiliesAsked(Asked):
    """Which families are wanted."""

    outlet: Name = Field(None, description="An outlet that carries them.")
    across: bool = Field(False, description="Only those that several outlets carry.")
    since: Day = Field(None, description="Only those with a document of this day or later.")
    until: Day = Field(None, description="Only those without a document after this day.")


@router.get("/families", summary="List families")
def list_families(
    asked: Annotated[FamiliesAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Families:
    """Documents that carry one text, those with the newest documents first."""
    found = desk.view.ask(
        FamilyList(
            outlet=asked.outlet,
            across=asked.across,
            since=iso(asked.since),
            until=iso(asked.until),
            **asked.page,
        )
    )
    items = tuple(_in_list(head, at) for head in found.items)
    return part_of(Families, Listed(items=items, next=found.next, total=found.total), at, response)


def _in_list(head: FamilyHead, at: Here) -> FamilyInList:
    told = {"id": head.family.id, "documents": head.family.documents}
    return FamilyInList.made(told | {"outlets": head.outlets, "last_on": head.last_on}, at)


@router.get("/families/{id}", summary="Give a family", responses=problems(404))
def give_family(id: Id, desk: AtDesk, at: AtHere) -> Family:  # noqa: A002
    """One family, with what each member leaves out, adds and changes against the first."""
    if (found := desk.view.ask(FamilyById(id=id))) is None:
        raise HTTPException(
            404, f"There is no family {id!r}. Families get new ids when earlier copies come."
        )
    first = found.documents[:1]
    told = {
        "id": found.id,
        "documents": found.documents,
        "kinships": desk.view.ask(KinshipsAmong(documents=found.documents)),
        "comparisons": desk.view.ask(ComparisonsOf(documents=found.documents, against=first)),
    }
    return Family.made(told, at)


@router.get(
    "/documents/{id}/versions", summary="Give the versions of a document", responses=problems(404)
)
def give_versions(id: Id, desk: AtDesk) -> Versions:  # noqa: A002
    """The texts that stood at its address, with what changed from each to the next."""
    found = desk.view.ask(VersionsOf(documents=(id,)))
    if not found:
        raise HTTPException(404, f"There is no other version of a document {id!r}.")
    versions = found[0]
    ids = versions.documents
    compared = desk.view.ask(ComparisonsOf(documents=ids[1:], against=ids))
    before = dict(zip(ids[1:], ids, strict=False))
    return Versions.made(
        {
            "id": versions.id,
            "address": versions.address,
            "documents": ids,
            "comparisons": [c for c in compared if c.against == before[c.document]],
        }
    )
