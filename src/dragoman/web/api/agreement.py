"""Agreement: in which zone each concept is between parties, and how far apart two have been."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman import record
from dragoman.analysis.zones import Zone
from dragoman.web.api.given import AtHere, Given
from dragoman.web.api.lists import Day
from dragoman.web.api.positions import Position, silent
from dragoman.web.api.problems import problems
from dragoman.web.asking import LONGEST, iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.agreement import MEANT, MOST_PARTIES, build_agreement
from dragoman.web.pages.distance import PairCourse, build_distance, dated_steps, in_force
from dragoman.web.pages.positions import steps_on

router = APIRouter(tags=["Analyses"], route_class=ConditionalRoute)

Chosen = Annotated[list[Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_PARTIES)]
"""The parties that are put side by side."""

PARTIES = "Who is put side by side, one after the other. None: the first two sides."


class ZonedConcept(Given):
    """A concept with how the parties stand to each other on it."""

    concept: str = Field(description="Id of the concept.")
    issue: str = Field(description="What it belongs to.")
    zone: Zone
    positions: list[Position] = Field(description="What each holds, in the order of `parties`.")


class Agreement(Given):
    """On what parties agree, dispute, set conditions or keep silent."""

    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    parties: list[str] = Field(description="Who is put side by side.")
    meanings: dict[str, str] = Field(description="What each zone means.")
    items: list[ZonedConcept] = Field(
        description="Every concept that one of them speaks to itself, the disputed ones first."
    )


class StandingOn(Given):
    """What one of two parties holds from a day on."""

    party: str = Field(description="The party.")
    holding: record.Holding = Field(description="silent is a value: it has not spoken itself.")
    stance: record.Stance | None = Field(description="null: mixed or silent.")
    newest: str | None = Field(description="Id of the newest statement behind it. null: silent.")


class DistanceStep(Given):
    """How far apart two parties are from a day on."""

    on: str = Field(description="The day.")
    distance: float | None = Field(
        description="From 0, the same, to 1, opposite; a stance on a condition counts half. These "
        "numbers are a convention: only that they shrink or grow is a finding. null: one of the "
        "two is silent."
    )
    moved: Literal["nearer", "apart", ""] = Field(description="Empty: neither, or not known.")
    standing: list[StandingOn] = Field(description="What each of the two holds.")


class PairDistances(Given):
    """Two parties over time."""

    parties: list[str] = Field(description="The two.")
    items: list[DistanceStep] = Field(
        description="The newest first; days on which neither came to hold anything else are left "
        "out."
    )


class Distances(Given):
    """How far apart parties have been on a concept from day to day, pair by pair."""

    concept: str = Field(description="Id of the concept.")
    pairs: list[PairDistances] = Field(description="Every two of the parties.")


class AgreementAsked(BaseModel):
    """Between whom, and as of when."""

    model_config = ConfigDict(extra="forbid")

    party: Chosen = Field(default_factory=list, description=PARTIES)
    as_of: Day = Field(None, description="What is not known to be said by then does not count.")


class DistancesAsked(BaseModel):
    """Between whom."""

    model_config = ConfigDict(extra="forbid")

    party: Chosen = Field(default_factory=list, description=PARTIES)


@router.get("/agreement", summary="Tell who agrees on what", responses=problems(404))
def give_agreement(
    asked: Annotated[AgreementAsked, Query()], desk: AtDesk, at: AtHere
) -> Agreement:
    """In which zone each concept is between some parties, with what each of them holds."""
    as_of = iso(asked.as_of)
    page = build_agreement(desk, asked.party, as_of=as_of)
    parties = [party for party in page.chosen if party is not None]
    steps = steps_on(desk, as_of)
    items = [
        {
            "concept": row.concept,
            "issue": row.issue,
            "zone": zone.name,
            "positions": [
                steps.get((party, row.concept)) or silent(party, row.concept) for party in parties
            ],
        }
        for zone in page.zones
        for row in zone.rows
    ]
    meanings = {zone.value: meaning for zone, meaning in MEANT.items()}
    given = {"as_of": as_of, "parties": parties, "meanings": meanings, "items": items}
    return Agreement.made(given, at)


@router.get(
    "/agreement/{concept}/distance",
    summary="Tell how far apart parties have been",
    responses=problems(404),
)
def give_distance(
    concept: Annotated[str, Path(description="Id of the concept.", examples=["ceasefire"])],
    asked: Annotated[DistancesAsked, Query()],
    desk: AtDesk,
) -> Distances:
    """How far apart every two of some parties have been on a concept, from day to day."""
    page = build_distance(desk, concept, asked.party)
    pairs = [
        {"parties": pair.names, "items": list(_steps(desk, concept, pair))} for pair in page.pairs
    ]
    return Distances.made({"concept": concept, "pairs": pairs})


def _steps(desk: Desk, concept: str, pair: PairCourse) -> Iterator[dict[str, object]]:
    courses = {party: dated_steps(desk, party, concept) for party in pair.names}
    for line in pair.lines:
        day = date.fromisoformat(line.on)
        yield {
            "on": line.on,
            "distance": line.distance,
            "moved": line.moved,
            "standing": [_standing(party, courses[party], day) for party in pair.names],
        }


def _standing(
    party: str, course: Mapping[date, record.PositionStep], on: date
) -> dict[str, object]:
    step = in_force(course, on)
    return {
        "party": party,
        "holding": step.holding if step else record.Holding.SILENT,
        "stance": step.stance if step else None,
        "newest": step.newest if step else None,
    }
