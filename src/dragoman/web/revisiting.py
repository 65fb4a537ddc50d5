"""Revisiting: who has a page already is told so, as long as nothing was written since."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman import __version__
from dragoman.record import digest
from dragoman.web.assets import version
from dragoman.web.conditional import CACHED, named
from dragoman.web.desk import Desk

NOT_OF_THE_RECORD = (
    *("/static/", "/api/", "/feeds/", "/login", "/logout", "/review", "/judgements"),
    *("/healthz", "/readyz", "/metrics"),
    "/as-of/",  # what was made of a past day may be gone
)
"""What depends on more than the record and who asks, or has validators of its own."""


class Revisited:
    """Gives pages a validator (ETag), and answers 304 to those who have the page of that one.

    A page depends on the record, the codebook, its address, who asks, the day and the program. It
    stands behind the door, which finds out who asks.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not is_page(path_in(scope)):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        # Read before the page is made: what is written meanwhile gets the older validator, so that
        # the next request asks again.
        tag = await run_in_threadpool(_tag, request)
        told = {"etag": tag, "cache-control": CACHED}
        if tag in named(request):
            await Response(status_code=304, headers=told)(scope, receive, send)
            return

        async def with_tag(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                for name, value in told.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_tag)


def path_in(scope: Scope) -> str:
    """Give the path of a request behind the base path."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path or "/"


def is_page(path: str) -> bool:
    """Tell whether what is at a path depends on the record and on who asks alone."""
    return not path.startswith(NOT_OF_THE_RECORD)


def _tag(request: Request) -> str:
    desk: Desk = request.scope["app"].state.desk
    user = request.state.user
    asks = (user.name, user.role, request.state.csrf) if user else None
    program = __version__, version(), datetime.now(UTC).date().isoformat()
    asked = str(request.base_url), request.scope["path"], request.url.query
    return f'W/"{digest("page", program, desk.edition, asks, *asked)}"'
