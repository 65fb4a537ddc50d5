"""Position: what one party holds on one concept, with all the statements that it rests on."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.record import DayBasis, PositionBasis, PositionStep, Standing
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import age_words
from dragoman.store.queries.positions import CellBases, ShiftsFound
from dragoman.web.asking import Blank, Day, Words, iso
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import (
    SILENT,
    ConditionLine,
    Sign,
    age_of,
    conditions_of,
    percent,
    sign_of,
    sign_of_basis,
)
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.positions import issue_words, newest_day, steps_on
from dragoman.web.pages.shifts import ShiftLine, build_shift_lines
from dragoman.web.rendering import render

LIMIT = 20
SHIFTS = 50

WHEN = {
    DayBasis.SAID: "as told",
    DayBasis.PUBLISHED: "published",
    DayBasis.BETWEEN: "article undated",
    DayBasis.UNDATED: "",
}
"""What a statement's day was taken from, in a word or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """A statement as it bears on the position.

    Attributes:
        sign: Its stance.
        condition: What that hangs on, in the article's words. None: nothing.
        level: How high its speaker stands.
        own: Whether it is the party's own words.
        why: Why it is not, and who tells it; empty if it is.
        day: The day, month or year that it was made on. None: it is not known so well.
        days: Between which days the article that has it is from. None: it has a date, or nothing
            tells.
        basis: What that was taken from, in words.
        confidence: How likely its code is right, in percent. None: not known.
        line: The statement.
    """

    sign: Sign
    condition: str | None
    level: str
    own: bool
    why: str
    day: str | None
    days: str | None
    basis: str
    confidence: int | None
    line: StatementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a party holds on a concept.

    Attributes:
        sign: What.
        conditions: What that hangs on, the newest first.
        origins: How many independent ways lead to its statements since the stance last changed.
        newest_on: The day of the newest of them. None: silent, or undated.
        age: How old that is, in words.
        statements: How many statements bear on it in any way, those of others included.
        confidence: How likely the codes of what it holds are right, in percent. None: it holds
            nothing, or that is not known.
        unsure: Whether that is too little.
    """

    sign: Sign
    conditions: tuple[ConditionLine, ...]
    origins: int
    newest_on: str | None
    age: str
    statements: int
    confidence: int | None = None
    unsure: bool = False


NOTHING = Held(sign=SILENT, conditions=(), origins=0, newest_on=None, age="", statements=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionPage:
    """What the page of a cell shows.

    Attributes:
        title: What the page is called.
        name: The party's name in the record.
        party: Its mark.
        concept: Id of the concept.
        text: Its proposition.
        issue: What it is part of. None: the codebook lacks the concept.
        as_of: The day that is shown. None: all that is in the record counts.
        held: What the party holds.
        shifts: Its changes, the newest first.
        standing: Whether only its own or only others' statements are listed. None: all.
        lines: The statements, the newest first.
        next: Cursor of those behind. None: there are none.
    """

    title: str
    name: str
    party: PartySign
    concept: str
    text: str
    issue: str | None
    as_of: str | None
    held: Held
    shifts: tuple[ShiftLine, ...]
    standing: Standing | None
    lines: tuple[BasisLine, ...]
    next: str | None


router = APIRouter()


@router.get("/positions/{party:path}/{concept}", response_class=HTMLResponse)
def position(
    request: Request,
    desk: AtDesk,
    party: str,
    concept: str,
    as_of: Day = None,
    standing: Annotated[Standing | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """Show what a party holds on a concept, and why."""
    page = build_position(desk, party, concept, as_of=iso(as_of), standing=standing, after=after)
    return render(request, "position.html.j2", page)


def build_position(
    desk: Desk,
    party: str,
    concept: str,
    *,
    as_of: str | None = None,
    standing: Standing | None = None,
    after: str | None = None,
) -> PositionPage:
    """Build the page of a cell.

    Args:
        desk: What the request works with.
        party: Name of the party.
        concept: Id of the concept.
        as_of: The ISO day that is shown. None: all that is in the record counts.
        standing: Only statements of this standing. None: all.
        after: Cursor of the part of the statements before.

    Raises:
        HTTPException: 404, nothing is known of such a party or concept.
    """
    sign = desk.sign(party)
    known = desk.codebook.concept(concept) if desk.codebook else None
    step = steps_on(desk, as_of).get((party, concept))
    if sign is None or (known is None and step is None):
        raise HTTPException(404, f"There is no position of {party!r} on {concept!r}.")
    asked = CellBases(
        party=party, concept=concept, as_of=as_of, standing=standing, after=after, limit=LIMIT
    )
    found = desk.view.ask(asked)
    shifts = desk.view.ask(
        ShiftsFound(until=as_of, party=party, concept=concept, grounds=(), limit=SHIFTS)
    )
    text = shown_in_line(desk.concept_text(concept))
    return PositionPage(
        title=f"{sign.name}: {text}",
        name=party,
        party=sign,
        concept=concept,
        text=text,
        issue=issue_words(known.issue) if known else None,
        as_of=as_of,
        held=_held(step, as_of or newest_day(desk)) if step else NOTHING,
        shifts=build_shift_lines(desk, shifts.items),
        standing=standing,
        lines=build_bases(desk, found.items),
        next=found.next,
    )


def _held(step: PositionStep, today: str | None) -> Held:
    silent = step.newest is None
    return Held(
        sign=sign_of(step.holding, step.stance),
        conditions=conditions_of(step.conditions),
        origins=0 if silent else step.origins,
        newest_on=step.newest_on,
        age="" if silent else age_words(age_of(step.newest_on, today)),
        statements=step.statements,
        confidence=percent(step.confidence),
        unsure=step.unsure,
    )


def build_bases(desk: Desk, bases: tuple[PositionBasis, ...]) -> tuple[BasisLine, ...]:
    """Put statements into words as they bear on a position, in the order given."""
    found = desk.view.statements_of([basis.statement for basis in bases])
    lines = {line.id: line for line in build_lines(desk, found)}
    return tuple(
        BasisLine(
            sign=sign_of_basis(basis),
            condition=shown_in_line(basis.condition.text) if basis.condition else None,
            level=basis.level,
            own=basis.own,
            why="" if basis.own else _why(basis),
            day=None if basis.basis is DayBasis.BETWEEN else basis.told,
            days=basis.told if basis.basis is DayBasis.BETWEEN else None,
            basis=WHEN[basis.basis],
            confidence=percent(basis.confidence),
            line=lines[basis.statement],
        )
        for basis in bases
    )


def _why(basis: PositionBasis) -> str:
    """Tell why a statement is not the party's own."""
    teller = shown_in_line(basis.teller) if basis.teller else ""
    return f"{basis.standing}: {teller}" if teller else str(basis.standing)
