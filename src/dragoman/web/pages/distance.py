"""Distance: how far apart parties have been on a concept from day to day, pair by pair."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, dropwhile
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.drafts import near_names
from dragoman.analysis.zones import Course, Distance, distances_between
from dragoman.record import Holding, PositionStep
from dragoman.record.positions import BEGINNING
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.positions import CellSteps
from dragoman.store.queries.written import Part
from dragoman.web.choices import ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import Sign, sign_of
from dragoman.web.pages.agreement import Parties, chosen_parties, sign_for
from dragoman.web.pages.positions import steps_on
from dragoman.web.rendering import render

T = TypeVar("T")

WIDTH, HEIGHT, LEFT, TOP = 720.0, 96.0, 64.0, 10.0
"""The picture's size, and where its axis begins, in its own units."""

ROOM = 140.0
"""What two days along the axis need between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceLine:
    """How far apart two parties are from a day on.

    Attributes:
        on: The ISO day.
        distance: From 0, the same, to 1, opposite. None: one of them is silent.
        moved: Whether they came nearer, went apart, or neither: "nearer", "apart" or "".
        holdings: What each holds.
    """

    on: str
    distance: float | None
    moved: str
    holdings: tuple[Sign, Sign]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCourse:
    """Two parties over time.

    Attributes:
        parties: The two.
        names: Their names, for addresses.
        lines: From day to day, the newest first; days on which nothing changed are left out.
        runs: The picture's lines, each as points of a polyline; gaps where one is silent.
        ticks: Days along the axis: where, and which.
        label: What a screen reader says of the picture.
    """

    parties: tuple[PartySign, PartySign]
    names: tuple[str, str]
    lines: tuple[DistanceLine, ...]
    runs: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistancePage:
    """What the page shows: a concept, the parties that are asked for, and each pair over time."""

    title: str
    concept: str
    text: str
    chosen: tuple[str | None, ...]
    choices: tuple[ChoiceGroup, ...]
    pairs: tuple[PairCourse, ...]


router = APIRouter()


@router.get("/agreement/{concept}", response_class=HTMLResponse)
def distance(request: Request, desk: AtDesk, concept: str, parties: Parties = None) -> HTMLResponse:
    """Show how far apart parties have been on a concept."""
    return render(request, "distance.html.j2", build_distance(desk, concept, parties or ()))


def build_distance(desk: Desk, concept: str, parties: Sequence[str] = ()) -> DistancePage:
    """Build the page.

    Raises:
        HTTPException: There is no concept, or no party, of this name.
    """
    steps = steps_on(desk, None)
    known = desk.codebook.concept(concept) if desk.codebook else None
    if known is None and not any(other == concept for _, other in steps):
        raise HTTPException(404, _no_concept(desk, concept))
    chosen = chosen_parties(desk, parties, steps)
    courses = {party: _course(desk, party, concept) for party in chosen}
    found = tuple(distances_between(courses, chosen, concept))
    text = shown_in_line(desk.concept_text(concept))
    return DistancePage(
        title=f"Distance over time: {text}",
        concept=concept,
        text=text,
        chosen=(*chosen, None),
        choices=party_choices(desk),
        pairs=tuple(
            _pair(desk, pair, [one for one in found if one.parties == pair], courses)
            for pair in combinations(chosen, 2)
        ),
    )


def _no_concept(desk: Desk, concept: str) -> str:
    """Say that there is no such concept, and which are near."""
    known = [one.id for one in desk.codebook.concepts] if desk.codebook else []
    near = ", ".join(near_names(concept, known))
    told = f" Near it are: {near}." if near else ""
    return f"There is no concept {concept}.{told} The codebook lists them."


def dated_steps(desk: Desk, party: str, concept: str) -> Mapping[date, PositionStep]:
    """Give a party's position from day to day by its own dated statements."""
    steps = desk.ask(CellSteps(party=party, concept=concept), Part.STEPS)
    return {
        date.fromisoformat(step.on): step
        for step in steps
        if step.on is not None and step.on != BEGINNING
    }


def in_force(course: Mapping[date, T], on: date) -> T | None:
    """Give what a course from day to day has on a day. None: it has not begun."""
    days = [day for day in course if day <= on]
    return course[max(days)] if days else None


def _course(desk: Desk, party: str, concept: str) -> Course:
    steps = dated_steps(desk, party, concept)
    return {day: (step.holding, step.stance) for day, step in steps.items()}


def _pair(
    desk: Desk,
    pair: tuple[str, str],
    found: Sequence[Distance],
    courses: Mapping[str, Course],
) -> PairCourse:
    lines = tuple(_lines(pair, found, courses))
    one, other = (sign_for(desk, party) for party in pair)
    # What is drawn begins where either of the two first holds anything.
    found = [*dropwhile(lambda step: {*step.holdings} == {Holding.SILENT}, found)]
    days = [step.on for step in found]
    return PairCourse(
        parties=(one, other),
        names=pair,
        lines=lines[::-1],
        runs=tuple(_runs(found, days)),
        ticks=tuple(_ticks(days)),
        label=f"Distance of {one.name} and {other.name} over time; the table has the same",
    )


def _lines(
    pair: tuple[str, str], found: Sequence[Distance], courses: Mapping[str, Course]
) -> Iterator[DistanceLine]:
    """Tell the steps, without days on which neither party came to hold anything else."""
    before: tuple[Sign, ...] | None = None
    last: float | None = None
    for step in found:
        held = [in_force(courses[party], step.on) or (Holding.SILENT, None) for party in pair]
        signs = tuple(sign_of(holding, stance) for holding, stance in held)
        nobody = before is None and all(held is Holding.SILENT for held in step.holdings)
        if signs == before or nobody:
            continue
        moved = ""
        if last is not None and step.distance is not None and step.distance != last:
            moved = "nearer" if step.distance < last else "apart"
        yield DistanceLine(
            on=step.on.isoformat(),
            distance=step.distance,
            moved=moved,
            holdings=(signs[0], signs[1]),
        )
        before, last = signs, step.distance


def _at(day: date, days: Sequence[date]) -> float:
    """Give where a day is along the axis."""
    reach = max(1, (days[-1] - days[0]).days)
    return LEFT + (WIDTH - LEFT - 8) * (day - days[0]).days / reach


def _runs(found: Sequence[Distance], days: Sequence[date]) -> Iterator[str]:
    """Draw steps: level until the next day, then up or down; broken where one is silent."""
    run: list[str] = []
    for number, step in enumerate(found):
        if step.distance is None:
            if run:
                yield " ".join(run)
            run = []
            continue
        until = days[number + 1] if number + 1 < len(days) else None
        high = TOP + (HEIGHT - 2 * TOP) * (1 - step.distance)
        ends = (_at(step.on, days), _at(until, days) if until else WIDTH - 8)
        run += [f"{x:.1f},{high:.1f}" for x in ends]
    if run:
        yield " ".join(run)


def _ticks(days: Sequence[date]) -> Iterator[tuple[float, str]]:
    """Choose days along the axis: the first, the last, and one between if there is room."""
    if not days:
        return
    first, middle, last = (_at(day, days) for day in (days[0], days[len(days) // 2], days[-1]))
    yield first, days[0].isoformat()
    if middle - first > ROOM and last - middle > ROOM:
        yield middle, days[len(days) // 2].isoformat()
    if last - first > ROOM:
        yield last, days[-1].isoformat()
