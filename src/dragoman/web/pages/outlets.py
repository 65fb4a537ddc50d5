"""Outlets: who publishes what the record rests on, and of whom each carries how much."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.origins import fold_name
from dragoman.record import ActorKind, days_between
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.carried import PartiesCarried, PartyCarried
from dragoman.store.queries.documents import OutletCount, OutletCounts, RangesOfOutlet
from dragoman.store.queries.written import Part
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.rendering import render

A_PAGE = 100
SHOWN = 4
"""Parties whose shares a row of the table tells in numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet under all the spellings that the record has of it.

    Attributes:
        key: Its name as it is compared.
        name: The spelling that most of its documents have.
        names: All spellings, that one first.
        documents: How many documents it published.
        statements: How many statements these have.
        first_on: ISO day of the first. None: none has a place in time.
        last_on: That of the last.
    """

    key: str
    name: str
    names: tuple[str, ...]
    documents: int
    statements: int
    first_on: str | None
    last_on: str | None

    @property
    def shown(self) -> str:
        """The name, ready for display."""
        return shown_in_line(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShare:
    """How much of an outlet's statements come from one side.

    Attributes:
        party: The side's name, as the record has it.
        sign: Its mark. None: it has none.
        statements: How many statements.
        percent: Of all its statements, in percent.
        at: Where its part of the bar begins, in percent.
    """

    party: str
    sign: PartySign | None
    statements: int
    percent: float
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """Whose statements an outlet carries.

    Attributes:
        statements: How many it has.
        parties: The sides, the most statements first.
        no_side: Statements of speakers of no side.
        unnamed: Statements of sources without a name, of whatever side.
        unresolved: Statements whose speaker could not be told.
    """

    statements: int
    parties: tuple[PartyShare, ...]
    no_side: int
    unnamed: int
    unresolved: int

    def percent(self, number: int) -> str:
        """Tell a number of its statements in percent."""
        return percent_words(100 * number / self.statements) if self.statements else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet in the table.

    Attributes:
        outlet: The outlet.
        carrying: Whose statements it carries.
        days: Between which days its documents are from, if all are undated. None: nothing tells.
    """

    outlet: Outlet
    carrying: Carrying
    days: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletsPage:
    """What the table of outlets shows.

    Attributes:
        title: What the page is called.
        total: How many outlets are known.
        rows: A part of them.
        next: How many are before the next part. None: this is the last.
        unknown: Documents and statements of which nobody knows the outlet. None: there are none.
        shown: Parties whose shares a row tells in numbers.
    """

    title: str
    total: int
    rows: tuple[OutletRow, ...]
    next: int | None
    unknown: OutletCount | None
    shown: int = SHOWN


router = APIRouter()


@router.get("/outlets", response_class=HTMLResponse)
def outlets(request: Request, desk: AtDesk, after: int = 0) -> HTMLResponse:
    """List the outlets, those with the most documents first."""
    return render(request, "outlets.html.j2", build_outlets(desk, after=after))


def build_outlets(desk: Desk, *, after: int = 0) -> OutletsPage:
    """Build a part of the table of outlets.

    Args:
        desk: What the request works with.
        after: How many outlets are before it.
    """
    known, carried = outlets_of(desk), _carried(desk)
    start = min(max(after, 0), len(known))
    part = tuple(known.values())[start : start + A_PAGE]
    counts = _counts(desk)
    return OutletsPage(
        title="Outlets",
        total=len(known),
        rows=tuple(
            OutletRow(outlet=one, carrying=carried[one.key], days=days_of(desk, one))
            for one in part
        ),
        next=start + A_PAGE if start + A_PAGE < len(known) else None,
        unknown=next((count for count in counts if count.outlet is None), None),
    )


def outlets_of(desk: Desk) -> Mapping[str, Outlet]:
    """Give the outlets by their folded names, those with the most documents first."""

    def make() -> Mapping[str, Outlet]:
        spellings: defaultdict[str, list[OutletCount]] = defaultdict(list)
        for count in _counts(desk):
            if count.outlet is not None:
                spellings[fold_name(count.outlet)].append(count)
        found = [_outlet(key, counts) for key, counts in spellings.items()]
        found.sort(key=lambda outlet: (-outlet.documents, outlet.name.casefold(), outlet.key))
        return {outlet.key: outlet for outlet in found}

    return desk.memo("outlets", make, Part.DOCUMENTS, Part.STATEMENTS)


def _counts(desk: Desk) -> tuple[OutletCount, ...]:
    return desk.ask(OutletCounts(), Part.DOCUMENTS, Part.STATEMENTS)


def _outlet(key: str, counts: Iterable[OutletCount]) -> Outlet:
    ordered = sorted(counts, key=lambda count: (-count.documents, count.outlet or ""))
    firsts = [count.first_day for count in ordered if count.first_day]
    lasts = [count.last_day for count in ordered if count.last_day]
    names = tuple(count.outlet for count in ordered if count.outlet is not None)
    return Outlet(
        key=key,
        name=names[0],
        names=names,
        documents=sum(count.documents for count in ordered),
        statements=sum(count.statements for count in ordered),
        first_on=min(firsts, default=None),
        last_on=max(lasts, default=None),
    )


def days_of(desk: Desk, outlet: Outlet) -> str | None:
    """Tell between which days the documents of an undated outlet are from. None: nothing tells."""
    if outlet.first_on:
        return None
    return days_between(desk.ask(RangesOfOutlet(names=outlet.names), Part.DOCUMENTS))


def carrying_of(desk: Desk, outlet: Outlet) -> Carrying:
    """Give whose statements an outlet carries."""
    return _carrying(desk, desk.ask(PartiesCarried(outlets=outlet.names), Part.STATEMENTS))


def _carried(desk: Desk) -> Mapping[str, Carrying]:
    """Give whose statements each outlet carries, by the outlets' folded names."""

    def make() -> Mapping[str, Carrying]:
        counts: defaultdict[str, list[PartyCarried]] = defaultdict(list)
        for count in desk.view.ask(PartiesCarried()):
            if count.outlet is not None:
                counts[fold_name(count.outlet)].append(count)
        return {key: _carrying(desk, counts[key]) for key in outlets_of(desk)}

    return desk.memo("carrying", make, Part.DOCUMENTS, Part.STATEMENTS)


def _carrying(desk: Desk, counts: Iterable[PartyCarried]) -> Carrying:
    counted = tuple(counts)
    total = sum(count.statements for count in counted)
    sides: Counter[str] = Counter()
    for count in counted:
        if count.party is not None:
            sides[count.party] += count.statements
    shares, at = [], 0.0
    for party, number in sorted(sides.items(), key=lambda item: (-item[1], item[0])):
        percent = 100 * number / total
        shares.append(
            PartyShare(
                party=party, sign=desk.sign(party), statements=number, percent=percent, at=at
            )
        )
        at += percent
    unresolved = sum(count.statements for count in counted if count.kind is None)
    return Carrying(
        statements=total,
        parties=tuple(shares),
        no_side=total - sum(sides.values()) - unresolved,
        unnamed=sum(c.statements for c in counted if c.kind is ActorKind.UNNAMED),
        unresolved=unresolved,
    )


def percent_words(percent: float) -> str:
    """Write a share in percent, one that is not nothing never as nothing."""
    if 0 < percent < 0.5:
        return "<1%"
    return f"{percent:.0f}%"
