"""Failures: the page, or for programs the problem details, of what could not be answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from dragoman.settings.flaws import in_words
from dragoman.web.api.problems import refused
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

ADVICE = {
    404: "It may have been replaced by a newer run, or the address is mistyped. Search for it, or "
    "begin at the overview.",
    400: "Change the address or the form and try again.",
    401: "Log in, in another tab if you have written something here, and try again.",
    403: "Go back and open the page again, or log in with an account that may do this.",
    410: "Its judgements tell who took it out of the record, and can be taken back.",
    405: "Go to the record of now to write something.",
    409: "Go back, open the page again and look at what has changed.",
    413: "Send less at once.",
    429: "Wait a moment; then go back and send it again.",
    503: "It is asked for again by itself in a few seconds.",
    500: "Nothing was changed. The server's log has more; `dragoman` on the command line can be "
    "used meanwhile.",
}


TITLES = {
    400: "This cannot be answered",
    404: "Not here",
    410: "No longer in the record",
    429: "Too much at once",
    500: "Something went wrong",
    503: "Not ready yet",
}
"""Titles in plain words, where those of HTTP are a programmer's."""

GIVEN = 60
"""Characters that are shown of what stood in an address or a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePage:
    """What the page of a failure shows.

    Attributes:
        title: The status in words.
        status: The HTTP status.
        detail: What happened.
        advice: What to do.
    """

    title: str
    status: int
    detail: str
    advice: str


def failed(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer that something could not be done: a page, or RFC 9457 problem details for the API.

    Args:
        request: What is answered.
        status: The HTTP status.
        detail: What happened.
        headers: What else the answer tells, such as when to try again.
    """
    if request.url.path.removeprefix(request.scope.get("root_path", "")).startswith("/api/"):
        return refused(request, status, detail, headers=headers)
    if status == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is no page at {cut_short(request.url.path, GIVEN)}"
    page = FailurePage(
        title=_title(status), status=status, detail=detail, advice=ADVICE.get(status, ADVICE[400])
    )
    answer = render(request, "failure.html.j2", page, status)
    answer.headers.update(headers or {})
    return answer


def _title(status: int) -> str:
    try:
        return TITLES.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def refusals(errors: Sequence[Mapping[str, Any]]) -> str:
    """Say in plain words what is wrong with the values of an address or a form.

    Args:
        errors: What validation found: `loc`, `type`, `msg` and `input` of each.
    """
    return "; ".join(_refusal(error) for error in errors)


def _refusal(error: Mapping[str, Any]) -> str:
    name, kind = str(error["loc"][-1]).replace("_", " "), str(error["type"])
    given = f"“{cut_short(str(error.get('input')), GIVEN)}”"
    if kind == "missing":
        return f"{name} is missing"
    if kind.startswith("date"):
        return f"{name}: {given} is no day; a day is written as in 2025-05-26"
    if kind in {"int_parsing", "int_type", "int_from_float"}:
        return f"{name}: {given} is no whole number"
    if kind in {"enum", "literal_error"}:
        return f"{name}: {given} is none of {error['ctx']['expected']}"
    return f"{name}: {in_words(str(error['msg']))}"
