"""Door: what every request passes first: is it meant for us, whose is it, may they come in?"""

from dataclasses import dataclass
from typing import cast

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import StoreError
from dragoman.store.accounts import Accounts
from dragoman.store.users import User
from dragoman.web.pages.failures import failed
from dragoman.web.rendering import address
from dragoman.web.users.access import Access, cookie_name, csrf_of, host_name

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LARGEST_BODY = 1_000_000
"""Bytes that a request may bring: a form of review has some thousands."""

ALWAYS_OPEN = ("/static/", "/login", "/healthz", "/readyz", "/metrics")
"""What needs no login, or asks for one itself."""

UNEXPECTED = "Something went wrong that nobody foresaw. Please report it with the server's log."


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks.

    Attributes:
        user: The account. None: nobody is logged in.
        csrf: What forms of this session carry; empty without a session.
        by_token: Whether a program asks with a token, so that no page can be behind it.
    """

    user: User | None = None
    csrf: str = ""
    by_token: bool = False


NOBODY = Visitor()


class Door:
    """Finds out who asks and turns away what must not come in.

    Requests then have `state.visitor`, `state.user` and `state.csrf`.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        under_base_path(scope, scope["app"].state.base_path)
        request = Request(scope, receive)
        refusal = misdirected(request)
        if refusal is None:
            try:
                visitor = await run_in_threadpool(identified, request)
                let_in(request, visitor)
                refusal = self._turned_away(request, visitor)
            except HTTPException as error:
                refusal = failed(request, error.status_code, error.detail, error.headers)
            except StoreError as error:
                refusal = failed(request, 500, str(error))
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        marking = Marking(request, send)
        try:
            await self.app(scope, no_more_than_largest(receive), marking)
        except StoreError as error:  # of what stands before the routes: the record is away
            if marking.begun:
                raise
            await failed(request, 500, str(error))(scope, receive, send)
        except Exception:
            if not marking.begun:
                await failed(request, 500, UNEXPECTED)(scope, receive, send)
            raise

    def _turned_away(self, request: Request, visitor: Visitor) -> Response | None:
        """Ask for a login where reading is not open."""
        path = path_of(request)
        if visitor.user or access_of(request).open_reading or path.startswith(ALWAYS_OPEN):
            return None
        if path.startswith(("/api/", "/feeds/")):
            detail = "Reading needs an account here; send the token of one, or log in."
            return failed(request, 401, detail, {"www-authenticate": "Bearer"})
        query = f"?{request.url.query}" if request.url.query else ""
        base_path = request.scope.get("root_path", "")
        asked = {"next": address("", path) + query}
        return RedirectResponse(address(base_path, "/login", asked), 303)


def under_base_path(scope: Scope, base: str) -> None:
    """Bring the path to one form: some proxies take the base path off, some leave it."""
    scope["root_path"] = base
    if base and scope["path"] != base and not scope["path"].startswith(f"{base}/"):
        scope["path"] = base + scope["path"]


def path_of(request: Request) -> str:
    """Give the path of a request without the base path."""
    base_path: str = request.scope.get("root_path", "")
    return request.scope["path"].removeprefix(base_path) or "/"


def access_of(request: Request) -> Access:
    """Give what the server was started with."""
    return cast(Access, request.app.state.access)


def accounts_of(request: Request) -> Accounts:
    """Give the accounts of the dossier that is served."""
    return cast(Accounts, request.app.state.accounts)


def misdirected(request: Request) -> Response | None:
    """Refuse what was sent to another host, by a page of another host, or is far too large."""
    host = request.headers.get("host", "")
    if not access_of(request).answers_to(host):
        return failed(request, 400, f"This server is not called {host_name(host)!r}.")
    if request.method not in SAFE_METHODS and from_elsewhere(request):
        return failed(request, 403, "A page of another site sent this; nothing was changed.")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return failed(request, 413, f"A request may bring {LARGEST_BODY:,} bytes.")
    return None


def from_elsewhere(request: Request) -> bool:
    """Tell whether a browser says that the page of another site sends a request.

    Programs say nothing of the kind and are told from pages by their tokens; forms carry a token
    of their session beside this.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")


def identified(request: Request) -> Visitor:
    """Find out who asks, by a token or else by the cookie of a session.

    Raises:
        HTTPException: There is a token, but it is none of ours.
    """
    accounts = accounts_of(request)
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        user = accounts.user_of_token(secret.strip())
        if user is None:
            detail = "The token is unknown, revoked or expired."
            raise HTTPException(401, detail, {"www-authenticate": 'Bearer error="invalid_token"'})
        return Visitor(user=user, by_token=True)
    session = request.cookies.get(cookie_name(request.app.state.desk.dossier))
    if not session or path_of(request).startswith("/static/"):
        return NOBODY
    user = accounts.user_of_session(session)
    return Visitor(user=user, csrf=csrf_of(session)) if user else NOBODY


def let_in(request: Request, visitor: Visitor) -> None:
    """Tell routes and templates who asks."""
    request.state.visitor = visitor
    request.state.user = visitor.user
    request.state.csrf = visitor.csrf


def no_more_than_largest(receive: Receive) -> Receive:
    """Stop reading a body that is larger than it said, or said nothing."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise HTTPException(413, f"A request may bring {LARGEST_BODY:,} bytes.")
        return message

    return counted


class Marking:
    """Keeps pages that were made for one account out of shared caches and from being shown later.

    Attributes:
        begun: Whether an answer has begun, so that no other can be given any more.
    """

    def __init__(self, request: Request, send: Send) -> None:
        """Mark the answer to a request on its way out."""
        self.begun = False
        self._request = request
        # Asked now: what the request is passed on to changes the path.
        self._is_file = path_of(request).startswith("/static/")
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.begun = True
            if not self._is_file:
                self._mark(MutableHeaders(scope=message))
        await self._send(message)

    def _mark(self, headers: MutableHeaders) -> None:
        headers.add_vary_header("Cookie")
        if self._request.state.user is not None:
            headers.setdefault("cache-control", "private, no-cache")
