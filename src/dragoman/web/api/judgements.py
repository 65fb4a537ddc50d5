"""Judgements: what people decided, and the only thing that can be written."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator
from starlette.exceptions import HTTPException

from dragoman import pipeline, record
from dragoman.record.forms import written
from dragoman.record.judgements import WITH_VALUE
from dragoman.store.queries.judgements import (
    JudgementById,
    JudgementList,
    JudgementsOn,
    JudgementState,
    JudgementStates,
)
from dragoman.store.queries.paging import Listed
from dragoman.store.users import User
from dragoman.web.api.given import ROOT, AtHere, Given, Here, Part, Span
from dragoman.web.api.lists import Asked, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.api.writing import Writer
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.review.knowing import knowledge_of

router = APIRouter(tags=["Judgements"], route_class=ConditionalRoute)

EXAMPLE: dict[str, JsonValue] = {
    "target": "0f3a9c2d5b7e4816",
    "decision": "correct",
    "field": "speaker",
    "value": {"name": "Dmitry Peskov"},
}


Anew = Literal[
    record.Decision.ACCEPT,
    record.Decision.CORRECT,
    record.Decision.REJECT,
    record.Decision.SPLIT,
    record.Decision.MERGE,
    record.Decision.ADD,
]
"""What can be decided about a statement; to add one is to decide that it is there."""


class Decided(BaseModel):
    """A decision on a statement: accept, correct, reject, split, merge, or add one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    target: str | None = Field(
        None,
        min_length=1,
        max_length=400,
        description="Id of the statement; not for add, whose statement has none yet.",
    )
    document: str | None = Field(
        None,
        min_length=1,
        max_length=400,
        description="For add: the document that says it, by its id or its name.",
    )
    decision: Anew = Field(description="What is decided; to take back has an address of its own.")
    field: record.Field | None = Field(None, description="For correct: what is corrected.")
    value: JsonValue = Field(
        None,
        description="For correct, split, merge and add: what was decided. Spans are `{start, end, "
        "text}`. `source`, `cue`: a span or null. `content`: spans. `speaker`: null, or `{id}` or "
        "`{name}`, for somebody known from this document alone `{name, kind}`. `party`, `act`, "
        "`said_on`: a text or null. `codes`: `[{concept, stance, condition}]`. `via`: `[{name, "
        "kind, span}]`. split: a list of contents. merge: ids of the other statements. add: an "
        "object with `content`, and of the other fields and `quote` (direct, indirect, mixed) "
        "those that are known; words may stand for a span where they have one place only.",
    )

    @model_validator(mode="after")
    def _check_form(self) -> Self:
        if self.decision not in WITH_VALUE and self.value is not None:
            raise ValueError(f"the decision to {self.decision} has no value")
        if (self.decision is record.Decision.ADD) == (self.target is not None):
            raise ValueError("give a target; for add give a document instead")
        if (self.decision is record.Decision.ADD) != (self.document is not None):
            raise ValueError("to add a statement, and only for that, give its document")
        if any("\ud800" <= character <= "\udfff" for character in self.json_value):
            raise ValueError("a text holds half a character (a lone surrogate)")
        return self

    @property
    def json_value(self) -> str:
        """The value as the record has it; empty where there is none."""
        return written(self.value) if self.decision in WITH_VALUE else ""


class Judgement(Given):
    """A person's dated decision about a statement, or taking back an earlier one."""

    id: str = Field(description="Digest of all that it says.")
    target: str = Field(description="Id of the statement; for withdraw of the judgement.")
    decision: record.Decision
    field: record.Field | None = Field(description="What was corrected.")
    value: JsonValue = Field(description="What was decided. null: the decision needs none.")
    document: str | None = Field(description="Id of the statement's document.")
    content: list[Span] = Field(description="Content of the statement then.")
    author: str = Field(description="Who decided.")
    decided_at: str = Field(description="ISO 8601 instant in UTC.")
    state: JudgementState = Field(description="What has become of it.")

    @field_validator("value", mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value


KNOWN: dict[int | str, dict[str, Any]] = {
    200: {"model": Judgement, "description": "The same was decided before, and counts."}
}
"""The answer to what somebody has decided already."""


class Judgements(Part[Judgement]):
    """A part of a list of judgements."""


class JudgementsAsked(Asked):
    """Which judgements are wanted."""

    author: Name = Field(None, description="Who decided.")
    decision: record.Decision | None = Field(None, description="What was decided.")
    field: record.Field | None = Field(None, description="Only corrections of this field.")
    document: Name = Field(None, description="Only those about this document.")
    statement: Name = Field(None, description="Only those that have found this statement.")
    waiting: bool | None = Field(
        None, description="Only those that wait for a statement, or have found theirs."
    )


@router.get("/judgements", summary="List judgements")
def list_judgements(
    asked: Annotated[JudgementsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Judgements:
    """What people decided, the newest first."""
    found = desk.view.ask(
        JudgementList(
            author=asked.author,
            decision=asked.decision,
            field=asked.field,
            document=asked.document,
            statement=asked.statement,
            waiting=asked.waiting,
            **asked.page,
        )
    )
    items = tuple(_with_states(desk, found.items))
    part = Listed(items=items, next=found.next, total=found.total)
    return part_of(Judgements, part, at, response)


@router.get("/judgements/{id}", summary="Give a judgement", responses=problems(404))
def give_judgement(id: Id, desk: AtDesk) -> Judgement:  # noqa: A002
    """One judgement, and what has become of it."""
    if (found := desk.view.ask(JudgementById(id=id))) is None:
        raise HTTPException(404, f"There is no judgement {id!r}; /api/v1/judgements lists all.")
    return Judgement.made(_with_states(desk, [found])[0])


@router.post(
    "/judgements",
    summary="Judge a statement",
    status_code=201,
    responses=KNOWN | problems(400, 401, 403, 404, 409, 413, 422, 429),
)
def judge(
    decided: Decided, desk: AtDesk, user: Writer, at: AtHere, response: Response
) -> Judgement:
    """Append a decision in the name of the token's account; all that depends on it is made anew.

    What the account has decided already, and what still counts, is not decided again: the answer
    is then 200 with the judgement that there is.
    """
    if decided.decision is record.Decision.ADD:
        return _add(decided, desk, user, at, response)
    target = decided.target or ""
    if (known := _decided_before(desk, target, decided, user)) is not None:
        response.status_code = 200
        return known
    statement = desk.view.statement(target)
    if statement is None:
        raise HTTPException(404, f"There is no statement {target!r}.")
    made = record.Judgement.on(
        statement,
        decided.decision,
        author=user.name,
        decided_at=_now(),
        field=decided.field,
        value=decided.json_value or None,
    )
    return _judge(desk, made, at, response)


@router.post(
    "/judgements/{id}/withdraw",
    summary="Take a judgement back",
    status_code=201,
    responses=KNOWN | problems(401, 403, 404, 409, 429),
)
def withdraw(id: Id, desk: AtDesk, user: Writer, at: AtHere, response: Response) -> Judgement:  # noqa: A002
    """Append that a decision is taken back; a second time changes nothing and answers 200."""
    if (target := desk.view.ask(JudgementById(id=id))) is None:
        raise HTTPException(404, f"There is no judgement {id!r}; /api/v1/judgements lists all.")
    taken = [one for one in desk.view.ask(JudgementsOn(target=id)) if _counts(desk, one)]
    if taken:
        response.status_code = 200
        return Judgement.made(_with_states(desk, taken[:1])[0])
    made = record.Judgement.withdrawing(target, author=user.name, decided_at=_now())
    return _judge(desk, made, at, response)


def _add(decided: Decided, desk: Desk, user: User, at: Here, response: Response) -> Judgement:
    names = ("decision", "document", "field", "value")
    form = {name: getattr(decided, name) for name in names}
    made = pipeline.judgement_from(
        form, desk.view, knowledge_of(desk), author=user.name, decided_at=_now()
    )
    value = decided.model_copy(update={"value": json.loads(made.value or "null")})
    if (known := _decided_before(desk, made.target, value, user)) is not None:
        response.status_code = 200
        return known
    return _judge(desk, made, at, response)


def _judge(desk: Desk, made: record.Judgement, at: Here, response: Response) -> Judgement:
    pipeline.check_concepts(made, desk.codebook)
    parties = desk.codebook.parties if desk.codebook else ()
    pipeline.judge(desk.store, [made], knowledge_of(desk), parties, now=True)
    response.headers["location"] = f"{at.base_path}{ROOT}/judgements/{made.id}"
    return Judgement.made(_with_states(desk, [made])[0])


def _decided_before(desk: Desk, target: str, decided: Decided, user: User) -> Judgement | None:
    """Give the judgement, if one counts, by which somebody has decided the same."""
    same = (
        one
        for one in desk.view.ask(JudgementsOn(target=target))
        if (one.decision, one.field, one.value or "", one.author)
        == (decided.decision, decided.field, decided.json_value, user.name)
    )
    known = next((one for one in same if _counts(desk, one)), None)
    return Judgement.made(_with_states(desk, [known])[0]) if known else None


def _counts(desk: Desk, judgement: record.Judgement) -> bool:
    states = desk.view.ask(JudgementStates(ids=(judgement.id,)))
    return states[judgement.id] is JudgementState.COUNTS


def _with_states(desk: Desk, judgements: Sequence[record.Judgement]) -> list[dict[str, object]]:
    """Put judgements beside what has become of them."""
    states = desk.view.ask(JudgementStates(ids=tuple(one.id for one in judgements)))
    names = Judgement.model_fields.keys() - {"state"}
    return [
        {name: getattr(one, name) for name in names} | {"state": states[one.id]}
        for one in judgements
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
