"""Agreement: on what parties agree, dispute, set conditions or keep silent, as of a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.drafts import near_names
from dragoman.analysis.zones import Zone, zone_of
from dragoman.record import Holding, PositionStep
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.days import HasStatements
from dragoman.store.queries.written import Part
from dragoman.web.asking import Day, iso
from dragoman.web.choices import ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import SILENT, ConditionLine, Sign, conditions_of, dealt, sign_of
from dragoman.web.pages.positions import Steps, concepts_in_order, steps_on
from dragoman.web.rendering import render

MOST_PARTIES = 4
"""Parties that are put side by side; of five hardly a concept is known of all."""

MEANT = {
    Zone.DISPUTED: "at least two hold opposite stances",
    Zone.UNSETTLED: "one holds both stances",
    Zone.CONDITIONAL: "all hold the same, some of them on conditions",
    Zone.AGREED: "all hold the same, without conditions",
    Zone.SILENT: "nothing of its own is known of one of them, and the others do not dispute it",
}
"""What the zones mean, in the order in which they are shown."""

Parties = Annotated[list[str] | None, Query(alias="party", max_length=MOST_PARTIES + 2)]
"""Parties in the address, one after the other; empty ones ask for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCell:
    """What a party holds on a concept.

    Attributes:
        party: Name of the party, for its address.
        sign: What it holds.
        conditions: What that hangs on.
        origins: How many independent ways lead to it; 0 if it is silent.
        newest_on: The day of its newest statement. None: silent, or undated.
        reported: In how many statements others tell of it, if it is silent.
    """

    party: str
    sign: Sign
    conditions: tuple[ConditionLine, ...]
    origins: int
    newest_on: str | None
    reported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRow:
    """A concept in its zone, with a cell for each party."""

    concept: str
    text: str
    issue: str
    cells: tuple[HeldCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneGroup:
    """The concepts of a zone: what it is called, what that means, and its rows."""

    name: str
    meaning: str
    rows: tuple[ZoneRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """What the page shows.

    Attributes:
        title: What it is called.
        parties: The parties that are put side by side.
        chosen: Their names, for the form; empty places are filled up with None.
        choices: The parties that can be chosen.
        as_of: The day. None: all that is in the record counts.
        zones: The zones that have a concept.
        read: Whether the record has any statement.
    """

    title: str
    parties: tuple[PartySign, ...]
    chosen: tuple[str | None, ...]
    choices: tuple[ChoiceGroup, ...]
    as_of: str | None
    zones: tuple[ZoneGroup, ...]
    read: bool


router = APIRouter()


@router.get("/agreement", response_class=HTMLResponse)
def agreement(
    request: Request, desk: AtDesk, parties: Parties = None, as_of: Day = None
) -> HTMLResponse:
    """Show on what parties agree, dispute or keep silent."""
    page = build_agreement(desk, parties or (), as_of=iso(as_of))
    return render(request, "agreement.html.j2", page)


def build_agreement(
    desk: Desk, parties: Sequence[str] = (), *, as_of: str | None = None
) -> AgreementPage:
    """Build the page.

    Args:
        desk: What the request works with.
        parties: Whom to put side by side; none asked for: the first two sides.
        as_of: ISO day. None: all that is in the record counts.

    Raises:
        HTTPException: The record knows no party of this name.
    """
    steps = steps_on(desk, as_of)
    chosen = chosen_parties(desk, parties, steps)
    names = ", ".join(shown_in_line(party) for party in chosen)
    room = (None,) * max(1, min(3, MOST_PARTIES) - len(chosen))
    return AgreementPage(
        title=f"Agreement: {names}" if names else "Agreement",
        parties=tuple(sign_for(desk, party) for party in chosen),
        chosen=(*chosen, *(room if len(chosen) < MOST_PARTIES else ())),
        choices=party_choices(desk),
        as_of=as_of,
        zones=tuple(_zones(desk, chosen, steps)) if len(chosen) > 1 else (),
        read=desk.ask(HasStatements(), Part.STATEMENTS),
    )


def chosen_parties(desk: Desk, asked: Sequence[str], steps: Steps) -> tuple[str, ...]:
    """Give the parties that are asked for, or else the first two sides, or who holds most.

    Raises:
        HTTPException: The record knows no party of this name.
    """
    wanted = tuple(dict.fromkeys(name for name in asked if name.strip()))[:MOST_PARTIES]
    for name in wanted:
        if name not in desk.signs:
            near = ", ".join(near_names(name, tuple(desk.signs)))
            told = f"Near it are: {near}." if near else "Choose one of the list."
            raise HTTPException(404, f"No party is called {name}. {told}")
    if wanted:
        return wanted
    codebook = desk.codebook
    sides = (*desk.dossier.parties, *(codebook.parties if codebook else ()))
    known: dict[str, int] = {}
    for (party, _), step in steps.items():
        known[party] = known.get(party, 0) + (step.newest is not None)
    return tuple(dict.fromkeys((*sides, *dealt(known))))[:2]


def sign_for(desk: Desk, party: str) -> PartySign:
    """Give the mark of a party; a name alone for one that the record does not know."""
    return desk.sign(party) or PartySign(name=shown_in_line(party), mark="", hue="none")


def held_cell(party: str, step: PositionStep | None) -> HeldCell:
    """Put what a party holds into a cell."""
    if step is None:
        return HeldCell(
            party=party, sign=SILENT, conditions=(), origins=0, newest_on=None, reported=0
        )
    silent = step.newest is None
    return HeldCell(
        party=party,
        sign=sign_of(step.holding, step.stance),
        conditions=conditions_of(step.conditions),
        origins=0 if silent else step.origins,
        newest_on=step.newest_on,
        reported=step.reported if silent else 0,
    )


def _zones(desk: Desk, parties: Sequence[str], steps: Steps) -> Iterator[ZoneGroup]:
    rows: dict[Zone, list[ZoneRow]] = {zone: [] for zone in MEANT}
    spoken = {concept for (party, concept), s in steps.items() if party in parties and s.newest}
    for concept, issue in concepts_in_order(desk, spoken):
        held = [steps.get((party, concept)) for party in parties]
        zone = zone_of([(s.holding, s.stance) if s else (Holding.SILENT, None) for s in held])
        rows[zone].append(
            ZoneRow(
                concept=concept,
                text=shown_in_line(desk.concept_text(concept)),
                issue=issue,
                cells=tuple(
                    held_cell(party, step) for party, step in zip(parties, held, strict=True)
                ),
            )
        )
    for zone, meaning in MEANT.items():
        if rows[zone]:
            yield ZoneGroup(name=zone.value, meaning=meaning, rows=tuple(rows[zone]))
