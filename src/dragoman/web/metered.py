"""Metered: each request is counted, gets a number, and leaves a line in the log."""

import logging
import secrets
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.meter import Meter

REQUESTS = logging.getLogger("dragoman.web.requests")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
MOUNTED = ("/static", "/api/v1")
NOWHERE = "(no route)"


class Metered:
    """Counts what is answered and writes it to the log, without what anybody read or typed.

    The log has the template of the route, not the address, and of an account a digest that holds
    as long as the server runs, not the name. The number of a request (X-Request-ID) is in its
    answer too, so that who reports a fault can name it.
    """

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        """Wrap an application."""
        self.app = app
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number, began, status = secrets.token_hex(8), perf_counter(), 500

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = number
            await send(message)

        scope.setdefault("state", {})
        access = scope["app"].state.access
        try:
            await self.app(scope, receive, numbered)
        finally:
            seconds = perf_counter() - began
            method = scope["method"] if scope["method"] in METHODS else "(other)"
            route = template_of(scope)
            self._meter.note(method, route, status, seconds)
            if REQUESTS.isEnabledFor(logging.INFO):
                user = scope["state"].get("user")
                facts = {
                    "request": number,
                    "method": method,
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                    "user": access.signed(f"log {user.name}")[:12] if user else None,
                }
                REQUESTS.info("request", extra={"event": "request", "facts": facts})


def template_of(scope: Scope) -> str:
    """Give the template of the route that a request came to."""
    mount = next((m for m in MOUNTED if scope.get("root_path", "").endswith(m)), "")
    route = scope.get("route")
    if route is None:
        return f"{mount}/..." if mount else NOWHERE
    template: str = route.path
    return mount + template
