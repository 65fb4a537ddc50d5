"""Statements: all of them, the newest first, with filters and what they do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Act
from dragoman.report.signs import act_word
from dragoman.store import StatementFilter
from dragoman.store.queries.statements import Grouping, StatementCounts, StatementList
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, Words, iso, query_of
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.documents import outlet_choices
from dragoman.web.rendering import render

A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTab:
    """An act with the number of statements that do it, under all other filters.

    Attributes:
        act: The act's value in the address. None: the act is not known.
        word: Its verb.
        statements: How many.
    """

    act: str | None
    word: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """What the list of statements shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        query: The same as it stands in an address.
        tabs: The acts, those with the most statements first.
        total: How many statements the filter lets through.
        all_acts: How many it lets through whatever they do.
        lines: A part of them.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
        concepts: What may be chosen as concept.
        outlets: What may be chosen as outlet.
    """

    title: str
    asked: StatementFilter
    query: Mapping[str, str | None]
    tabs: tuple[ActTab, ...]
    total: int
    all_acts: int
    lines: tuple[StatementLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]
    outlets: tuple[ChoiceGroup, ...]

    @property
    def asks(self) -> bool:
        """Whether the filter asks for anything."""
        return any(self.query.values())


router = APIRouter()


@router.get("/statements", response_class=HTMLResponse)
def statements(
    request: Request,
    desk: AtDesk,
    party: Words = None,
    speaker: Words = None,
    act: Annotated[Act | None, Blank] = None,
    concept: Words = None,
    outlet: Words = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """List the statements, the newest first."""
    asked = StatementFilter(
        party=party,
        speaker=speaker,
        act=act,
        concept=concept,
        outlet=outlet,
        since=iso(since),
        until=iso(until),
    )
    return render(request, "statements.html.j2", build_statements(desk, asked, after=after))


def build_statements(
    desk: Desk, asked: StatementFilter | None = None, *, after: str | None = None
) -> StatementsPage:
    """Build a part of the list of statements.

    Args:
        desk: What the request works with.
        asked: Which statements. None: all.
        after: Cursor of the part before. None: from the beginning.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or StatementFilter()
    whatever = replace(asked, act=None)
    by_act = StatementCounts(filter=whatever, by=Grouping.ACT)
    counts = desk.ask(by_act, Part.STATEMENTS)
    found = desk.view.ask(StatementList(filter=asked, after=after, limit=A_PAGE))
    all_acts = sum(number for _, number in counts)
    return StatementsPage(
        title="Statements",
        asked=asked,
        query=query_of(asked),
        tabs=tuple(
            ActTab(act=act, word=act_word(Act(act) if act else None), statements=number)
            for act, number in counts
        ),
        total=dict(counts).get(asked.act.value, 0) if asked.act else all_acts,
        all_acts=all_acts,
        lines=build_lines(desk, found.items),
        next=found.next,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
        outlets=outlet_choices(desk),
    )
