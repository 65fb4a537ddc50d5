"""Families: the list of texts that more than one document carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import days_between
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.documents import DocumentHead, DocumentHeads
from dragoman.store.queries.families import FamilyHead, FamilyList
from dragoman.web.asking import Blank, Day, Words, iso
from dragoman.web.choices import Choice, ChoiceGroup
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.documents import outlet_choices
from dragoman.web.rendering import render

A_PAGE = 50

CARRIERS = (ChoiceGroup(name="", choices=(Choice(value="true", name="several outlets"),)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLine:
    """A family in the list.

    Attributes:
        id: Its id.
        title: What its first document is called.
        documents: How many documents it has.
        outlets: Which outlets carry it, the earliest first.
        last_on: The ISO day of its newest document. None: none has a day.
        days: Between which days they are from, if none has one. None: nothing tells.
    """

    id: str
    title: str
    documents: int
    outlets: tuple[str, ...]
    last_on: str | None
    days: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliesPage:
    """What the list of families shows.

    Attributes:
        title: What the page is called.
        outlet: Only families that this outlet carries. None: all.
        across: Whether only those that several outlets carry.
        since: Only those with a document of this day or later. None: all.
        until: Only those without one after this day. None: all.
        total: How many there are.
        lines: A part of them.
        next: Cursor of the next part. None: this is the last.
        outlets: What may be chosen as outlet.
        carriers: What may be chosen of how many carry it.
    """

    title: str
    outlet: str | None
    across: bool
    since: str | None
    until: str | None
    total: int
    lines: tuple[FamilyLine, ...]
    next: str | None
    outlets: tuple[ChoiceGroup, ...]
    carriers: tuple[ChoiceGroup, ...] = CARRIERS

    @property
    def query(self) -> Mapping[str, str | None]:
        """The filter as it stands in an address."""
        across = "true" if self.across else None
        return {
            "outlet": self.outlet,
            "across": across,
            "since": self.since,
            "until": self.until,
        }


router = APIRouter()


@router.get("/families", response_class=HTMLResponse)
def families(
    request: Request,
    desk: AtDesk,
    outlet: Words = None,
    across: Annotated[bool | None, Blank] = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """List the families, those with the newest documents first."""
    wanted = FamilyList(
        outlet=outlet,
        across=bool(across),
        since=iso(since),
        until=iso(until),
        after=after,
        limit=A_PAGE,
        count=True,
    )
    return render(request, "families.html.j2", build_families(desk, wanted))


def build_families(desk: Desk, wanted: FamilyList) -> FamiliesPage:
    """Build a part of the list of families.

    Raises:
        QueryError: The cursor is none of this list.
    """
    found = desk.view.ask(wanted)
    ids = tuple(id_ for head in found.items for id_ in head.family.documents)
    heads = {head.id: head for head in desk.view.ask(DocumentHeads(ids=ids))}
    return FamiliesPage(
        title="Families",
        outlet=wanted.outlet,
        across=wanted.across,
        since=wanted.since,
        until=wanted.until,
        total=found.total or 0,
        lines=tuple(_line(head, heads) for head in found.items),
        next=found.next,
        outlets=outlet_choices(desk),
    )


def _line(found: FamilyHead, heads: Mapping[str, DocumentHead]) -> FamilyLine:
    members = [heads[id_] for id_ in found.family.documents]
    outlets = dict.fromkeys(shown_in_line(one.outlet) for one in members if one.outlet)
    return FamilyLine(
        id=found.family.id,
        title=shown_in_line(members[0].heading),
        documents=len(members),
        outlets=tuple(outlets),
        last_on=found.last_on,
        days=days_between([one.date_range for one in members]),
    )
