"""Comparisons: a plan against what parties have said, and two plans side by side."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman import record
from dragoman.analysis.footing import Footing
from dragoman.analysis.plan_pairs import Aspect, pair_plans
from dragoman.analysis.verdicts import Missing, Verdict
from dragoman.web.api.given import Given, Place
from dragoman.web.api.lists import Day, Id
from dragoman.web.api.plans import Term
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.comparing import RecordCell, compare_with_record
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.plan import telling_called
from dragoman.web.plan_families import families_of

router = APIRouter(tags=["Plans"], route_class=ConditionalRoute)


class TermCell(Given):
    """What one party's statements make of one concept of a term."""

    party: str = Field(description="The party.")
    concept: str | None = Field(description="null: the term has no concept to compare by.")
    stance: record.Stance | None = Field(description="That of the term on it.")
    verdict: Verdict
    leaning: Verdict | None = Field(
        description="What a conditional one comes to without its condition. null: it is none."
    )
    authored: bool = Field(description="Whether the party puts the plan forward.")
    deciding: list[str] = Field(description="Ids of its statements that decide, the newest first.")
    conditions: list[Place] = Field(description="The words that it hangs on.")
    reported: list[str] = Field(description="Ids of what others tell of it, which decides nothing.")
    missing: Missing | None = Field(description="What would decide it. null: it is decided.")


class TermRow(Given):
    """A term with what each party's statements make of it."""

    number: int = Field(description="From 1.")
    term: Term
    tellers: list[str] = Field(description="Ids of the statements in whose words it stands.")
    cells: list[TermCell] = Field(description="One for each of its concepts and each party.")


class PlanAnswer(Given):
    """A statement that answers the plan as a whole."""

    party: str = Field(description="Who answers.")
    accepts: bool = Field(description="Whether it accepts the plan or rejects it.")
    statement: str = Field(description="Its id.")


class Comparison(Given):
    """A plan against what parties have said of its terms."""

    plan: str = Field(description="Id of the plan.")
    as_of: str | None = Field(description="The day. null: all that is in the record counts.")
    parties: list[str] = Field(description="Those that are compared, the sides first.")
    terms: list[TermRow]
    disputed: list[int] = Field(description="Terms that one party accepts and another rejects.")
    answers: list[PlanAnswer]


class Difference(Given):
    """In what two terms differ."""

    aspect: Aspect
    one: list[str] = Field(description="What the first has.")
    other: list[str] = Field(description="What the second has.")


class TermPair(Given):
    """Terms of two plans on one matter."""

    one: int = Field(description="Number of the first plan's term, from 1.")
    other: int = Field(description="Number of the second's.")
    words: list[str] = Field(description="Stems of words that they share.")
    concepts: list[str] = Field(description="Ids of the concepts that both bear on.")
    differences: list[Difference] = Field(description="None: the same in the same words.")


class PlanPair(Given):
    """Two plans side by side."""

    one: str = Field(description="Id of the first plan.")
    other: str = Field(description="Id of the second.")
    both: list[TermPair] = Field(description="The terms on one matter.")
    only_one: list[int] = Field(description="Numbers of the terms that only the first has.")
    only_other: list[int] = Field(description="Numbers of those that only the second has.")


class ComparisonAsked(BaseModel):
    """As of when plans are compared with positions."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day = Field(None, description="What is not known to be said by then does not count.")


@router.get(
    "/plans/{id}/comparison", summary="Compare a plan with positions", responses=problems(404)
)
def compare_with_positions(
    id: Id,  # noqa: A002
    asked: Annotated[ComparisonAsked, Query()],
    desk: AtDesk,
) -> Comparison:
    """What each party's statements make of each term, and which statement is missing."""
    families, as_of = families_of(desk), iso(asked.as_of)
    _, telling = telling_called(families, id)
    found = desk.memo(
        ("comparison", id, as_of),
        lambda: compare_with_record(desk, telling, families.plans, as_of),
    )
    return Comparison.made(
        {
            "plan": telling.id,
            "as_of": as_of,
            "parties": found.parties,
            "terms": [
                {
                    "number": row.number,
                    "term": row.term,
                    "tellers": [statement.id for statement in row.tellers],
                    "cells": [given_cell(cell) for cell in row.cells],
                }
                for row in found.rows
            ],
            "disputed": [row.number for row in found.disputed],
            "answers": [
                {"party": a.party, "accepts": a.accepts, "statement": a.statement.id}
                for a in found.responses
            ],
        }
    )


def given_cell(cell: RecordCell) -> dict[str, object]:
    """Give a cell with the fields of a `TermCell`."""
    conditions = {
        (footing.document_id, footing.condition): {
            "document": footing.document_id,
            "span": footing.condition,
        }
        for footing in cell.deciding
        if cell.leaning and footing.condition
    }
    return {
        "party": cell.party,
        "concept": cell.concept,
        "stance": cell.stance,
        "verdict": cell.verdict,
        "leaning": cell.leaning,
        "authored": cell.authored,
        "deciding": _ids(cell.deciding),
        "conditions": list(conditions.values()),
        "reported": _ids(cell.reported),
        "missing": cell.missing,
    }


def _ids(footings: Iterable[Footing]) -> list[str]:
    return list(dict.fromkeys(footing.statement_id for footing in footings))


@router.get("/plans/{id}/comparison/{other}", summary="Compare two plans", responses=problems(404))
def compare_two_plans(
    id: Id,  # noqa: A002
    other: Annotated[str, Path(description="Id of the other plan.")],
    desk: AtDesk,
) -> PlanPair:
    """Which terms of two plans are on one matter, and in what these differ."""
    families = families_of(desk)
    (_, first), (_, second) = telling_called(families, id), telling_called(families, other)
    pair = pair_plans(first, second)
    return PlanPair.made(
        {
            "one": first.id,
            "other": second.id,
            "both": pair.both,
            "only_one": pair.only_one,
            "only_other": pair.only_other,
        }
    )
