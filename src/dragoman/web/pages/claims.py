"""Claims: the list, with what is contested or denied first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.claim_sides import Side, side_of
from dragoman.record import Claim, ClaimStatus, OriginKind, Statement, days_between
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.actors import ActorById
from dragoman.store.queries.claims import ClaimCounts, ClaimList, ClaimOrder
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, ListFilter, Words, iso
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.figure_axes import figure_words
from dragoman.web.pages.voices import SideLine, build_sides, is_mutual
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

A_PAGE = 30
MOST_FIGURES = 4
"""Figures that a line of the list shows; the claim's page has all."""

STATUS_NOTES = {
    ClaimStatus.CONTESTED: "one side asserts it and another denies it, or their figures differ",
    ClaimStatus.DENIED: "nobody of another side is known to assert it",
    ClaimStatus.NOT_DENIED: "somebody was asked and neither confirmed nor denied it",
    ClaimStatus.CONFIRMED: "somebody confirms it and nobody is known to deny it",
    ClaimStatus.ASSERTED: "the record has no answer to it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTab:
    """A status with the number of its claims; the same in every filter."""

    status: ClaimStatus
    note: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim in a list.

    Attributes:
        id: Its id.
        text: The proposition, cut short, ready for display in a line.
        status: How it stands.
        note: What that means, in a sentence.
        manner: By which words somebody neither confirms nor denies it. None: nobody does.
        sides: Who is on which side.
        origins: How many independent first links.
        unnamed: Whether the only one is a source without a name.
        statements: How many statements bear on it.
        outlets: How many outlets carry it; documents of unknown outlets count for themselves.
        figures: The numbers put to it, each wording once: number, unit.
        more_figures: How many there are beside these.
        first_on: Day of its earliest statement. None: all are undated.
        last_on: That of its latest.
        days: Between which days its documents are from, if all are undated. None: nothing tells.
    """

    id: str
    text: str
    status: ClaimStatus
    note: str
    manner: str | None
    sides: tuple[SideLine, ...]
    origins: int
    unnamed: bool
    statements: int
    outlets: int
    figures: tuple[str, ...]
    more_figures: int
    first_on: str | None
    last_on: str | None
    days: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter(ListFilter):
    """What is asked for; None asks for nothing.

    Attributes:
        status: Only claims that stand so.
        party: Only those on which a party is heard.
        concept: Only those whose statements bear on a concept.
        speaker: Only those that statements of an actor bear on, by its id.
        since: Only those with a statement of this ISO day or later.
        until: Only those with one of this ISO day or earlier.
    """

    status: ClaimStatus | None = None
    party: str | None = None
    concept: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """What the list of claims shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        tabs: The statuses with the number of all claims that have them.
        speaker: Name of the actor that is asked for. None: none is.
        total: How many claims the filter lets through.
        claims: A part of them.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
        concepts: What may be chosen as concept.
    """

    title: str
    asked: ClaimFilter
    tabs: tuple[StatusTab, ...]
    speaker: str | None
    total: int
    claims: tuple[ClaimLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.ACTORS, Part.CLAIMS)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/claims", response_class=HTMLResponse)
def claims(
    request: Request,
    desk: AtDesk,
    status: Annotated[ClaimStatus | None, Blank] = None,
    party: Words = None,
    concept: Words = None,
    speaker: Words = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """Show the claims, contested and denied ones first."""
    asked = ClaimFilter(
        status=status,
        party=party,
        concept=concept,
        speaker=speaker,
        since=iso(since),
        until=iso(until),
    )
    page = desk.memo(
        ("claims", asked, after), lambda: build_claims(desk, asked, after=after), *RESTS_ON
    )
    return render(request, "claims.html.j2", page)


def build_claims(
    desk: Desk, asked: ClaimFilter | None = None, *, after: str | None = None, most: int = A_PAGE
) -> ClaimsPage:
    """Build a part of the list of claims.

    Args:
        desk: What the request works with.
        asked: Which claims. None: all.
        after: Cursor of the part before. None: from the beginning.
        most: How many at most.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or ClaimFilter()
    found = desk.view.ask(
        ClaimList(
            status=asked.status,
            party=asked.party,
            concept=asked.concept,
            speaker=asked.speaker,
            since=asked.since,
            until=asked.until,
            order=ClaimOrder.DISPUTED,
            after=after,
            limit=most,
            count=True,
        )
    )
    counts = dict(desk.ask(ClaimCounts(), Part.CLAIMS))
    return ClaimsPage(
        title=f"Claims: {asked.status}" if asked.status else "Claims",
        asked=asked,
        tabs=tuple(
            StatusTab(status=status, note=note, claims=counts.get(status, 0))
            for status, note in STATUS_NOTES.items()
        ),
        speaker=_speaker(desk, asked.speaker),
        total=found.total or 0,
        claims=claim_lines(desk, found.items),
        next=found.next,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
    )


def _speaker(desk: Desk, id_: str | None) -> str | None:
    actor = desk.view.ask(ActorById(id=id_)) if id_ else None
    return shown_in_line(actor.name) if actor else id_


def claim_lines(desk: Desk, claims: tuple[Claim, ...]) -> tuple[ClaimLine, ...]:
    """Put claims into lines of a list, in the order given."""
    ids = tuple(dict.fromkeys(id_ for claim in claims for id_ in claim.statements))
    found = desk.view.statements_of(ids)
    statements = {statement.id: statement for statement in found}
    lines = {line.id: line for line in build_lines(desk, found)}
    return tuple(_line(desk, claim, statements, lines) for claim in claims)


def _line(
    desk: Desk,
    claim: Claim,
    statements: Mapping[str, Statement],
    lines: Mapping[str, StatementLine],
) -> ClaimLine:
    own = [lines[id_] for id_ in claim.statements if id_ in lines]
    days = sorted(line.day for line in own if line.day)
    figures = tuple(
        dict.fromkeys(f"{figure_words(f)} {shown_in_line(f.unit)}" for f in claim.figures)
    )
    return ClaimLine(
        id=claim.id,
        text=cut_short(claim.text),
        status=claim.status,
        note=note_of(
            claim, {id_: statements[id_] for id_ in claim.statements if id_ in statements}
        ),
        manner=manner_of(claim, statements),
        sides=build_sides(desk, claim, statements, lines),
        origins=claim.origins,
        unnamed=is_unnamed(claim),
        statements=len(claim.statements),
        outlets=len({line.document.outlet or line.document.id for line in own}),
        figures=figures[:MOST_FIGURES],
        more_figures=max(0, len(figures) - MOST_FIGURES),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        days=days_between([line.document.date_range for line in own]),
    )


def note_of(claim: Claim, statements: Mapping[str, Statement]) -> str:
    """Tell in a sentence what the status of a claim means, and of a contested one why it is."""
    if claim.status is not ClaimStatus.CONTESTED:
        return STATUS_NOTES[claim.status]
    sides = {side_of(claim, statement) for statement in statements.values()}
    if is_mutual(claim, sides):
        return "each of two sides is told to accuse the other of it"
    if Side.DENIES not in sides:
        return "two sides give figures that exclude each other"
    if sides & {Side.ASSERTS, Side.CONFIRMS}:
        return "one side asserts it and another denies it"
    return "denied in answer to somebody whose own words are not in the record"


def is_unnamed(claim: Claim) -> bool:
    """Tell whether the only origin of a claim is a source without a name."""
    return [root.kind for root in claim.roots] == [OriginKind.UNNAMED]


def manner_of(claim: Claim, statements: Mapping[str, Statement]) -> str | None:
    """Give the words by which somebody neither confirms nor denies a claim. None: nobody does."""
    for id_ in claim.statements:
        statement = statements.get(id_)
        if statement and statement.cue and side_of(claim, statement) is Side.DECLINES:
            return shown_in_line(statement.cue.text)
    return None
