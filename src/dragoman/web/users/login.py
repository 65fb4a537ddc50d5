"""Login: the page on which somebody logs in, and the end of a session."""

import logging
import secrets
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.report.characters import shown_in_line
from dragoman.store.users import User
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.rendering import render
from dragoman.web.users.access import cookie_name, safe_next
from dragoman.web.users.door import access_of, accounts_of
from dragoman.web.users.permission import address_of, check_form, too_often, visitor_of

log = logging.getLogger("dragoman.web")
router = APIRouter(include_in_schema=False)

WEEK_S = 7 * 24 * 3600
WRONG = "Name and password do not fit, or the account is disabled."
STALE = "The form was too old, or cookies are off for this site. Send it once more."


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """What the login shows.

    Attributes:
        title: What the page is called.
        name: The name that was typed before; empty at first.
        next: The page that follows, within this server.
        proof: What the form carries: the signed value of the cookie that was sent with it.
        problem: Why the last try failed. None: there was none, or none yet.
        user: Who is logged in already. None: nobody.
        first: Whether there is no account yet at all.
    """

    title: str = "Log in"
    name: str = ""
    next: str = "/"
    proof: str
    problem: str | None = None
    user: User | None = None
    first: bool = False


@router.get("/login", response_class=HTMLResponse)
def login(request: Request, next: str | None = None) -> Response:  # noqa: A002 - its name in links
    """Show the form."""
    return _form(request, next=safe_next(next))


@router.post("/login", response_class=HTMLResponse)
def log_in(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=4096)] = "",
    proof: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002
) -> Response:
    """Begin a session, always a new one, and go on to the page that was wanted."""
    target, accounts = safe_next(next), accounts_of(request)
    kept = request.cookies.get(f"{cookie_name(desk.dossier)}-form", "")
    signed = access_of(request).signed(kept)
    if not kept or not compare_digest(proof.encode("utf-8", "replace"), signed.encode()):
        return _form(request, name=name, next=target, problem=STALE, status=403)
    limits, where = access_of(request).limits, address_of(request)
    folded = name.casefold()[:200]
    wait = max(limits.login_addresses.take(where), limits.login_names.take(folded))
    if wait:
        raise too_often(wait, "Nobody was logged in.")
    user = accounts.authenticate(name, password)
    if user is None:
        # Without the name that was given: people type their password there.
        told = {"event": "login refused", "facts": {"from": where}}
        log.warning("login refused from %s", where, extra=told)
        return _form(request, name=name, next=target, problem=WRONG, status=403)
    limits.login_addresses.give_back(where)
    limits.login_names.give_back(folded)
    if before := request.cookies.get(cookie_name(desk.dossier)):
        accounts.close_session(before)
    answer = _to(request, target)
    _set(request, answer, cookie_name(desk.dossier), accounts.open_session(user), WEEK_S)
    return answer


async def own_form(request: Request) -> None:
    """See that it is the session's own form that ends it."""
    if visitor_of(request).csrf:
        await check_form(request, visitor_of(request))


@router.post("/logout", response_class=HTMLResponse, dependencies=[Depends(own_form)])
def log_out(request: Request, desk: AtDesk) -> Response:
    """End the session; where it has ended already, only the cookie goes."""
    if session := request.cookies.get(cookie_name(desk.dossier)):
        accounts_of(request).close_session(session)
    answer = _to(request, "/")
    answer.delete_cookie(cookie_name(desk.dossier), path=_path(request))
    return answer


def _form(
    request: Request,
    *,
    name: str = "",
    next: str,  # noqa: A002
    problem: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Show the form, with a proof that a page of another site cannot make up."""
    desk: Desk = request.app.state.desk
    cookie = f"{cookie_name(desk.dossier)}-form"
    kept = request.cookies.get(cookie) or secrets.token_urlsafe(32)
    page = LoginPage(
        name=shown_in_line(name)[:80],
        next=next,
        proof=access_of(request).signed(kept),
        problem=problem,
        user=visitor_of(request).user,
        first=not accounts_of(request).users(),
    )
    answer = render(request, "login.html.j2", page, status)
    answer.headers["cache-control"] = "no-store"
    _set(request, answer, cookie, kept, None)
    return answer


def _set(request: Request, answer: Response, name: str, value: str, seconds: int | None) -> None:
    """Set a cookie that no script sees and that other sites' pages do not send."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=_path(request),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _path(request: Request) -> str:
    return request.scope.get("root_path", "") or "/"


def _to(request: Request, target: str) -> RedirectResponse:
    return RedirectResponse(request.scope.get("root_path", "") + target, 303)
