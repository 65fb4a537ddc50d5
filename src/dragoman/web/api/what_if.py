"""What if: a plan edited in the address, compared with what the parties have said."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.analysis.drafts import Draft
from dragoman.analysis.footing import Footing
from dragoman.analysis.verdicts import Missing, Verdict
from dragoman.analysis.what_if import DraftRow, Outcome, WhatIf
from dragoman.errors import DraftError
from dragoman.record import Plan
from dragoman.web.api.agreement import PARTIES, Chosen
from dragoman.web.api.comparisons import TermCell, given_cell
from dragoman.web.api.given import Given
from dragoman.web.api.lists import Day, Name
from dragoman.web.api.plans import Term
from dragoman.web.api.problems import problems
from dragoman.web.asking import LONGEST, iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.agreement import chosen_parties
from dragoman.web.pages.plan import telling_called
from dragoman.web.pages.positions import steps_on
from dragoman.web.pages.term_forms import Asked
from dragoman.web.pages.what_if import asked_terms, compared, draft_of
from dragoman.web.plan_families import families_of

router = APIRouter(tags=["Analyses"], route_class=ConditionalRoute)

MOST_LINES = 200
"""Lines of terms in an address."""

Texts = Annotated[list[Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_LINES)]
Numbers = Annotated[
    list[Annotated[str, Field(pattern="^[0-9]{0,4}$")]], Field(max_length=MOST_LINES)
]
Stances = Annotated[list[Literal["support", "oppose", "out"]], Field(max_length=MOST_LINES)]


class DraftCode(Given):
    """A concept that a term bears on, with its stance."""

    concept: str = Field(description="Id of the concept.")
    stance: record.Stance


class PartyVerdict(Given):
    """What a party's statements make of a term as a whole."""

    party: str = Field(description="The party.")
    verdict: Verdict


class EditedTerm(Given):
    """A term of an edited plan with what each party's statements make of it."""

    number: int = Field(description="From 1, in the order of the edited plan.")
    origin: Literal["kept", "changed", "added"] = Field(
        description="Whether it is the base's, changed or new."
    )
    of: int | None = Field(description="Number of the base's term. null: it is new.")
    term: Term | None = Field(description="That term. null: it is new.")
    codes: list[DraftCode] = Field(description="What it bears on. None: not comparable.")
    condition: str | None = Field(description="What it hangs on, as it was asked. null: nothing.")
    outcome: Outcome
    verdicts: list[PartyVerdict] = Field(description="One for each party.")
    cells: list[TermCell] = Field(description="One for each of its concepts and each party.")


class MissingStatement(Given):
    """A statement that was not made, and what it would change."""

    party: str = Field(description="Whose it is.")
    concept: str = Field(description="Id of the concept that it is missing on.")
    now: Verdict
    missing: Missing | None = Field(description="Which it is. null: it is not told.")
    terms: list[int] = Field(description="Terms that stand differently between its two answers.")
    completes: list[int] = Field(description="Those that one answer would make met by all.")
    clears: bool = Field(
        description="Whether the party violates no term yet, and would with one answer."
    )
    first: bool = Field(description="Whether none tells more.")


class EditedPlan(Given):
    """An edited plan against stated positions; nothing tells what a party would do."""

    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    base: str | None = Field(description="Id of the plan that is edited. null: none.")
    parties: list[str] = Field(description="Those that are compared.")
    terms: list[EditedTerm]
    removed: list[int] = Field(description="Numbers of the base's terms that are left out.")
    met: int = Field(description="How many terms are met by all.")
    content: list[str] = Field(description="The parties that violate no term.")
    missing: list[MissingStatement] = Field(description="The one that tells most first.")


class EditedPlanAsked(BaseModel):
    """Which plan; each term needs `of`, `concept`, `stance` and `condition`, in order."""

    model_config = ConfigDict(extra="forbid")

    base: Name = Field(None, description="Id of the plan to edit. None: it starts from nothing.")
    of: Numbers = Field(
        default_factory=list, description="Number of the base's term; empty for a new one."
    )
    concept: Texts = Field(
        default_factory=list, description="Id of the concept of each; empty for none."
    )
    stance: Stances = Field(
        default_factory=list, description="Its stance, support or oppose, or out: it is left out."
    )
    condition: Texts = Field(
        default_factory=list, description="What each hangs on; empty for nothing."
    )
    party: Chosen = Field(default_factory=list, description=PARTIES)
    as_of: Day = Field(None, description="What is not known to be said by then does not count.")


@router.get("/what-if", summary="Compare an edited plan", responses=problems(404))
def give_what_if(asked: Annotated[EditedPlanAsked, Query()], desk: AtDesk) -> EditedPlan:
    """What the statements make of a plan that is edited in the address; nothing is written."""
    as_of = iso(asked.as_of)
    rows = asked_terms(asked.of, asked.concept, asked.stance, asked.condition)
    plan = telling_called(families_of(desk), asked.base)[1] if asked.base else None
    parties = chosen_parties(desk, asked.party, steps_on(desk, as_of))
    found = compared(desk, _draft(desk, plan, rows), parties, as_of)
    return EditedPlan.made(
        {
            "as_of": as_of,
            "base": plan.id if plan else None,
            "parties": found.parties,
            "terms": [_term(found, row) for row in found.rows],
            "removed": found.draft.removed,
            "met": sum(found.outcome(row) is Outcome.MET for row in found.rows),
            "content": found.content,
            "missing": _missing(found),
        }
    )


def _draft(desk: Desk, plan: Plan | None, rows: Sequence[Asked]) -> Draft:
    try:
        return draft_of(desk, plan, rows)
    except DraftError as error:
        raise HTTPException(422, f"{error}.") from error


def _term(found: WhatIf[Footing], row: DraftRow[Footing]) -> dict[str, object]:
    term = row.term
    return {
        "number": term.number,
        "origin": term.origin.value,
        "of": term.of,
        "term": term.term,
        "codes": term.codes,
        "condition": term.condition,
        "outcome": found.outcome(row),
        "verdicts": [{"party": p, "verdict": row.verdict(p)} for p in found.parties],
        "cells": [given_cell(cell) for cell in row.cells],
    }


def _missing(found: WhatIf[Footing]) -> list[dict[str, object]]:
    first = found.first if found.tellings else ()
    return [
        {
            "party": one.party,
            "concept": one.concept,
            "now": one.now,
            "missing": one.missing,
            "terms": one.terms,
            "completes": one.completes,
            "clears": one.clears,
            "first": one in first,
        }
        for one in found.tellings
    ]
