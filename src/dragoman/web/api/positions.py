"""Positions: the matrix as of a day, a cell with what it rests on, and shifts."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.positions import CellBases, ShiftById, ShiftsFound
from dragoman.web.api.given import AtHere, Given, Here, Paged, Part, Place, Span
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.positions import steps_on

router = APIRouter(tags=["Positions"], route_class=ConditionalRoute)


class Position(Paged):
    """What a party holds on a concept, as of a day."""

    party: str = Field(description="The party.", examples=["Russia"])
    concept: str = Field(description="Id of the concept.", examples=["ceasefire"])
    on: str | None = Field(
        description="The day since which it holds; 0001-01-01 as far back as is asked. null: it "
        "rests on undated statements alone, or nothing is known."
    )
    holding: record.Holding = Field(description="silent is a value: it has not spoken itself.")
    stance: record.Stance | None = Field(description="null: mixed or silent.")
    origins: int = Field(description="How many independent ways lead to what it rests on.")
    conditions: list[Place] = Field(description="What the stance hangs on, the newest first.")
    newest: str | None = Field(description="Id of the newest of its own statements.")
    newest_on: str | None = Field(description="The day of it, from which its age counts.")
    statements: int = Field(description="How many bear on it, those of others about it included.")
    confidence: float | None = Field(
        description="How likely the codes of what it holds are right. null: it holds nothing, or "
        "the record has not been run since this is kept."
    )

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("positions", self.party, self.concept)


class Positions(Given):
    """The matrix: every position of which something is known."""

    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    items: list[Position] = Field(description="By party and concept.")


class Basis(Given):
    """A code of a statement as it bears on a party's position."""

    statement: str = Field(description="Id of the statement.")
    document: str = Field(description="Id of its document.")
    stance: record.Stance
    condition: Span | None
    standing: record.Standing = Field(description="The party's own words, or why they are not.")
    teller: str | None = Field(description="Who tells it, if that is why.")
    level: record.Level = Field(description="How high its speaker stands.")
    told: str | None = Field(description="When it was made, as known: a day, a month, a range.")
    basis: record.DayBasis = Field(description="What that was taken from.")
    on: str | None = Field(description="The day by which it was made. null: no place in time.")
    confidence: float | None = Field(description="How likely its code is right. null: as above.")


class Cell(Part[Basis]):
    """What a party holds on a concept, and a part of what that rests on, the newest first."""

    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    position: Position


class Shift(Paged):
    """A change of a party's position on a concept."""

    id: str = Field(description="Digest of party, concept, day and kind.")
    party: str = Field(description="The party.")
    concept: str = Field(description="Id of the concept.")
    kind: record.ShiftKind
    on: str = Field(description="The day of the statements that brought it.")
    before_holding: record.Holding
    before_stance: record.Stance | None
    after_holding: record.Holding
    after_stance: record.Stance | None
    conditions: list[Place] = Field(description="What the new position hangs on.")
    by: list[str] = Field(description="Ids of the statements that brought it.")
    backing: list[str] = Field(description="Ids of all that bear it out, these included.")
    origins: int = Field(description="How many independent ways lead to them.")
    ground: record.Ground = Field(description="What evidences it.")
    evidenced_on: str | None = Field(
        description="The day since which it is. null: a single report, or unsure codes."
    )
    confidence: float | None = Field(
        description="How likely the codes that tell it are right. null: as for a position."
    )

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("positions", self.party, self.concept)


class Shifts(Part[Shift]):
    """A part of a list of shifts."""


class MatrixAsked(BaseModel):
    """Which positions are wanted."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day = Field(None, description="What is not known to be said by then does not count.")
    party: Name = Field(None, description="Only of this party.", examples=["Russia"])
    concept: Name = Field(None, description="Only on this concept.")


class CellAsked(Asked):
    """What of a cell is wanted."""

    as_of: Day = Field(None, description="What is not known to be said by then does not count.")
    standing: record.Standing | None = Field(None, description="Only statements of this standing.")


class ShiftsAsked(Asked):
    """Which shifts are wanted."""

    party: Name = Field(None, description="Only of this party.")
    concept: Name = Field(None, description="Only on this concept.")
    kind: record.ShiftKind | None = Field(None, description="Only of this kind.")
    ground: record.Ground | None = Field(None, description="Only with this evidence.")
    since: Day = Field(None, description="The first day.")
    until: Day = Field(None, description="The last day.")


@router.get("/positions", summary="Give the matrix")
def give_matrix(asked: Annotated[MatrixAsked, Query()], desk: AtDesk, at: AtHere) -> Positions:
    """What each party holds on each concept, as of a day; all at once."""
    as_of = iso(asked.as_of)
    steps = [
        step
        for (party, concept), step in steps_on(desk, as_of).items()
        if asked.party in (None, party) and asked.concept in (None, concept)
    ]
    return Positions.made({"as_of": as_of, "items": steps}, at)


@router.get("/positions/{party:path}/{concept}", summary="Give a position", responses=problems(404))
def give_position(
    party: Annotated[str, Path(description="Name of the party.", examples=["Russia"])],
    concept: Annotated[str, Path(description="Id of the concept.", examples=["ceasefire"])],
    asked: Annotated[CellAsked, Query()],
    desk: AtDesk,
    at: AtHere,
    response: Response,
) -> Cell:
    """What a party holds on a concept, with the statements that bear on it."""
    as_of = iso(asked.as_of)
    known = desk.codebook is not None and desk.codebook.concept(concept) is not None
    step = steps_on(desk, as_of).get((party, concept))
    if desk.sign(party) is None or not (known or step):
        raise HTTPException(
            404, f"There is no position of {party!r} on {concept!r}; /api/v1/positions lists all."
        )
    found = desk.view.ask(
        CellBases(party=party, concept=concept, as_of=as_of, standing=asked.standing, **asked.page)
    )
    position = step or silent(party, concept)
    return _cell(part_of(Part[Basis], found, at, response), position, as_of, at)


def _cell(part: Part[Basis], position: record.PositionStep, as_of: str | None, at: Here) -> Cell:
    held = Position.made(position, at)
    return Cell(items=part.items, next=part.next, total=part.total, as_of=as_of, position=held)


def silent(party: str, concept: str) -> record.PositionStep:
    """Give what is held where nothing at all is known."""
    return record.PositionStep(
        party=party,
        concept=concept,
        on=None,
        holding=record.Holding.SILENT,
        stance=None,
        origins=0,
        newest=None,
        newest_on=None,
        statements=0,
    )


@router.get("/shifts", summary="List shifts")
def list_shifts(
    asked: Annotated[ShiftsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Shifts:
    """Changes of positions, the newest first."""
    found = desk.view.ask(
        ShiftsFound(
            party=asked.party,
            concept=asked.concept,
            kinds=(asked.kind,) if asked.kind else (),
            grounds=(asked.ground,) if asked.ground else (),
            since=iso(asked.since),
            until=iso(asked.until),
            **asked.page,
        )
    )
    return part_of(Shifts, found, at, response)


@router.get("/shifts/{id}", summary="Give a shift", responses=problems(404))
def give_shift(id: Id, desk: AtDesk, at: AtHere) -> Shift:  # noqa: A002
    """One shift with the statements that brought it."""
    if (found := desk.view.ask(ShiftById(id=id))) is None:
        raise HTTPException(404, f"There is no shift {id!r}. A newer run may have moved it.")
    return Shift.made(found, at)
