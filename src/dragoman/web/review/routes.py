"""Routes of review: a statement's sheet, the form that comes back from it, and names to choose."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from dragoman.record import Judgement
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.review import Became, ReviewQueue
from dragoman.store.users import Role, User
from dragoman.web.asking import Words
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.rendering import address, render
from dragoman.web.review.asked import AsAsked, Asked
from dragoman.web.review.audit import build_gone
from dragoman.web.review.deciding import Doing, Sent, decide
from dragoman.web.review.done import Done, done_before, note_of
from dragoman.web.review.knowing import offers_for
from dragoman.web.review.sheet import Showing, build_sheet, desktop_of
from dragoman.web.users.permission import Coder, Posted, Reader, at_least

router = APIRouter(include_in_schema=False)


@router.get("/review/speakers", dependencies=[Depends(at_least(Role.CODER))])
def speakers(desk: AtDesk, q: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Offer names for the speaker while somebody types."""
    offers = offers_for(desk, q)
    return JSONResponse(
        [{"name": shown_in_line(one.name), "note": shown_in_line(one.note)} for one in offers]
    )


@router.get("/review/{id}", response_class=HTMLResponse)
def sheet(
    request: Request,
    desk: AtDesk,
    user: Reader,
    asked: AsAsked,
    id: str,  # noqa: A002
    at: Words = None,
    done: Done = None,
    text: Words = None,
) -> Response:
    """Show a statement to decide about."""
    statement = desk.view.statement(id)
    if statement is None:
        became = desk.view.ask(Became(statement=id))
        if len(became) == 1:
            path = f"/review/{became[0]}"
            return _to(request, path, dict(asked.query) | {"at": at, "done": done})
        return render(request, "review_gone.html.j2", build_gone(desk, id, became, user), 410)
    made = done_before(desk, done)
    showing = Showing(
        note=note_of(made) if made else None,
        done=tuple(one.id for one in made),
        whole=text == "all",
    )
    page = build_sheet(desk, desktop_of(desk, statement), asked, user, showing, at)
    return render(request, "review_sheet.html.j2", page)


@router.post("/review/{id}", response_class=HTMLResponse)
def decided(
    request: Request,
    desk: AtDesk,
    user: Coder,
    asked: AsAsked,
    form: Posted,
    id: str,  # noqa: A002
    at: Words = None,
) -> Response:
    """Carry out what the form says and go on to the next statement of the queue."""
    outcome = decide(desk, id, _sent(form), user)
    if outcome.done:
        return _on(request, desk, asked, user, outcome.done, at)
    if outcome.desktop is None or outcome.showing is None:
        became = desk.view.ask(Became(statement=id))
        page = build_gone(desk, id, became, user)
        return render(request, "review_gone.html.j2", page, outcome.status)
    sheet = build_sheet(desk, outcome.desktop, asked, user, outcome.showing, at)
    return render(request, "review_sheet.html.j2", sheet, outcome.status)


def _sent(form: FormData) -> Sent:
    doing, seen = str(form.get("decision", "")), str(form.get("seen", ""))
    if doing not in list(Doing):
        raise HTTPException(400, "The form does not say what to do; press one of its buttons.")
    shown = str(form.get("shown", ""))
    return Sent(doing=Doing(doing), shown=shown, seen=tuple(seen.split(",")), form=form)


def _on(
    request: Request,
    desk: Desk,
    asked: Asked,
    user: User,
    done: tuple[Judgement, ...],
    at: str | None,
) -> Response:
    """Go on to the next statement; a script gets its address and what was done."""
    found = desk.view.ask(ReviewQueue(filter=asked.filter(user), after=at, limit=1)).items
    ids = ",".join(one.id for one in done)
    query = dict(asked.query) | {"done": ids}
    path = "/review"
    if found:
        path, query["at"] = f"/review/{found[0].statement}", found[0].cursor
    if "application/json" in request.headers.get("accept", ""):
        base_path = request.scope.get("root_path", "")
        told = {"next": address(base_path, path, query), "done": ids, "note": note_of(done)}
        return JSONResponse(told)
    return _to(request, path, query)


def _to(request: Request, path: str, query: dict[str, str | None]) -> RedirectResponse:
    return RedirectResponse(address(request.scope.get("root_path", ""), path, query), 303)
