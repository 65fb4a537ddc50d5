"""Problems: what the API answers when it cannot do what is asked (RFC 9457)."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman.settings.flaws import in_words

PROBLEM = "application/problem+json"

UNPROCESSABLE = 422


class Flaw(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(
        description="The part of the request: a parameter's name, or a JSON Pointer into the body.",
        examples=["limit", "#/decision"],
    )
    detail: str = Field(
        description="What is wrong with it.", examples=["must be less than or equal to 200"]
    )


class Problem(BaseModel):
    """Why something could not be done: problem details as in RFC 9457."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = Field(
        default="about:blank",
        description="Always about:blank: the status and the words say it all.",
    )
    title: str = Field(description="The HTTP status in words.", examples=["Not Found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(
        description="What happened, and what to do.",
        examples=["There is no claim 0123456789abcdef; it may have been replaced by a newer run"],
    )
    instance: str = Field(
        description="The path that was asked for.", examples=["/api/v1/claims/0123456789abcdef"]
    )
    flaws: list[Flaw] = Field(
        default_factory=list,
        description="Everything that is wrong with the request, where there is more to tell.",
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare which problems an operation may answer with, for its description."""
    return {status: {"model": Problem, "description": MEANINGS[status]} for status in statuses}


MEANINGS = {
    400: "The body cannot be read.",
    401: "No token is given, or it is not known; where reading needs an account, to any request.",
    403: "The token's user may not do this.",
    404: "There is no such record.",
    409: "What is asked for does not fit the record as it is.",
    413: "The body is too large.",
    422: "The request is malformed; `flaws` tells where.",
    429: "Too many attempts; wait a little.",
}
"""What a status means here, for the description of the API."""


WORDS = {
    "extra_forbidden": "there is no such parameter or field; /api/docs lists those that there are",
    "missing": "this is needed",
    "date_parsing": "this is no day; write one like 2023-11-06",
    "date_from_datetime_parsing": "this is no day; write one like 2023-11-06",
    "date_from_datetime_inexact": "this is no day; write one like 2023-11-06",
}
"""Words for flaws of which pydantic's own do not say what to do."""


MEMBER = re.compile(r"<\w+\.\w+: ('[^']*')>")
"""A member of an enumeration as Python shows it, around its value."""


def refused(
    request: Request,
    status: int,
    detail: str,
    flaws: Sequence[Flaw] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Answer that something could not be done."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    problem = Problem(
        title=title, status=status, detail=detail, instance=request.url.path, flaws=list(flaws)
    )
    return JSONResponse(
        problem.model_dump(), status, headers=dict(headers or {}), media_type=PROBLEM
    )


async def on_http(request: Request, error: Exception) -> JSONResponse:
    """Answer what a route refused, and addresses and methods that are not there."""
    if not isinstance(error, HTTPException):
        return await on_failure(request, error)
    detail = str(error.detail)
    if detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is nothing at {request.url.path}; the API begins at /api/v1/."
    if detail == HTTPStatus.METHOD_NOT_ALLOWED.phrase:
        allowed = (error.headers or {}).get("Allow", "another method")
        detail = f"{request.method} does nothing here; use {allowed}."
    return refused(request, error.status_code, detail, headers=error.headers)


async def on_malformed(request: Request, error: Exception) -> JSONResponse:
    """Answer a request whose parameters or body are not as described."""
    if not isinstance(error, RequestValidationError):
        return refused(request, UNPROCESSABLE, str(error))
    flaws = [_flaw(flaw) for flaw in error.errors()]
    told = "; ".join(f"{flaw.where}: {flaw.detail}" for flaw in flaws)
    return refused(request, UNPROCESSABLE, told, flaws)


async def on_conflict(request: Request, error: Exception) -> JSONResponse:
    """Answer that a decision does not fit the record as it is."""
    return refused(request, 409, str(error))


async def on_failure(request: Request, error: Exception) -> JSONResponse:
    """Answer that the record cannot be read or written, and why."""
    return refused(request, 500, str(error))


async def on_mistake(request: Request, _: Exception) -> JSONResponse:
    """Answer that the program made a mistake, whose insides are only for the server's log."""
    return refused(request, 500, "Dragoman made a mistake; the server's log tells more. Report it.")


async def refuse_unknown(request: Request) -> None:
    """Refuse parameters that an address does not know, as models of parameters do by themselves.

    Raises:
        RequestValidationError: Some are given to an address that takes none.
    """
    if _takes_parameters(request.scope["route"].dependant):
        return
    flaws = [{"type": "extra_forbidden", "loc": ("query", name)} for name in request.query_params]
    if flaws:
        raise RequestValidationError(flaws)


def _takes_parameters(dependant: Dependant) -> bool:
    return bool(dependant.query_params) or any(map(_takes_parameters, dependant.dependencies))


def _flaw(flaw: Mapping[str, Any]) -> Flaw:
    """Say in our words what pydantic has found."""
    if flaw["type"] == "json_invalid":
        *_, character = flaw["loc"]
        told = f"this is no JSON: {flaw['ctx']['error']}, at character {character}"
        return Flaw(where="#", detail=told)
    told = WORDS.get(flaw["type"]) or in_words(MEMBER.sub(r"\1", str(flaw["msg"])))
    return Flaw(where=_where(flaw["loc"]), detail=told)


def _where(place: Sequence[int | str]) -> str:
    """Name the part of a request that pydantic found a flaw in."""
    kind, *rest = place
    if kind != "body":
        return ".".join(map(str, rest)) or str(kind)
    return "#" + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in rest)
