"""Packages: which exchanges the parties have stated, as a picture and as a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.footing import Footing
from dragoman.analysis.packages import Form, Matter, Package, Packages, Stated
from dragoman.record import Holding, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.days import HasStatements
from dragoman.store.queries.written import Part
from dragoman.web.asking import Day, Words, iso
from dragoman.web.choices import ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.exchanges import packages_found
from dragoman.web.holdings import ConditionLine, Sign, sign_of
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.agreement import sign_for
from dragoman.web.pages.package_picture import PackagePicture, picture_of
from dragoman.web.rendering import render

SHOWN = 3
"""Statements that a row shows; the others are counted."""

MOST_UNPLACED = 60
"""Conditions without a place that the page lists; `dragoman packages --unplaced` lists all."""

MEANT = {
    Form.OFFER: "holds it if the other comes",
    Form.DEMAND: "refuses it unless the other comes",
    Form.PRESSURE: "holds to it as long as the other does not come",
    Form.REFUSAL: "refuses it if the other comes",
}

Lines = Mapping[str, StatementLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A concept with a stance: its id, its proposition, a short name, and the stance's sign."""

    concept: str
    text: str
    name: str
    sign: Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """A statement that links two matters, with its condition, and whether that is doubtful."""

    line: StatementLine
    condition: ConditionLine
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLine:
    """A package ready to be shown.

    Attributes:
        party: Name of the party, for its address.
        sign: Its mark.
        form: Offer, demand, pressure or refusal.
        meaning: What that means.
        joins: The word between the two matters: if, or unless.
        held: What it holds or refuses.
        other: What that hangs on.
        origins: How many independent ways lead to its own statements.
        doubtful: Whether all that is behind it is doubtful.
        stated: Its own statements, the newest first, SHOWN at most.
        more: How many more of its own there are.
        reported: What others tell of it.
    """

    party: str
    sign: PartySign
    form: str
    meaning: str
    joins: str
    held: MatterLine
    other: MatterLine
    origins: int
    doubtful: bool
    stated: tuple[StatedLine, ...]
    more: int
    reported: tuple[StatedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedGroup:
    """Conditions that link no two concepts: why, how many, and the newest of them."""

    why: str
    number: int
    stated: tuple[StatedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagesPage:
    """What the page shows.

    Attributes:
        title: What it is called.
        party: The party that is asked for. None: all.
        choices: The parties that can be chosen.
        as_of: The day. None: all that is in the record counts.
        lines: The packages, those with most statements first.
        fits: Numbers of lines, from 0, of which each gives what the other wants for it.
        picture: The same as a picture. None: there is nothing to draw.
        unplaced: What links no two concepts.
        older: How many older codes with a condition were not looked at.
        read: Whether the record has any statement.
    """

    title: str
    party: str | None
    choices: tuple[ChoiceGroup, ...]
    as_of: str | None
    lines: tuple[PackageLine, ...]
    fits: tuple[tuple[int, int], ...]
    picture: PackagePicture | None
    unplaced: tuple[UnplacedGroup, ...]
    older: int
    read: bool


router = APIRouter()


@router.get("/packages", response_class=HTMLResponse)
def packages(
    request: Request,
    desk: AtDesk,
    party: Words = None,
    as_of: Day = None,
) -> HTMLResponse:
    """Show which exchanges the parties have stated."""
    page = build_packages(desk, party, as_of=iso(as_of))
    return render(request, "packages.html.j2", page)


def build_packages(
    desk: Desk, party: str | None = None, *, as_of: str | None = None
) -> PackagesPage:
    """Build the page.

    Raises:
        HTTPException: The record knows no party of this name.
    """
    if party is not None and party not in desk.signs:
        raise HTTPException(404, f"No party is called {party}. Choose one of the list.")
    found, older = packages_found(desk, party, as_of)
    lines = _lines(desk, found)
    shown = tuple(_package(desk, package, lines) for package in found.packages)
    place = {id(package): number for number, package in enumerate(found.packages)}
    name = shown_in_line(party) if party else ""
    return PackagesPage(
        title=f"Packages: exchanges that {name} has stated" if name else "Packages: exchanges",
        party=party,
        choices=party_choices(desk),
        as_of=as_of,
        lines=shown,
        fits=tuple((place[id(one)], place[id(other)]) for one, other in found.fits),
        picture=picture_of([line for line in shown if line.stated]),
        unplaced=tuple(_unplaced(found, lines)),
        older=older,
        read=desk.ask(HasStatements(), Part.STATEMENTS),
    )


def _lines(desk: Desk, found: Packages[Footing]) -> Lines:
    """Make the lines of all statements that the page shows."""
    wanted = [
        one.statement
        for package in found.packages
        for one in (*package.stated[:SHOWN], *package.reported[:SHOWN])
    ]
    wanted += [one.statement for one in found.unplaced[:MOST_UNPLACED]]
    once = {statement.id: statement for statement in wanted}
    return {line.id: line for line in build_lines(desk, tuple(once.values()))}


def _package(desk: Desk, package: Package[Footing], lines: Lines) -> PackageLine:
    return PackageLine(
        party=package.party,
        sign=sign_for(desk, package.party),
        form=package.form.value,
        meaning=MEANT[package.form],
        joins=package.form.joins,
        held=_matter(desk, package.held),
        other=_matter(desk, package.other),
        origins=package.origins,
        doubtful=package.doubtful,
        stated=_stated(package.stated[:SHOWN], lines),
        more=max(0, len(package.stated) - SHOWN),
        reported=_stated(package.reported[:SHOWN], lines),
    )


def _matter(desk: Desk, matter: Matter) -> MatterLine:
    concept, stance = matter
    holding = Holding.SUPPORT if stance is Stance.SUPPORT else Holding.OPPOSE
    return MatterLine(
        concept=concept,
        text=shown_in_line(desk.concept_text(concept)),
        name=concept.replace("-", " "),
        sign=sign_of(holding, stance),
    )


def _stated(stated: Iterable[Stated[Footing]], lines: Lines) -> tuple[StatedLine, ...]:
    return tuple(
        StatedLine(
            line=lines[one.statement.id],
            condition=_condition(one.statement.document, one),
            doubtful=one.doubtful,
        )
        for one in stated
    )


def _condition(document: str, one: Stated[Footing]) -> ConditionLine:
    span = one.condition
    return ConditionLine(
        words=shown_in_line(span.text), document=document, start=span.start, end=span.end
    )


def _unplaced(found: Packages[Footing], lines: Lines) -> Iterable[UnplacedGroup]:
    groups: defaultdict[str, list[StatedLine]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    for number, one in enumerate(found.unplaced):
        counts[one.lack.value] += 1
        if number < MOST_UNPLACED:
            span = one.condition
            condition = ConditionLine(
                words=shown_in_line(span.text),
                document=one.statement.document,
                start=span.start,
                end=span.end,
            )
            groups[one.lack.value].append(
                StatedLine(line=lines[one.statement.id], condition=condition, doubtful=False)
            )
    for why, number in sorted(counts.items(), key=lambda item: -item[1]):
        yield UnplacedGroup(why=why, number=number, stated=tuple(groups[why]))
