"""Shifts: when a party's position changed, from what to what, and how well that is evidenced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import TOLD_GROUNDS, Ground, Shift, ShiftKind
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.positions import ShiftsFound
from dragoman.web.asking import Blank, Day, Words, iso
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import ConditionLine, Sign, conditions_of, percent, sign_of
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.rendering import render

LIMIT = 50
LINES = 1
"""How many of the statements that brought a shift are shown with it; its cell has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """A shift ready to be shown.

    Attributes:
        id: Its id.
        on: The ISO day of the statements that brought it.
        party: Name of the party.
        sign: Its mark.
        concept: Id of the concept.
        text: Its proposition.
        kind: What changed.
        before: What the party held until then.
        after: What it has held since.
        conditions: What that hangs on.
        origins: How many independent ways lead to what evidences it.
        ground: What evidences it.
        doubtful: Whether that is too little to count as evidenced.
        confidence: How likely the codes that tell it are right, in percent. None: not known.
        evidenced_on: The first day on which it was evidenced. None: it is not.
        lines: The first statements that brought it.
        more: How many others did.
    """

    id: str
    on: str
    party: str
    sign: PartySign | None
    concept: str
    text: str
    kind: ShiftKind
    before: Sign
    after: Sign
    conditions: tuple[ConditionLine, ...]
    origins: int
    ground: Ground
    doubtful: bool
    confidence: int | None
    evidenced_on: str | None
    lines: tuple[StatementLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsPage:
    """What the page of shifts shows.

    Attributes:
        title: What the page is called.
        lines: The shifts, the newest first.
        next: Cursor of those behind. None: there are none.
        party: Only of this party. None: all.
        concept: Only on this concept. None: all.
        since: Only of this day and later. None: all.
        until: Only of this day and earlier. None: all.
        ground: Only with this evidence. None: all.
        kind: Only of this kind. None: all.
        parties: What party can be.
        concepts: What concept can be.
        kinds: What kind can be.
        grounds: What ground can be.
        unsure: How many more there are that rest on unsure codes; 0 where they are shown.
    """

    title: str
    lines: tuple[ShiftLine, ...]
    next: str | None
    party: str | None
    concept: str | None
    since: str | None
    until: str | None
    ground: Ground | None
    kind: ShiftKind | None
    unsure: int
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]
    kinds: tuple[ShiftKind, ...] = tuple(ShiftKind)
    grounds: tuple[Ground, ...] = tuple(Ground)

    @property
    def asked(self) -> dict[str, str | None]:
        """What is asked for, as the address says it."""
        return {
            "party": self.party,
            "concept": self.concept,
            "kind": self.kind,
            "ground": self.ground,
            "since": self.since,
            "until": self.until,
        }

    @property
    def filtered(self) -> bool:
        """Whether anything is asked for."""
        return any(value is not None for value in self.asked.values())


router = APIRouter()


@router.get("/shifts", response_class=HTMLResponse)
def shifts(
    request: Request,
    desk: AtDesk,
    party: Words = None,
    concept: Words = None,
    since: Day = None,
    until: Day = None,
    ground: Annotated[Ground | None, Blank] = None,
    kind: Annotated[ShiftKind | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """Show what has changed."""
    asked = ShiftsFound(
        party=party,
        concept=concept,
        since=iso(since),
        until=iso(until),
        grounds=(ground,) if ground else TOLD_GROUNDS,
        kinds=(kind,) if kind else (),
        after=after,
        limit=LIMIT,
    )
    return render(request, "shifts.html.j2", build_shifts(desk, asked))


def build_shifts(desk: Desk, asked: ShiftsFound) -> ShiftsPage:
    """Build the page of shifts from what is asked for."""
    found = desk.view.ask(asked)
    others = replace(asked, grounds=(Ground.UNSURE,), after=None, limit=1, count=True)
    return ShiftsPage(
        title="Shifts",
        lines=build_shift_lines(desk, found.items),
        next=found.next,
        party=asked.party,
        concept=asked.concept,
        since=asked.since,
        until=asked.until,
        ground=asked.grounds[0] if len(asked.grounds) == 1 else None,
        kind=next(iter(asked.kinds), None),
        unsure=(desk.view.ask(others).total or 0) if asked.grounds == TOLD_GROUNDS else 0,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
    )


def build_shift_lines(desk: Desk, shifts: Sequence[Shift]) -> tuple[ShiftLine, ...]:
    """Put shifts into words and signs, in the order given."""
    wanted = [id_ for shift in shifts for id_ in shift.by[:LINES]]
    lines = {line.id: line for line in build_lines(desk, desk.view.statements_of(wanted))}
    return tuple(
        ShiftLine(
            id=shift.id,
            on=shift.on,
            party=shift.party,
            sign=desk.sign(shift.party),
            concept=shift.concept,
            text=shown_in_line(desk.concept_text(shift.concept)),
            kind=shift.kind,
            before=sign_of(shift.before_holding, shift.before_stance),
            after=sign_of(shift.after_holding, shift.after_stance),
            conditions=conditions_of(shift.conditions),
            origins=shift.origins,
            ground=shift.ground,
            doubtful=shift.evidenced_on is None,
            confidence=percent(shift.confidence),
            evidenced_on=shift.evidenced_on,
            lines=tuple(lines[id_] for id_ in shift.by[:LINES] if id_ in lines),
            more=len(shift.by[LINES:]),
        )
        for shift in shifts
    )
