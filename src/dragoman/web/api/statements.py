"""Statements: one by its id, lists by filter, and in numbers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store import StatementFilter
from dragoman.store.queries.statements import (
    Grouping,
    StatementCounts,
    StatementList,
    StatementOrder,
)
from dragoman.store.queries.written import Part as Written
from dragoman.web.api.given import AtHere, Given, Paged, Part, Span
from dragoman.web.api.lists import MOST, Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Statements"], route_class=ConditionalRoute)


class Speaker(Given):
    """The actor behind the source of a statement."""

    id: str = Field(description="The actor's id.")
    name: str = Field(description="Its canonical name.", examples=["Dmitry Peskov"])
    kind: record.ActorKind


class Code(Given):
    """A concept of the codebook that a statement or term bears on, and how."""

    concept: str = Field(description="Id of the concept.", examples=["ceasefire"])
    stance: record.Stance
    condition: Span | None = Field(description="What the stance hangs on. null: nothing is told.")
    confidence: float = Field(description="From 0 to 1.")


class Link(Given):
    """One link of the chain through which a document has a statement."""

    name: str = Field(description="Canonical name, or the description of an unnamed source.")
    kind: record.LinkKind
    span: Span | None = Field(
        description="The words that name it. null: inherited from an earlier statement."
    )


class Statement(Paged):
    """One attribution: a source, by a cue, is said to hold a content."""

    id: str = Field(description="Digest of the document and the spans.")
    document: str = Field(description="Id of the document.")
    source: Span | None = Field(description="Who it is attributed to. null: nobody is named.")
    cue: Span | None = Field(description="The words of attribution. null: there are none.")
    content: list[Span] = Field(description="What is attributed, in order.")
    speaker: Speaker | None = Field(description="The actor behind the source. null: unresolved.")
    party: str | None = Field(description="The side the speaker speaks for. null: none, unknown.")
    quote: record.QuoteForm
    act: record.Act | None = Field(description="What it does. null: not known.")
    codes: list[Code]
    via: list[Link] = Field(description="The chain, outermost link first, the outlet left out.")
    said_on: str | None = Field(
        description="ISO 8601, as precise as told. null: the text does not tell."
    )
    confidence: float = Field(description="From 0 to 1.")
    run: str = Field(description="Id of the run that found it.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("statements", self.id)


class Statements(Part[Statement]):
    """A part of a list of statements."""


class StatementsWanted(BaseModel):
    """Which statements are wanted: those that meet every condition."""

    model_config = ConfigDict(extra="forbid")

    document: Name = Field(None, description="Id of their document.")
    speaker: Name = Field(
        None, description="A part of the speaker's name, whatever its case and accents."
    )
    speaker_is: Name = Field(None, description="The speaker's whole name, or its id.")
    party: Name = Field(None, description="The side that is spoken for.", examples=["Russia"])
    act: record.Act | None = Field(None, description="What they do.")
    concept: Name = Field(None, description="Id of a concept that they bear on.")
    stance: record.Stance | None = Field(
        None, description="How they bear on it, or without a concept on any."
    )
    outlet: Name = Field(None, description="Who published their document.")
    since: Day = Field(
        None, description="The first day by which they were made; undated ones are left out."
    )
    until: Day = Field(None, description="The last day, likewise.")

    def filter(self) -> StatementFilter:
        """Put it as the pages do."""
        return StatementFilter(
            document=self.document,
            speaker=self.speaker,
            speaker_is=self.speaker_is,
            party=self.party,
            act=self.act,
            concept=self.concept,
            stance=self.stance,
            outlet=self.outlet,
            since=iso(self.since),
            until=iso(self.until),
        )


class StatementsAsked(Asked, StatementsWanted):
    """Which part of which list of statements is asked for."""

    order: StatementOrder = Field(
        StatementOrder.NEWEST,
        description="By day, the newest first; or by document and place in it.",
    )


class Counted(Given):
    """How many statements have one value."""

    value: str | None = Field(description="The value. null: those that have none.")
    statements: int = Field(description="How many have it.")


class StatementsCounted(Given):
    """How many statements have each value of a field."""

    by: Grouping
    items: list[Counted] = Field(description="The most first; days in their order.")


class CountsAsked(StatementsWanted):
    """What statements are counted by."""

    by: Grouping = Field(description="The field.")
    limit: int = Field(MOST, ge=1, le=10_000, description="How many values to give at most.")


@router.get("/statements", summary="List statements")
def list_statements(
    asked: Annotated[StatementsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Statements:
    """Statements that meet every condition."""
    found = desk.view.ask(StatementList(filter=asked.filter(), order=asked.order, **asked.page))
    return part_of(Statements, found, at, response)


@router.get("/statements/counts", summary="Count statements")
def count_statements(asked: Annotated[CountsAsked, Query()], desk: AtDesk) -> StatementsCounted:
    """How many of the statements that meet every condition have each value of a field."""
    wanted = StatementCounts(filter=asked.filter(), by=asked.by, limit=asked.limit)
    found = desk.ask(wanted, Written.STATEMENTS)
    items = [{"value": value, "statements": number} for value, number in found]
    return StatementsCounted.made({"by": asked.by, "items": items})


@router.get("/statements/{id}", summary="Give a statement", responses=problems(404))
def give_statement(id: Id, desk: AtDesk, at: AtHere) -> Statement:  # noqa: A002 - its name in the path
    """One statement with its spans, speaker, codes and chain."""
    if (found := desk.view.statement(id)) is None:
        raise HTTPException(404, f"There is no statement {id!r}. A newer run may have replaced it.")
    return Statement.made(found, at)
