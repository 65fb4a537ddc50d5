"""Warming: the first readers after a start find templates compiled and shared answers made."""

import asyncio
import gc
import logging
from collections.abc import Iterator
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.types import Message, Scope

from dragoman.store.queries.documents import OutletCounts
from dragoman.store.queries.plans import PlanList
from dragoman.web.desk import Desk
from dragoman.web.rendering import SECTIONS, environment
from dragoman.web.review.knowing import knowledge_of
from dragoman.web.users.door import NOBODY

log = logging.getLogger("dragoman.web")


def warm(app: FastAPI) -> None:
    """Compile all templates, show nobody the pages that lead to the others, and read who there is.

    What goes wrong is only logged: it will be shown to whoever asks for the page.
    """
    try:
        for template in environment().list_templates(extensions=["j2"]):
            environment().get_template(template)
        for address in _addresses(app.state.desk):
            asyncio.run(_shown(app, address))
        knowledge_of(app.state.desk)
        # What is there now stays: the collector of cyclic garbage need not go through it again.
        gc.collect()
        gc.freeze()
    except Exception:
        log.info("some pages could not be prepared", exc_info=True)


def _addresses(desk: Desk) -> Iterator[str]:
    """Give the page of each section; of outlets and plans one more, which compares it with all."""
    for address, _ in SECTIONS:
        yield address
    outlets, plans = desk.view.ask(OutletCounts()), desk.view.ask(PlanList(limit=1)).items
    yield from (f"/outlets/{outlet.outlet}" for outlet in outlets[:1] if outlet.outlet)
    yield from (f"/plans/{plan.id}" for plan in plans)


async def _shown(app: FastAPI, address: str) -> None:
    """Make a page as for somebody who is not logged in, behind the door."""
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": address,
        "raw_path": quote(address).encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "server": None,
        "client": None,
        "app": app,
        "state": {"user": None, "csrf": "", "visitor": NOBODY},
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        pass

    await AsyncExitStackMiddleware(app.router)(scope, receive, send)
