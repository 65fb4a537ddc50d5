"""Past: the form that asks for the record as of a past day, and the way there."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.record import AsOf
from dragoman.web.asking import Blank, Words, iso
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.reaching import reach_of
from dragoman.web.rendering import address, render
from dragoman.web.users.access import safe_next

Asked = Annotated[date | None, Blank, Query()]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPage:
    """What the page that asks for a past day shows.

    Attributes:
        title: Its title.
        to: The page that is then shown.
        first_on: The day of the first document. None: none has a place in time.
        last_on: That of the last.
    """

    title: str
    to: str
    first_on: str | None
    last_on: str | None


router = APIRouter()


@router.get("/as-of", response_class=HTMLResponse)
def past(
    request: Request,
    desk: AtDesk,
    said: Asked = None,
    published: Asked = None,
    recorded: Asked = None,
    to: Words = None,
) -> Response:
    """Ask for a past day, or go to the page as of it."""
    as_of = AsOf(said=iso(said), published=iso(published), recorded=iso(recorded))
    target = safe_next(to)
    if as_of.is_now:
        return render(request, "past.html.j2", build_past(desk, target))
    base_path = request.scope.get("root_path", "")
    path, _, query = target.partition("?")
    place = address(base_path, f"/as-of/{as_of.name}{path}")
    return RedirectResponse(f"{place}?{query}" if query else place, 303)


def build_past(desk: Desk, to: str) -> PastPage:
    """Build the page that asks for a past day.

    Args:
        desk: What the request works with.
        to: The path of the page that is then shown.
    """
    reach = reach_of(desk)
    return PastPage(
        title="The record as of a past day",
        to=to,
        first_on=reach.first,
        last_on=reach.newest,
    )
